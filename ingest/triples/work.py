"""One work -> the N-Quads of its graph and of its provenance."""

from dataclasses import dataclass

from ingest.model import Work
from ingest.triples import document, notes, parts, provenance, record, words
from ingest.triples.graph import Graph
from ingest.triples.names import Names


@dataclass(frozen=True, slots=True)
class Triples:
    """What one work becomes; both byte strings are sorted N-Quads.

    ``mentioned`` are symbols of documents it refers to.
    """

    symbol: str
    graph: bytes
    provenance: bytes
    mentioned: frozenset[str]


def triples(work: Work, names: Names, version: str) -> Triples:
    """State a work in RDF. ``version`` is that of the program, for the provenance."""
    names.forget()
    own = Graph(names.graph(work.symbol))
    document.add(own, work, names)
    parts.add(own, work, names)
    notes.add(own, work, names)
    record.add(own, work, names)
    words.add(own, work, names)
    origin = Graph(names.graph("provenance"))
    provenance.add(origin, work, names, version)
    return Triples(work.symbol, own.lines(), origin.lines(), frozenset(names.mentioned))
