"""Pages that cut across documents: mandates due, subjects, sessions, citations, errors."""

from flask import Blueprint, render_template, request

from server import addresses
from server.context import config, current_release
from server.problems import bad_request, malformed, not_found
from server.registry_pages import cited_page, key
from server.render import page_number
from server.store import is_iri
from server.views import accuracy as accurate
from server.views import mandates as due
from server.views import subjects as headings
from server.views.measured import measured
from server.views.report import stated

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


@blueprint.get("/citing/<path:path>")
def citing(path: str) -> str:
    """Show who cites a document, as the page of an instrument does."""
    release = current_release()
    if fault := addresses.fault(path):
        raise malformed(fault, too_long=len(path) > addresses.LONGEST)
    iri = addresses.iri(release.base, path)
    if not release.knows(iri):
        raise not_found(path)
    return cited_page(release, iri)


@blueprint.get("/accuracy")
def accuracy() -> str:
    """Show the release's own report."""
    page, code = page_number(), request.args.get("code", "")
    told = accurate.accuracy(current_release())
    found = [one for one in told.findings if code in ("", one["code"])]
    last = page * accurate.FINDINGS
    return render_template(
        "accuracy.html", accuracy=told, measured=measured(), code=code, count=len(found), page=page,
        findings=found[last - accurate.FINDINGS : last], more=len(found) > last,
    )  # fmt: skip


@blueprint.get("/report")
def report() -> str:
    """Say what is stated somewhere, and how to report that it is wrong."""
    release = current_release()
    iri, target = (key(release.base, request.args.get(name, "")) for name in ("iri", "target"))
    for one in (iri, target):
        if one and not is_iri(one):
            raise bad_request(f"“{one}” is no IRI.")
    found = stated(release, iri, target) if iri else []
    contact = config().contact
    known = contact.startswith(("mailto:", "https://", "http://"))
    return render_template("report.html", iri=iri, stated=found, contact=contact if known else "")
