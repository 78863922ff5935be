"""Which formats a thing is offered in: RDF and a page always, the rest where it makes sense."""

from server.negotiate import ENTITY, Format
from server.release import Release


def offered(release: Release, iri: str) -> dict[str, Format]:
    """Give the formats of an IRI by suffix, in the server's order of preference."""
    return dict(ENTITY)


def make(release: Release, iri: str, chosen: Format, language: str) -> bytes:
    """Make what is neither a page nor RDF; nothing for those."""
    return b""
