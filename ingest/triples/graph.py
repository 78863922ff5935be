"""A named graph in the making, and the cached nodes it is made of."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize
from rdflib import URIRef

from ontology.terms import RDF, XSD

Node = NamedNode
Term = NamedNode | Literal


@cache
def node(iri: str | URIRef) -> NamedNode:
    """The node of a term of an ontology; made once. Not for IRIs of documents and parts."""
    return NamedNode(str(iri))


TYPE = node(RDF.type)
_INTEGER = node(XSD.integer)
_BOOLEAN = node(XSD.boolean)
_DATE = node(XSD.date)


@cache
def integer(value: int) -> Literal:
    """A whole number as an xsd:integer."""
    return Literal(str(value), datatype=_INTEGER)


@cache
def boolean(value: bool) -> Literal:
    """A truth value as an xsd:boolean."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def day(value: date) -> Literal:
    """A date as an xsd:date."""
    return Literal(value.isoformat(), datatype=_DATE)


class Graph:
    """Collects the quads of one named graph. ``None`` for an object says nothing."""

    __slots__ = ("name", "quads")

    def __init__(self, name: NamedNode) -> None:
        self.name = name
        self.quads: list[Quad] = []

    def add(self, subject: NamedNode, predicate: NamedNode, value: Term | None) -> None:
        """Add one statement."""
        if value is not None:
            self.quads.append(Quad(subject, predicate, value, self.name))

    def say(
        self, subject: NamedNode, predicate: NamedNode, text: str | None, language: str = ""
    ) -> None:
        """Add a string, tagged with ``language`` where given; nothing where it is None or empty."""
        if text:
            value = Literal(text, language=language) if language else Literal(text)
            self.quads.append(Quad(subject, predicate, value, self.name))

    def again(self, quad: Quad, subject: NamedNode) -> None:
        """State a quad of this graph again, of another subject."""
        self.quads.append(Quad(subject, quad.predicate, quad.object, self.name))

    def lines(self) -> bytes:
        """The graph as sorted N-Quads (see ``nquads``)."""
        return nquads(self.quads)


def nquads(quads: Iterable[Quad]) -> bytes:
    """Quads as N-Quads: sorted bytewise, no line twice, each ending in a newline."""
    lines = sorted(set((serialize(quads, format=RdfFormat.N_QUADS) or b"").split(b"\n")))
    if lines and not lines[0]:
        del lines[0]
    return b"\n".join(lines) + b"\n" if lines else b""
