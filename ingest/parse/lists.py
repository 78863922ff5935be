"""Which list a label goes on with, which it begins, and on what that list hangs.

Labels are read in sequence: ``(i)`` after ``(h)`` is the ninth letter unless ``(ii)`` follows. A
list goes on across headings; a new one hangs on the paragraph above it, or, after an unnumbered
paragraph, on the one around that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ingest.parse.labels import Reading
from ingest.parse.lines import Line


@dataclass(slots=True)
class Open:
    """A paragraph whose list is open; ``ordinal`` is where the list it stands in has come to."""

    level: str
    ordinal: int
    path: str
    opens_list: bool


@dataclass(slots=True)
class Lists:
    """The open lists of a scope, outermost first; ``lines`` are the scope's, for looking ahead.

    ``top`` is the last number of a numbered paragraph; ``loose`` the unnumbered paragraph that
    came after the last label; ``reached`` where each kind of label has come to within the
    numbered paragraph, for lettering that goes on from one list to the next.
    """

    lines: Sequence[Line]
    taken: Callable[[str], bool]
    open: list[Open] = field(default_factory=list)
    top: int = 0
    loose: str | None = None
    reached: dict[str, int] = field(default_factory=dict)

    def begin(self, base: Open) -> None:
        """A paragraph of the scope's own begins; all lists above it are closed."""
        self.open = [base]
        self.loose = None
        self.reached = {}

    def push(self, depth: int, reading: Reading, path: str, opens_list: bool) -> bool:
        """Enter a label at a depth; answers whether its number follows in sequence."""
        del self.open[depth + 1 :]
        before = self.open[depth].ordinal if depth < len(self.open) else 0
        expected = (before + 1, self.reached.get(reading.level, 0) + 1)
        follows = reading.ordinal in expected or follows_on(reading, before)
        self.reached[reading.level] = reading.ordinal
        self.open[depth:] = [Open(reading.level, reading.ordinal, path, opens_list)]
        self.loose = None
        return follows

    def place(self, line: Line, index: int) -> tuple[int, Reading]:
        """The depth at which a label stands and the way to read it.

        Depth 0 is a numbered paragraph; depth d hangs on the open paragraph at depth d - 1.
        ``index`` is the line's place among ``lines``.
        """
        options = self.going_on(line)
        first = next((reading for reading in line.readings if reading.ordinal == 1), None)
        numbers_begin = line.is_numbered and not self.top
        if first and not options and self.loose is not None and not numbers_begin:
            self._hang_on_loose(first.segment)
        options = [*options, *self._beginning(line)]
        if len(options) > 1:
            follower = self._next(index)
            kept = [o for o in options if any(_goes_on(o[1], r) for r in follower)]
            options = kept or options
        if len(options) > 1 and self.open and self.open[-1].opens_list:
            options = [o for o in options if o[0] == len(self.open)] or options
        return options[0] if options else self._forced(line, index)

    def going_on(self, line: Line) -> list[tuple[int, Reading]]:
        """The open lists that a label continues, deepest first."""
        found = []
        for depth in range(len(self.open) - 1, 0, -1):
            for reading in line.readings:
                held = self.open[depth]
                if reading.level == held.level and follows_on(reading, held.ordinal):
                    found.append((depth, reading))
        if line.is_numbered and line.readings[0].ordinal == self.top + 1:
            found.append((0, line.readings[0]))
        return found

    def _beginning(self, line: Line) -> list[tuple[int, Reading]]:
        """A new list below the deepest open paragraph."""
        firsts = [reading for reading in line.readings if reading.ordinal == 1]
        if not firsts or (line.is_numbered and not self.top):
            return []
        if not self.open:
            return []
        return [(len(self.open), reading) for reading in firsts]

    def _hang_on_loose(self, segment: str) -> None:
        """A list after an unnumbered paragraph hangs on the paragraph around that one.

        Where that one has such a list already, it hangs on the unnumbered paragraph itself.
        """
        loose = self.loose or ""
        around = loose.rpartition("/")[0]
        depth = next((n for n, held in enumerate(self.open) if held.path == around), None)
        if depth is None:
            self.open = [Open("unnumbered", 0, loose, True)]
            return
        del self.open[depth + 1 :]
        if self.taken(f"{around}/{segment}"):
            self.open.append(Open("loose", 0, loose, True))

    def _forced(self, line: Line, index: int) -> tuple[int, Reading]:
        """A label that neither goes on nor begins: the source leaves a gap or starts late."""
        for reading in line.readings:
            if self.open and self.reached.get(reading.level, 0) + 1 == reading.ordinal > 1:
                return len(self.open), reading
        if line.is_numbered and self.top and self._quoted(index):
            self._hang_on_loose(line.readings[0].segment)
            return len(self.open), line.readings[0]
        gaps = [
            (reading.ordinal - held.ordinal, depth, reading)
            for depth, held in enumerate(self.open)
            for reading in line.readings
            if depth and reading.level == held.level and reading.ordinal > held.ordinal
        ]
        if gaps:
            return min(gaps, key=lambda gap: gap[0])[1:]
        if line.is_numbered or not self.open:
            return 0, line.readings[0]
        return len(self.open), line.readings[0]

    def _quoted(self, index: int) -> bool:
        """Whether a number stands inside the paragraph above: the next one goes on from that."""
        numbered = (line.readings[0] for line in self.lines[index + 1 :] if line.is_numbered)
        following = next(numbered, None)
        return self.loose is not None and bool(following and following.ordinal == self.top + 1)

    def _next(self, index: int) -> tuple[Reading, ...]:
        """The readings of the next label of the scope."""
        following = (line.readings for line in self.lines[index + 1 :] if line.readings)
        return next(following, ())


def follows_on(reading: Reading, last: int) -> bool:
    """Whether a number is next after ``last``; 2.1 may follow 1.8."""
    return reading.ordinal == last + 1 or (
        reading.level.startswith("compound") and reading.ordinal == 1
    )


def _goes_on(before: Reading, after: Reading) -> bool:
    return before.level == after.level and after.ordinal == before.ordinal + 1
