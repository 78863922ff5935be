"""The only importer of pyoxigraph in the server: opens a release, reads it, never writes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
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
Form = Literal["solutions", "boolean", "graph"]


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


class BadQuery(ValueError):
    """A query that cannot be parsed or evaluated; ``line`` and ``column`` count from 1."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class NotAcceptable(ValueError):
    """The client takes no format that this form of query can be answered in."""


def literal(value: str, language: str = "", datatype: str = "") -> Term:
    """Make a literal for a query parameter."""
    return Term(value, "literal", language, datatype)


def _to_ox(term: Term) -> ox.NamedNode | ox.Literal:
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    if term.datatype:
        return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))
    return ox.Literal(term.value)


def _from_ox(term: object) -> Term:
    if isinstance(term, ox.NamedNode):
        return Term(term.value)
    if isinstance(term, ox.Literal):
        datatype = "" if term.language else term.datatype.value
        plain = datatype == XSD_STRING
        return Term(term.value, "literal", term.language or "", "" if plain else datatype)
    if isinstance(term, ox.BlankNode):
        return Term(term.value, "blank")
    return Term(str(term), "literal")


def is_iri(value: str) -> bool:
    """Tell whether a string is a valid absolute IRI."""
    try:
        ox.NamedNode(value)
    except ValueError:
        return False
    return True


class ReleaseStore:
    """The store of one release, open for reading; safe to share between threads."""

    def __init__(self, release: Path) -> None:
        """Open ``release/store``; OSError where there is none."""
        self._store = ox.Store.read_only(str(release / "store"))

    def select(self, query: str, **bindings: Term) -> list[Row]:
        """Run one of the server's own SELECT queries with its variables bound to terms."""
        solutions = self._store.query(
            query,
            use_default_graph_as_union=True,
            substitutions={ox.Variable(name): _to_ox(term) for name, term in bindings.items()},
        )
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError("select() takes SELECT queries")
        names = [variable.value for variable in solutions.variables]
        return [
            {name: _from_ox(term) for name in names if (term := row[name]) is not None}
            for row in solutions
        ]

    def statements(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        object_: Term | None = None,
        graph: str | None = None,
    ) -> Iterator[Statement]:
        """Yield the quads that match; None matches everything."""
        for quad in self._quads(subject, predicate, object_, graph):
            name = quad.graph_name
            yield Statement(
                _from_ox(quad.subject),
                quad.predicate.value,
                _from_ox(quad.object),
                "" if isinstance(name, ox.DefaultGraph) else name.value,
            )

    def _quads(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        object_: Term | None = None,
        graph: str | None = None,
    ) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(
            ox.NamedNode(subject) if subject else None,
            ox.NamedNode(predicate) if predicate else None,
            _to_ox(object_) if object_ else None,
            ox.NamedNode(graph) if graph else None,
        )

    def has_subject(self, iri: str) -> bool:
        """Tell whether any statement is about this IRI."""
        return next(self._quads(subject=iri), None) is not None

    def has_object(self, iri: str) -> bool:
        """Tell whether any statement points to this IRI."""
        return next(self._quads(object_=Term(iri)), None) is not None

    def has_graph(self, iri: str) -> bool:
        """Tell whether there is a named graph of this name."""
        return self._store.contains_named_graph(ox.NamedNode(iri))

    def size(self) -> int:
        """Count the quads (a full scan: seconds for millions)."""
        return len(self._store)


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
            ox.BlankNode(s.object.value) if s.object.kind == "blank" else _to_ox(s.object),
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


def run_query(
    store: ReleaseStore,
    query: str,
    output: IO[bytes],
    formats: dict[str, str | None],
    *,
    union: bool,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    bindings: dict[str, Term] | None = None,
    prefixes: dict[str, str] | None = None,
) -> Form:
    """Run a query of any form and write its answer in the format named for that form.

    ``formats`` maps ``solutions``, ``boolean`` and ``graph`` to a key of RESULT_FORMATS or
    GRAPH_FORMATS, or to None where nothing is acceptable. ``union`` makes the default graph the
    union of all; it must be False where the query has a FROM clause, for it would win over it.
    Raises BadQuery and NotAcceptable.
    """
    named_dataset = bool(default_graphs or named_graphs)
    try:
        results = store._store.query(
            query,
            use_default_graph_as_union=union and not named_dataset,
            default_graph=[ox.NamedNode(g) for g in default_graphs] if named_dataset else None,
            named_graphs=[ox.NamedNode(g) for g in named_graphs] if named_dataset else None,
            substitutions={ox.Variable(n): _to_ox(t) for n, t in (bindings or {}).items()},
        )
        form: Form = (
            "solutions"
            if isinstance(results, ox.QuerySolutions)
            else "boolean"
            if isinstance(results, ox.QueryBoolean)
            else "graph"
        )
        chosen = formats[form]
        if chosen is None:
            raise NotAcceptable(form)
        if isinstance(results, ox.QueryTriples):
            results.serialize(output, format=GRAPH_FORMATS[chosen])
        else:
            results.serialize(output, format=RESULT_FORMATS[chosen])
    except SyntaxError as error:
        raise _bad_query(str(error)) from None
    except (ValueError, RuntimeError) as error:
        if isinstance(error, NotAcceptable):
            raise
        raise BadQuery(str(error)) from None
    return form


def _bad_query(message: str) -> BadQuery:
    """Take line and column out of the parser's ``error at 2:10: expected …``."""
    place, found, rest = message.removeprefix("error at ").partition(": ")
    line, colon, column = place.partition(":")
    if not (found and colon and line.isdigit() and column.isdigit()):
        return BadQuery(message)
    return BadQuery(f"line {line}, column {column}: {rest[:300]}", int(line), int(column))
