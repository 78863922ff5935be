"""Uses counted: by verb, by body, by year, with bars to draw."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from server.store import Term
from server.views.facts import Value
from server.views.names import Names
from server.views.uses import Use

TALLEST = 100
"""The height of the tallest bar, in the units of the drawing."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often something is used; ``key`` is the IRI that a list is narrowed to by."""

    key: str
    value: Value
    count: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A year: how many uses, in how many documents, and how tall its bar is."""

    year: str
    count: int
    documents: int
    height: int


def counted(found: Counter[str], names: Names, most: int = 0) -> list[Count]:
    """Name what was counted, the most frequent first; ``most`` 0 means all."""
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [Count(iri, names.value(Term(iri)), n) for iri, n in ranked[: most or None]]


def years(uses: Iterable[Use]) -> list[Bar]:
    """Count by year, from the first year to the last without a gap."""
    counts: Counter[str] = Counter()
    documents: dict[str, set[str]] = {}
    for use in uses:
        if use.year.isdigit():
            counts[use.year] += 1
            documents.setdefault(use.year, set()).add(use.document)
    if not counts:
        return []
    top = max(counts.values())
    return [
        Bar(year, counts[year], len(documents.get(year, ())), round(counts[year] * TALLEST / top))
        for year in map(str, range(int(min(counts)), int(max(counts)) + 1))
    ]
