"""One query of a user, run to its end or to an error."""

from collections.abc import Sequence
from typing import IO, Literal

import pyoxigraph as ox

from server.store.reading import ReleaseStore
from server.store.terms import GRAPH_FORMATS, RESULT_FORMATS, Term, to_ox

Form = Literal["solutions", "boolean", "graph"]


class BadQuery(ValueError):
    """A query that cannot be parsed or evaluated; ``line`` and ``column`` count from 1."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class NotAcceptable(ValueError):
    """The client takes no format that this form of query can be answered in."""


class StoreFailed(Exception):
    """The store could not be read to the end of an answer: a disk error, a damaged file."""


def check_query(query: str, base: str | None = None) -> None:
    """Raise BadQuery where a query is no SPARQL; no data are asked for that."""
    try:
        ox.Store().query(query, base_iri=base)
    except (SyntaxError, ValueError) as error:
        raise bad_query(str(error)) from None


def run_query(
    store: ReleaseStore,
    query: str,
    output: IO[bytes],
    formats: dict[str, str | None],
    *,
    union: bool,
    base: str | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    bindings: dict[str, Term] | None = None,
) -> Form:
    """Run a query of any form and write its answer in the format named for that form.

    ``formats`` maps ``solutions``, ``boolean`` and ``graph`` to a key of RESULT_FORMATS or
    GRAPH_FORMATS, or to None where nothing is acceptable. ``union`` makes the default graph the
    union of all; it must be False where the query has a FROM clause, for it would win over it.
    ``base`` is what relative IRIs are resolved against. Raises BadQuery, NotAcceptable and
    StoreFailed.
    """
    named_dataset = bool(default_graphs or named_graphs)
    try:
        results = store._store.query(
            query,
            base_iri=base,
            use_default_graph_as_union=union and not named_dataset,
            default_graph=[ox.NamedNode(g) for g in default_graphs] if named_dataset else None,
            named_graphs=[ox.NamedNode(g) for g in named_graphs] if named_dataset else None,
            substitutions={ox.Variable(n): to_ox(t) for n, t in (bindings or {}).items()},
        )
    except (SyntaxError, ValueError) as error:
        raise bad_query(str(error)) from None
    except (RuntimeError, OSError) as error:
        raise StoreFailed(str(error)) from None
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
    try:
        if isinstance(results, ox.QueryTriples):
            results.serialize(output, format=GRAPH_FORMATS[chosen])
        else:
            results.serialize(output, format=RESULT_FORMATS[chosen])
    except ValueError as error:
        raise BadQuery(str(error)) from None
    except (RuntimeError, OSError) as error:
        raise StoreFailed(str(error)) from None
    return form


def dump_graph(store: ReleaseStore, graph: str, output: IO[bytes], format_name: str) -> bool:
    """Write one graph (``""``: the default graph); False where there is none of that name.

    Raises StoreFailed.
    """
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    try:
        if graph and not store.has_graph(graph):
            return False
        triples = (quad.triple for quad in store._store.quads_for_pattern(None, None, None, name))
        ox.serialize(triples, output, format=GRAPH_FORMATS[format_name])
    except (RuntimeError, OSError) as error:
        raise StoreFailed(str(error)) from None
    return True


def bad_query(message: str) -> BadQuery:
    """Take line and column out of the parser's ``error at 2:10: expected …``."""
    place, found, rest = message.removeprefix("error at ").partition(": ")
    line, colon, column = place.partition(":")
    if not (found and colon and line.isdigit() and column.isdigit()):
        return BadQuery(message[:300])
    return BadQuery(f"line {line}, column {column}: {rest[:300]}", int(line), int(column))
