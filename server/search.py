"""``/search``: paragraphs by their words, documents by their symbol."""

from dataclasses import asdict

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from ontology.aliases import resolve
from server.addresses import iri as iri_of
from server.context import current_release
from server.fulltext.asked import FURTHEST, Asked, read
from server.fulltext.fields import FIELDS
from server.fulltext.language import BadSearch
from server.render import page_number
from server.rest.shared import as_json
from server.views import search as views
from server.views.meaning import offered
from server.views.suggestions import suggestions

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def search() -> BaseResponse:
    """Find a document by its symbol (and go there), or paragraphs by their words."""
    try:
        asked = read(dict(request.args.lists()))
    except BadSearch as error:
        return _page(Asked(), error)
    path = iri_of("", resolve(asked.words) or "")
    release = current_release()
    if path and not asked.narrowed and release.knows(release.base + path):
        return redirect(f"/{path}", 302)
    return _page(asked)


@blueprint.get("/search/suggestions")
def suggested() -> Response:
    """Give what may be meant by the beginnings of words in ``q``, of some kinds or of all."""
    kinds = request.args.getlist("kind")
    found = offered(current_release(), request.args.get("q", ""), kinds)
    return as_json({"suggestions": [asdict(one) for one in found]})


def _page(asked: Asked, error: BadSearch | None = None) -> Response:
    release, page = current_release(), page_number()
    hits: list[views.Found] = []
    choices: list[views.Choices] = []
    count = 0
    try:
        node = asked.node()
        if node is not None:
            hits, count = views.found(release, node, views.PAGE, (page - 1) * views.PAGE)
            choices = views.choices(release, asked, node)
    except BadSearch as refused:
        error = refused
    text = render_template(
        "search.html",
        asked=asked.words,
        query=asked,
        error=error,
        hits=hits,
        count=count,
        choices=choices,
        narrowed=[
            views.Choice(f"{name}: {views.label(release, name, value)}", 0,
                         asked.lacking(name, value).address())
            for name, value in asked.narrowed
        ],
        named=suggestions(release, asked.words) if page == 1 and not asked.narrowed else [],
        fields=FIELDS.values(),
        page=page,
        more=min(count, FURTHEST) > page * views.PAGE,
        furthest=FURTHEST,
    )  # fmt: skip
    return Response(text, 400 if error else 200, mimetype="text/html")
