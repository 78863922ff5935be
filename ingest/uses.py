"""What the index of uses gets of a document."""

import re
from collections.abc import Iterator

from pyoxigraph import RdfFormat, parse

from ontology.uses import found
from ontology.uses.model import Use

_TELLING = re.compile(
    rf"^\S+ <(?:{'|'.join(map(re.escape, found.PREDICATES))})> .*\n".encode(), re.MULTILINE
)


def uses(graph: bytes) -> tuple[Use, ...]:
    """Give the uses that a document's graph, as N-Quads, tells of."""
    return tuple(found.uses(_triples(graph)))


def _triples(graph: bytes) -> Iterator[found.Triple]:
    # a quarter of the lines tell of uses, so they are chosen before they are taken apart
    told = b"".join(_TELLING.findall(graph))
    for quad in parse(told, format=RdfFormat.N_QUADS):
        yield quad.subject.value, quad.predicate.value, quad.object.value
