"""Which formats a thing is offered in: RDF and a page always, the rest where it makes sense."""

from collections.abc import Callable

from ontology.iris import Iris
from server.exports import bibliography
from server.exports.reference import CITABLE, Reference, reference
from server.negotiate import ENTITY, RECORDS, Format
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
    return ENTITY | RECORDS


def make(release: Release, iri: str, chosen: Format, language: str) -> bytes:
    """Make what is neither a page nor RDF; nothing for those."""
    if chosen.suffix in _RECORDS and (found := reference(release, iri, language)):
        return _RECORDS[chosen.suffix](found)
    return b""
