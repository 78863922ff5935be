"""Documents that are referred to but not held: stubs, so that links lead somewhere."""

from collections.abc import Iterable

from ingest.triples.graph import TYPE, Graph, boolean, node
from ingest.triples.names import Names, address, printed
from ontology.terms import RCL


def stubs(symbols: Iterable[str], held: frozenset[str], names: Names) -> bytes:
    """The graph of stubs for those ``symbols`` that are not held, as sorted N-Quads.

    ``held`` are the addresses (``names.address``) of the documents of the release.
    """
    graph = Graph(names.graph("stubs"))
    for symbol in sorted(set(symbols)):
        if address(symbol) in held:
            continue
        iri = names.document(symbol)
        graph.add(iri, TYPE, node(RCL.Document))
        graph.say(iri, node(RCL.symbol), printed(symbol))
        graph.add(iri, node(RCL.held), boolean(False))
    return graph.lines()
