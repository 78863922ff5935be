"""Two documents side by side: what answers to what, and which words were added or left out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from server.fulltext.snippets import Marker
from server.views.alignment import align
from server.views.document import DocumentView
from server.views.passages import Passage, notes, parts
from server.views.wording import Stretch, cut, differences

LARGEST = 3_000
"""The most parts and notes of a document that is compared; the longest held has a quarter."""


class TooLong(ValueError):
    """A document with more parts than are compared."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``changed``: the other text has it not; ``marked``: it was looked for."""

    text: str
    changed: bool
    marked: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A passage with its words; ``found`` tells whether it has what was looked for."""

    passage: Passage
    pieces: tuple[Piece, ...]
    found: bool


@dataclass(frozen=True, slots=True)
class Row:
    """What answers to what; one of the cells may be missing.

    ``kind`` is ``same``, ``changed`` or ``alone``; or ``moved``, where the first text leads to the
    row that has its words. ``near`` is where most of the words of one alone stand in the other.
    """

    kind: str
    one: Cell | None
    other: Cell | None
    moved: bool = False
    near: Passage | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows of the parts and of the footnotes, in reading order, and how many are of a kind."""

    parts: tuple[Row, ...]
    notes: tuple[Row, ...]

    def count(self, kind: str) -> int:
        """Count the rows of the parts that are of this kind."""
        return sum(row.kind == kind for row in self.parts)

    def alone(self, first: bool) -> int:
        """Count the parts of the first or the other document that nothing answers to."""
        return sum(r.kind == "alone" and (r.other is None) == first for r in self.parts)

    def found(self, first: bool) -> int:
        """Count the parts and notes of one document that have what was looked for."""
        cells = [row.one if first else row.other for row in (*self.parts, *self.notes)
                 if row.kind != "moved"]  # fmt: skip
        return sum(cell is not None and cell.found for cell in cells)


def compare(
    one: DocumentView, other: DocumentView, found: Collection[str] | None = None,
    marker: Marker | None = None,
) -> Comparison:  # fmt: skip
    """Compare two documents in one language; raises TooLong.

    ``found`` are the IRIs of the parts and notes that have what was looked for: only rows with one
    of them are given, and ``marker`` marks the words.
    """
    for document in (one, other):
        if len(document.parts) + len(document.notes) > LARGEST:
            raise TooLong(document.symbol)
    rows = [
        tuple(_Rows(first, second, found, marker, one.language).rows())
        for first, second in ((parts(one), parts(other)), (notes(one), notes(other)))
    ]
    return Comparison(*rows)


def folded(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Give the rows one by one, and those side by side that say the same together."""
    for same, run in groupby(rows, key=lambda row: row.kind == "same" and not row.moved):
        if same:
            yield tuple(run)
        else:
            yield from ((row,) for row in run)


class _Rows:
    """The rows of two lists of places."""

    def __init__(
        self, one: list[Passage], other: list[Passage], found: Collection[str] | None,
        marker: Marker | None, language: str,
    ) -> None:  # fmt: skip
        self._one, self._other = one, other
        self._found, self._marker, self._language = found, marker, language
        self._aligned = align([p.block for p in one], [p.block for p in other])

    def rows(self) -> Iterator[Row]:
        """Give them in reading order: that of the other text, and before each part that keeps its
        place what stands before it in the first.
        """
        for row in self._all():
            if self._found is None or (row.kind != "moved" and self._wanted(row)):
                yield row

    def _wanted(self, row: Row) -> bool:
        return any(cell is not None and cell.found for cell in (row.one, row.other))

    def _all(self) -> Iterator[Row]:
        by_other = {match.other: match for match in self._aligned.matches}
        done = 0
        waiting: list[Row] = []
        for place in range(len(self._other)):
            match = by_other.get(place)
            if match is None:
                waiting.append(self._added(place))
            elif match.moved:
                waiting.append(self._pair(match.one, place, moved=True))
            else:
                yield from self._before(done, match.one)
                yield from waiting
                yield self._pair(match.one, place)
                done, waiting = match.one + 1, []
        yield from self._before(done, len(self._one))
        yield from waiting

    def _before(self, start: int, end: int) -> Iterator[Row]:
        moved = {m.one: m.other for m in self._aligned.matches if m.moved}
        for place in range(start, end):
            if place in moved:
                cell = Cell(self._one[place], (), False)
                yield Row("moved", cell, None, True, self._other[moved[place]])
            else:
                yield self._left(place)

    def _left(self, place: int) -> Row:
        near = self._aligned.within[0].get(place)
        cell = self._cell(self._one[place])
        return Row("alone", cell, None, near=None if near is None else self._other[near])

    def _added(self, place: int) -> Row:
        near = self._aligned.within[1].get(place)
        cell = self._cell(self._other[place])
        return Row("alone", None, cell, near=None if near is None else self._one[near])

    def _pair(self, one: int, other: int, moved: bool = False) -> Row:
        first, second = self._one[one], self._other[other]
        left, added = differences(first.text, second.text)
        kind = "same" if first.text == second.text else "changed"
        return Row(kind, self._cell(first, left), self._cell(second, added), moved)

    def _cell(self, passage: Passage, changed: list[Stretch] | None = None) -> Cell:
        found = self._found is not None and passage.iri in self._found
        marks = self._marker.marks(passage.text, self._language) if found and self._marker else []
        cuts = cut(passage.text, changed or [], marks)
        return Cell(passage, tuple(Piece(text, *kinds) for text, kinds in cuts), found)
