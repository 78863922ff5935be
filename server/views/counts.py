"""Uses counted: by verb, by body, by year, with bars to draw."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.store import Term
from server.uses import Tally
from server.views.facts import Value
from server.views.names import Names

TALLEST = 100
"""The height of the tallest bar, in the units of the drawing."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often something is used; ``key`` is what a list is narrowed to by."""

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


def counted(found: Iterable[Tally], names: Names) -> list[Count]:
    """Name what was counted."""
    return [Count(one.value, names.value(Term(one.value)), one.uses) for one in found]


def years(found: Iterable[Tally]) -> list[Bar]:
    """Count by year, from the first year to the last without a gap."""
    counts = {int(one.value): one for one in found if one.value.isdecimal()}
    if not counts:
        return []
    top = max(one.uses for one in counts.values())
    told = ((year, counts.get(year)) for year in range(min(counts), max(counts) + 1))
    return [
        Bar(str(year), one.uses, one.documents, round(one.uses * TALLEST / top))
        if one
        else Bar(str(year), 0, 0, 0)
        for year, one in told
    ]
