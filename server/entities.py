"""Every IRI of the graph answers at its path: as a page or as RDF, negotiated."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from ontology import aliases
from ontology.iris import Iris, Kind
from ontology.terms import RCL
from server import addresses, export, retired
from server.context import current_release
from server.negotiate import ENTITY, HTML, Format, choose
from server.problems import not_acceptable, not_found, too_much
from server.release import Release
from server.render import document_page, entity_page, expression_page, ontology_page, part_page
from server.store import literal

blueprint = Blueprint("entities", __name__)

_PAGES: dict[Kind, Callable[[Release, str], str]] = {
    Kind.DOCUMENT: document_page,
    Kind.EXPRESSION: expression_page,
    Kind.PART: part_page,
    Kind.FOOTNOTE: part_page,
}


@cache
def program_version() -> str:
    """Give the version of this program, which pages depend on as much as on the data."""
    try:
        return version("recalling")
    except PackageNotFoundError:
        return "0"


@blueprint.get("/<path:path>")
def entity(path: str) -> BaseResponse:
    """Answer for the IRI whose path this is; aliases redirect to it."""
    release = current_release()
    base = release.base
    stem, fixed = addresses.split_suffix(path)
    iri = addresses.iri(base, stem)
    if not release.knows(iri):
        return elsewhere(release, stem, fixed)
    chosen = fixed or choose(request.accept_mimetypes, ENTITY)
    if chosen is None:
        raise not_acceptable(f.media_types[0] for f in ENTITY.values())
    response = Response(content_type=chosen.content_type)
    describe_headers(response, iri, chosen)
    response.set_etag(etag(release, request.full_path, chosen))
    response.last_modified = release.modified
    response.cache_control.no_cache = True
    if not unchanged(response):
        response.data = body(release, iri, chosen)
    return response.make_conditional(request)


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
    return redirect(f"/{path}{'.' + fixed.suffix if fixed else ''}", 301)


def unchanged(response: Response) -> bool:
    """Tell whether the client has this very answer already, so that none need be made."""
    tag, _ = response.get_etag()
    if request.if_none_match:
        return tag is not None and request.if_none_match.contains_weak(tag)
    since = request.if_modified_since
    return bool(since and response.last_modified and response.last_modified <= since)


def etag(release: Release, path: str, chosen: Format) -> str:
    """Make a strong tag: the release, the program, the address and the format decide the bytes."""
    told = "\n".join((release.id, program_version(), release.base, path, chosen.suffix))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def describe_headers(response: Response, iri: str, chosen: Format) -> None:
    """Say where this answer lives, what else there is, and on which terms."""
    base = current_release().base
    path = "/" + iri.removeprefix(base)
    response.vary.add("Accept")
    response.headers["Content-Location"] = f"{path}.{chosen.suffix}"
    links = [
        f'<{path}.{f.suffix}>; rel="alternate"; type="{f.media_types[0]}"'
        for f in ENTITY.values()
        if f is not chosen
    ]
    links += [
        f'<{path}.ttl>; rel="describedby"; type="text/turtle"',
        f'<{iri}>; rel="canonical"',
        f'<{iri}>; rel="cite-as"',
        '</about#terms>; rel="license"',
        '</dataset>; rel="collection"',
    ]
    response.headers["Link"] = ", ".join(links)


def body(release: Release, iri: str, chosen: Format) -> bytes:
    """Make the representation of an IRI in a format."""
    base = release.base
    if chosen is not HTML:
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
