"""Atom feeds (RFC 4287): new documents, and new paragraphs that cite something."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from ontology.iris import Iris, Kind
from server import coding
from server.addresses import iri as iri_of
from server.context import current_release
from server.history.tagged import tagged
from server.problems import not_found
from server.views import feeds

blueprint = Blueprint("feeds", __name__)

MEDIA_TYPE = "application/atom+xml"
CITABLE = frozenset({Kind.DOCUMENT, Kind.INSTRUMENT})


@blueprint.get("/feed/documents")
def documents() -> BaseResponse:
    """Tell which documents have come to be held."""
    return _answer(feeds.documents(current_release()), "feed/documents", "documents")


@blueprint.get("/feed/cites/<path:path>")
def cites(path: str) -> BaseResponse:
    """Tell which paragraphs have come to cite a document or an instrument."""
    release = current_release()
    iri = iri_of(release.base, path)
    ident = Iris(release.base).parse(iri)
    if ident is None or ident.kind not in CITABLE or not release.knows(iri):
        raise not_found(path)
    address = iri.removeprefix(release.base)
    return _answer(feeds.citing(release, iri), f"feed/cites/{address}", address)


def _answer(feed: feeds.Feed, address: str, about: str) -> BaseResponse:
    base, root = current_release().base, request.url_root
    text = render_template(
        "feed.xml", feed=feed, id=base + address, own=request.base_url, about=root + about,
        here=lambda iri: root + iri.removeprefix(base),
    )  # fmt: skip
    response = tagged(text.encode(), f"{MEDIA_TYPE}; charset=utf-8")
    return coding.conditional(response)
