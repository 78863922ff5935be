"""Every IRI of the graph answers at its path: as a page or as data, negotiated."""

from collections.abc import Callable

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from ontology import aliases
from ontology.iris import Iris, Kind
from ontology.terms import RCL
from server import addresses, export
from server.answers import answer, pick
from server.context import current_release
from server.exports import offers
from server.history import retired
from server.negotiate import HTML, LINKSET, Format
from server.problems import malformed, not_found, not_offered, too_much
from server.registry_pages import body_page, instrument_page, state_page, verb_page
from server.release import Release
from server.render import document_page, entity_page, expression_page, ontology_page, part_page
from server.signposts import Link, links_of, linkset
from server.store import literal

blueprint = Blueprint("entities", __name__)

_PAGES: dict[Kind, Callable[[Release, str], str]] = {
    Kind.DOCUMENT: document_page,
    Kind.EXPRESSION: expression_page,
    Kind.PART: part_page,
    Kind.FOOTNOTE: part_page,
    Kind.INSTRUMENT: instrument_page,
    Kind.ARTICLE: instrument_page,
    Kind.BODY: body_page,
    Kind.STATE: state_page,
    Kind.VERB: verb_page,
}


@blueprint.get("/<path:path>")
def entity(path: str) -> BaseResponse:
    """Answer for the IRI whose path this is; aliases redirect to it."""
    if fault := addresses.fault(path):
        raise malformed(fault, too_long=len(path) > addresses.LONGEST)
    release = current_release()
    stem, fixed = addresses.split_suffix(path)
    iri = addresses.iri(release.base, stem)
    if not release.knows(iri):
        return elsewhere(release, stem, fixed)
    offered = offers.offered(release, iri)
    if fixed and fixed.suffix not in offered and fixed is not LINKSET:
        raise not_offered(stem, fixed.label, offered)
    links = links_of(release, iri, offered)
    chosen = pick(offered, fixed)
    return answer(
        release,
        "/" + iri.removeprefix(release.base),
        chosen,
        links,
        lambda form: body(release, iri, form, links),
    )


def elsewhere(release: Release, stem: str, fixed: Format | None) -> BaseResponse:
    """Redirect from an alias, or from what an earlier release had; raises Problem (404, 410)."""
    base = release.base
    named = release.store.statements(predicate=str(RCL.alias), object_=literal(stem))
    target = min((s.subject.value for s in named), default="")
    meant = aliases.resolve(stem) or aliases.resolve(f"/{stem}") or stem.rstrip("/")
    path = target.removeprefix(base) or addresses.iri("", meant)
    if path == stem or not path or not release.knows(base + path):
        moved = retired.instead(release, base + (path or stem), fixed)
        if moved is None:
            raise not_found(stem)
        return moved
    asked = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    return redirect(f"/{path}{'.' + fixed.suffix if fixed else ''}{asked}", 301)


def body(release: Release, iri: str, chosen: Format, links: list[Link]) -> bytes:
    """Make the representation of an IRI in a format."""
    base = release.base
    if chosen is LINKSET:
        return linkset(iri, links, base)
    if chosen is not HTML:
        if made := offers.make(release, iri, chosen, request.args.get("lang", "")):
            return made
        try:
            statements = export.describe(release.store, base, iri)
        except export.TooMuch:
            raise too_much(export.LARGEST) from None
        return export.serialise(statements, chosen.suffix)
    if iri == f"{base}ontology":
        return ontology_page(release, iri).encode()
    ident = Iris(base).parse(iri)
    page = _PAGES.get(ident.kind, entity_page) if ident else entity_page
    return page(release, iri).encode()
