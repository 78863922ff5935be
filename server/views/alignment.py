"""Which paragraph of one text answers to which of another: the same words, or most of them.

Resolutions on one subject come back every year with most of their paragraphs as they were, so
paragraphs are matched by the words they share. How much two are alike is Dice's coefficient of
their words and pairs of words, each weighing the more the fewer paragraphs have it: what all
paragraphs say (“the General Assembly”) tells none from another.

First comes the best chain of pairs that keeps the order of both texts, then, of what that leaves,
pairs that are more alike: paragraphs that have moved. One paragraph answers to one at most; of one
that answers to none it is told in which other most of its words stand, for paragraphs are merged.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import pairwise
from math import log

from server.views.wording import words

ALIKE, MOVED, WITHIN = 0.3, 0.5, 0.6
"""The least likeness of two paragraphs in their order and of two out of it; the least share of a
paragraph's words, by weight, that makes it part of another."""

COMMON = 40
"""Words of more paragraphs than this bring none together; they count once others have."""
NEAR = 6
"""Of each block the blocks are looked at that share most with it by weight, so many."""

Feature = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Block:
    """Words to be aligned; only blocks of the same ``kind`` answer to one another."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """Places, counted from 0, that answer to one another; ``moved``: out of the order.

    ``shares`` are how much of the words of each, by weight, stands in the other.
    """

    one: int
    other: int
    likeness: float
    shares: tuple[float, float]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """What answers to what, by the place in the other text; ``within`` tells, for each side, the
    places without answer of which most stands in a place of the other side.
    """

    matches: tuple[Match, ...]
    within: tuple[dict[int, int], dict[int, int]]


def align(one: Sequence[Block], other: Sequence[Block]) -> Alignment:
    """Align two texts."""
    pairs = sorted(_Pairs(one, other).found(), key=lambda m: (m.one, -m.other))
    chosen = _chain([match for match in pairs if match.likeness >= ALIKE])
    ones, others = {m.one for m in chosen}, {m.other for m in chosen}
    for match in sorted(pairs, key=lambda m: (-m.likeness, abs(m.one - m.other), m.one, m.other)):
        if match.likeness >= MOVED and match.one not in ones and match.other not in others:
            ones.add(match.one)
            others.add(match.other)
            chosen.append(Match(match.one, match.other, match.likeness, match.shares, moved=True))
    within: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for match in sorted(pairs, key=lambda m: min(m.shares)):
        if match.shares[0] >= WITHIN and match.one not in ones:
            within[0][match.one] = match.other
        if match.shares[1] >= WITHIN and match.other not in others:
            within[1][match.other] = match.one
    return Alignment(tuple(sorted(chosen, key=lambda m: m.other)), within)


class _Pairs:
    """The pairs of blocks that have something in common."""

    def __init__(self, one: Sequence[Block], other: Sequence[Block]) -> None:
        self._one, self._other = one, other
        self._bags = [[_features(block.text) for block in side] for side in (one, other)]
        self._spread = Counter(f for side in self._bags for bag in side for f in bag)
        total = sum(map(len, self._bags))
        self._weight = {f: log(1 + total / count) for f, count in self._spread.items()}
        self._sizes = [[self._size(bag) for bag in side] for side in self._bags]

    def found(self) -> Iterator[Match]:
        """Give them, in the order of the first text."""
        for place, block in enumerate(self._one):
            for candidate in self._candidates(place):
                if self._other[candidate].kind == block.kind:
                    yield self._match(place, candidate)

    def _size(self, bag: Counter[Feature]) -> float:
        return sum(self._weight[feature] * count for feature, count in bag.items())

    @cached_property
    def _having(self) -> dict[Feature, list[int]]:
        """Where in the other text the features stand that few blocks have."""
        found: dict[Feature, list[int]] = defaultdict(list)
        for place, bag in enumerate(self._bags[1]):
            for feature in bag:
                if self._spread[feature] <= COMMON:
                    found[feature].append(place)
        return found

    @cached_property
    def _same(self) -> dict[Block, list[int]]:
        found: dict[Block, list[int]] = defaultdict(list)
        for place, block in enumerate(self._other):
            found[block].append(place)
        return found

    def _candidates(self, place: int) -> list[int]:
        shared: dict[int, float] = defaultdict(float)
        for feature in self._bags[0][place]:
            for candidate in self._having.get(feature, ()):
                shared[candidate] += self._weight[feature]
        near = nlargest(NEAR, shared, key=lambda candidate: shared[candidate])
        return sorted({*near, *self._same.get(self._one[place], ())})

    def _match(self, one: int, other: int) -> Match:
        first, second = self._bags[0][one], self._bags[1][other]
        common = self._size(first & second)
        sizes = self._sizes[0][one], self._sizes[1][other]
        if not all(sizes):
            return Match(one, other, float(sizes[0] == sizes[1]), (0.0, 0.0))
        return Match(one, other, 2 * common / sum(sizes), (common / sizes[0], common / sizes[1]))


def _features(text: str) -> Counter[Feature]:
    found = words(text)
    return Counter[Feature]([*found, *pairwise(found)])


def _chain(found: Sequence[Match]) -> list[Match]:
    """Give the chain with most likeness in all whose places rise on both sides.

    ``found`` is in the order of ``one``, and where that is the same against that of ``other``.
    """
    # the best chains so far by their last place in the other text: the later the place, the heavier
    ends: list[int] = []
    best: list[tuple[float, int]] = []
    before: list[int] = []
    for index, match in enumerate(found):
        at = bisect_left(ends, match.other)
        weight, last = best[at - 1] if at else (0.0, -1)
        before.append(last)
        weight += match.likeness
        if at < len(ends) and ends[at] == match.other and best[at][0] >= weight:
            continue
        stop = at
        while stop < len(ends) and best[stop][0] <= weight:
            stop += 1
        ends[at:stop], best[at:stop] = [match.other], [(weight, index)]
    chain: list[Match] = []
    index = best[-1][1] if best else -1
    while index >= 0:
        chain.append(found[index])
        index = before[index]
    return chain[::-1]
