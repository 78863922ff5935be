"""A search as an address has it: ``?q=lamp&body=general-assembly&page=2``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from server.fulltext.fields import FIELDS
from server.fulltext.language import LONGEST, MOST_TERMS, BadSearch, Every, Narrow, Node, parse

FURTHEST = 10_000
"""How many of the best texts can be paged through; the count is always that of all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Words in the language of searches, and (field, value) pairs that all must hold."""

    words: str = ""
    narrowed: tuple[tuple[str, str], ...] = ()

    def node(self) -> Node | None:
        """Give what is searched for, None where nothing is asked; raises BadSearch."""
        narrowed = [Narrow(name, value, 1) for name, value in self.narrowed]
        if not self.words:
            return Every(tuple(narrowed)) if narrowed else None
        return Every((parse(self.words), *narrowed)) if narrowed else parse(self.words)

    def having(self, name: str, value: str) -> "Asked":
        """Narrow further."""
        return _ordered(self.words, {*self.narrowed, (name, value)})

    def lacking(self, name: str, value: str) -> "Asked":
        """Widen again."""
        return _ordered(self.words, {*self.narrowed} - {(name, value)})

    def pairs(self) -> list[tuple[str, str]]:
        """Give the parameters, always the same for the same search."""
        return [*([("q", self.words)] if self.words else []), *self.narrowed]

    def address(self, **more: object) -> str:
        """Give the query string."""
        return "?" + urlencode([*self.pairs(), *((k, str(v)) for k, v in more.items())])


def read(parameters: Mapping[str, Sequence[str]]) -> Asked:
    """Read the parameters of a request; raises BadSearch."""
    found = {
        (name, value.strip())
        for name in FIELDS
        for value in parameters.get(name, ())
        if value.strip()
    }
    if len(found) > MOST_TERMS or any(len(value) > LONGEST for _, value in found):
        raise BadSearch("The search is narrowed by too much", 1)
    return _ordered(" ".join(next(iter(parameters.get("q", ())), "").split()), found)


def _ordered(words: str, found: set[tuple[str, str]]) -> Asked:
    order = list(FIELDS)
    return Asked(words, tuple(sorted(found, key=lambda pair: (order.index(pair[0]), pair[1]))))
