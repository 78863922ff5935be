"""Lists that cut across documents: mandates due, subjects, sessions."""

from flask import Blueprint, render_template, request

from server.context import current_release
from server.registry_pages import key
from server.render import page_number
from server.views import mandates as due
from server.views import subjects as headings

blueprint = Blueprint("research", __name__)


@blueprint.get("/mandates")
def mandates() -> str:
    """List the mandates, narrowed by due session or year, assignee and body that asks."""
    release = current_release()
    asked = {name: request.args.get(name, "").strip() for name in ("due", "assignee", "by")}
    wanted = due.Wanted(
        asked["due"], key(release.base, asked["assignee"]), key(release.base, asked["by"])
    )
    view = due.mandates_view(release, wanted, page_number())
    return render_template("mandates.html", mandates=view, wanted=wanted)


@blueprint.get("/subjects")
def subjects() -> str:
    """List the subjects documents are filed under."""
    page = page_number()
    found = headings.subjects(current_release())
    shown = found[(page - 1) * headings.PAGE : page * headings.PAGE]
    return render_template(
        "subjects.html", subjects=shown, count=len(found), page=page,
        more=len(found) > page * headings.PAGE,
    )  # fmt: skip


@blueprint.get("/sessions")
def sessions() -> str:
    """List the sessions whose documents are held."""
    return render_template("sessions.html", sessions=headings.sessions(current_release()))
