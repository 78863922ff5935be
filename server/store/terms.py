"""RDF terms and statements as plain data, to and from the store's own, and as RDF files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, Literal

import pyoxigraph as ox

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

GRAPH_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
RESULT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
DATASET_FORMATS = frozenset({"trig", "nq"})

Kind = Literal["iri", "literal", "blank"]


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term as plain data. ``datatype`` is empty for plain and language-tagged strings."""

    value: str
    kind: Kind = "iri"
    language: str = ""
    datatype: str = ""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Statement:
    """A quad as plain data; ``graph`` is empty for the default graph."""

    subject: Term
    predicate: str
    object: Term
    graph: str


Row = dict[str, Term]


def literal(value: str, language: str = "", datatype: str = "") -> Term:
    """Make a literal for a query parameter."""
    return Term(value, "literal", language, datatype)


def to_ox(term: Term) -> ox.NamedNode | ox.Literal:
    """Make the store's term of an IRI or a literal."""
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    if term.datatype:
        return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))
    return ox.Literal(term.value)


def from_ox(term: object) -> Term:
    """Make plain data of the store's term."""
    if isinstance(term, ox.NamedNode):
        return Term(term.value)
    if isinstance(term, ox.Literal):
        datatype = "" if term.language else term.datatype.value
        plain = datatype == XSD_STRING
        return Term(term.value, "literal", term.language or "", "" if plain else datatype)
    if isinstance(term, ox.BlankNode):
        return Term(term.value, "blank")
    return Term(str(term), "literal")


def written(term: Term) -> str:
    """Write an IRI or a literal as SPARQL and Turtle do, whatever is in it."""
    return str(to_ox(term))


def is_iri(value: str) -> bool:
    """Tell whether a string is a valid absolute IRI."""
    try:
        ox.NamedNode(value)
    except ValueError:
        return False
    return True


def to_rdf(
    statements: Iterable[Statement], format_name: str, prefixes: dict[str, str] | None = None
) -> bytes:
    """Serialise statements; formats without named graphs get the distinct triples."""
    quads = (
        ox.Quad(
            ox.BlankNode(s.subject.value)
            if s.subject.kind == "blank"
            else ox.NamedNode(s.subject.value),
            ox.NamedNode(s.predicate),
            ox.BlankNode(s.object.value) if s.object.kind == "blank" else to_ox(s.object),
            ox.NamedNode(s.graph) if s.graph else ox.DefaultGraph(),
        )
        for s in statements
    )
    if format_name in DATASET_FORMATS:
        data = ox.serialize(quads, format=GRAPH_FORMATS[format_name], prefixes=prefixes)
    else:
        triples = dict.fromkeys(quad.triple for quad in quads)
        data = ox.serialize(triples, format=GRAPH_FORMATS[format_name], prefixes=prefixes)
    return data or b""


QUADS_AT_ONCE = 20_000
"""Statements in memory while a dump is converted."""


def convert(nquads: IO[bytes], format_name: str, prefixes: dict[str, str]) -> Iterator[bytes]:
    """Turn N-Quads into TriG or JSON-LD (one array of expanded nodes), some thousands at a time."""
    quads = ox.parse(nquads, format=ox.RdfFormat.N_QUADS)
    form = GRAPH_FORMATS[format_name]
    array = form == ox.RdfFormat.JSON_LD
    between = b"["
    while some := tuple(islice(quads, QUADS_AT_ONCE)):
        data = ox.serialize(some, format=form, prefixes=prefixes) or b""
        if array:
            yield between + data.strip()[1:-1]
            between = b",\n"
        else:
            yield data
    if array:
        yield b"]\n" if between != b"[" else b"[]\n"
