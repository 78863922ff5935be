"""Which formats a thing is offered in: RDF and a page always, the rest where it makes sense."""

from collections.abc import Callable

from ontology.iris import Iris, Kind
from server.exports import akn, bibliography
from server.exports.reference import CITABLE, Reference, reference
from server.negotiate import ENTITY, RECORDS, TEXT, Format
from server.release import Release

_RECORDS: dict[str, Callable[[Reference], bytes]] = {
    "bib": bibliography.bibtex,
    "ris": bibliography.ris,
    "csl.json": bibliography.csl,
}


def offered(release: Release, iri: str) -> dict[str, Format]:
    """Give the formats of an IRI by suffix, in the server's order of preference."""
    ident = Iris(release.base).parse(iri)
    if ident is None or ident.kind not in CITABLE:
        return dict(ENTITY)
    whole = ident.kind in (Kind.DOCUMENT, Kind.EXPRESSION)
    document = Iris(release.base).document(ident.name)
    return ENTITY | (TEXT if whole and akn.has_text(release, document) else {}) | RECORDS


def make(release: Release, iri: str, chosen: Format, language: str) -> bytes:
    """Make what is neither a page nor RDF; nothing for those."""
    if chosen.suffix in TEXT and (ident := Iris(release.base).parse(iri)):
        language = ident.path if ident.kind == Kind.EXPRESSION else language
        return akn.export(release, Iris(release.base).document(ident.name), language)
    if chosen.suffix in _RECORDS and (found := reference(release, iri, language)):
        return _RECORDS[chosen.suffix](found)
    return b""
