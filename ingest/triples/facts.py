"""Facts that are RDF already: a release without text, as TriG, one named graph per document."""

from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import Literal, Quad, RdfFormat, parse

from ingest.errors import BadSource
from ingest.triples.graph import node, nquads
from ingest.triples.names import Names
from ingest.triples.rebase import moved
from ontology.terms import RCL

_STUBS = "stubs"
_PROVENANCE = "provenance"


@dataclass(frozen=True, slots=True)
class Facts:
    """Sorted N-Quads by document's address; provenance; symbols of documents referred to."""

    documents: dict[str, bytes]
    provenance: bytes
    mentioned: frozenset[str]


def read_facts(data: bytes, path: str, names: Names) -> Facts:
    """Read a TriG file of facts.

    Raises BadSource where it is no TriG or states something outside a named graph of ours.
    """
    graphs: dict[str, list[Quad]] = defaultdict(list)
    prefix = names.base + "graph/"
    try:
        for quad in moved(parse(data, format=RdfFormat.TRIG), names.base):
            graph = getattr(quad.graph_name, "value", "")
            if not graph.startswith(prefix):
                raise BadSource(path, f"a statement outside the graphs {prefix}…: {quad}")
            graphs[graph.removeprefix(prefix)].append(quad)
    except SyntaxError as error:
        raise BadSource(path, f"not TriG ({error})") from error
    symbol = node(RCL.symbol)
    mentioned = frozenset(
        quad.object.value
        for quad in graphs.pop(_STUBS, [])
        if quad.predicate == symbol and isinstance(quad.object, Literal)
    )
    provenance = nquads(graphs.pop(_PROVENANCE, []))
    documents = {where: nquads(quads) for where, quads in sorted(graphs.items())}
    return Facts(documents, provenance, mentioned)
