"""A release open for reading: what pages and linked data ask of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from server.store.terms import Row, Statement, Term, from_ox, to_ox


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
            substitutions={ox.Variable(name): to_ox(term) for name, term in bindings.items()},
        )
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError("select() takes SELECT queries")
        names = [variable.value for variable in solutions.variables]
        return [
            {name: from_ox(term) for name in names if (term := row[name]) is not None}
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
                from_ox(quad.subject),
                quad.predicate.value,
                from_ox(quad.object),
                "" if isinstance(name, ox.DefaultGraph) else name.value,
            )

    def triples(self, graph: str, predicates: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Yield as strings what a graph (``""``: the default one) says of IRIs by predicates."""
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        for predicate in predicates:
            found = self._store.quads_for_pattern(None, ox.NamedNode(predicate), None, name)
            for quad in found:
                if isinstance(quad.subject, ox.NamedNode):
                    yield quad.subject.value, predicate, from_ox(quad.object).value

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
            to_ox(object_) if object_ else None,
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

    def graphs(self) -> list[str]:
        """List the names of the named graphs, sorted."""
        return sorted(g.value for g in self._store.named_graphs() if isinstance(g, ox.NamedNode))

    def size(self) -> int:
        """Count the quads (a full scan: seconds for millions)."""
        return len(self._store)
