"""Move statements that were written under the project's own base IRI to the base of a build."""

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import NamedNode, Quad

from ingest.triples.names import BASE

_TERMS = "ontology"
"""The path below which the ontology's own terms are; they are the same under every base."""


def moved(quads: Iterable[Quad], base: str) -> Iterator[Quad]:
    """The quads with every IRI under the project's base moved to ``base``, save its terms."""
    if base == BASE:
        yield from quads
        return
    for quad in quads:
        yield Quad(
            _move(quad.subject, base),
            quad.predicate,
            _move(quad.object, base),
            _move(quad.graph_name, base),
        )


def _move(term: Any, base: str) -> Any:
    if not isinstance(term, NamedNode) or not term.value.startswith(BASE):
        return term
    rest = term.value.removeprefix(BASE)
    return term if rest.startswith(_TERMS) else NamedNode(base + rest)
