"""The lines of a scope to addressed parts.

What has no number is ``x1, x2 …`` of the nearest numbered paragraph, else of the scope; before the
first number of a scope it is preambular (design, section 3, Scopes; the gold's rules).
"""

from collections import Counter
from collections.abc import Sequence

from ingest.model import PartKind
from ingest.parse.blocks import Role
from ingest.parse.headings_in_force import HeadingsInForce
from ingest.parse.lines import Line
from ingest.parse.lists import Lists, Open
from ingest.parse.register import Register
from ingest.parse.scopes import Scope


def number(scope: Scope, register: Register, complete: bool, above: tuple[str, ...] = ()) -> None:
    """Give every line of a scope, and of the scopes inside it, its path.

    ``complete`` is False for a fragment, whose numbers may begin anywhere; ``above`` are the
    headings in force around the scope.
    """
    if scope.kind is not None:
        parent = _around(scope.path)
        register.add(scope.path, scope.kind, parent, above, None, scope.number, scope.label)
    _Numbering(scope, register, complete, above).run()


def _around(path: str) -> str | None:
    """The path of the scope around a scope, None for the document."""
    steps = path.split("/")
    steps = steps[:-1] if steps[-1] == "annex" else steps[:-2]
    return "/".join(steps) or None


class _Numbering:
    def __init__(
        self, scope: Scope, register: Register, complete: bool, above: tuple[str, ...]
    ) -> None:
        lines = [item for item in scope.items if isinstance(item, Line)]
        self.scope = scope
        self.register = register
        self.complete = complete
        self.headings = HeadingsInForce(above, scope.kind is PartKind.ANNEX)
        self.lists = Lists(lines, register.holds)
        self.counts: Counter[str] = Counter()
        self.crossed: Line | None = None
        self.past_numbered_heading = False
        self.bullets_of: str | None = None
        self.first_numbered = next((n for n, line in enumerate(lines) if line.is_numbered), None)
        self.sole = _is_sole(lines)

    def run(self) -> None:
        index = 0
        for item in self.scope.items:
            if isinstance(item, Scope):
                above = () if item.kind is PartKind.ANNEX else self.headings.paths
                number(item, self.register, self.complete, above)
            else:
                self._line(item, index)
                index += 1

    def _line(self, line: Line, index: int) -> None:
        if line.is_heading:
            self._heading(line)
            self.past_numbered_heading |= index > 0 and line.style != "none"
            return
        self.headings.text_follows()
        if line.role is Role.TABLE:
            self._add(f"t/{self._count('t')}", PartKind.TABLE, line)
        elif line.readings and (self.lists.open or line.is_numbered or line.role is Role.BODY):
            self._labelled(line, index)
        elif self._is_preambular(line, index):
            self._top(f"pp/{self._count('pp')}", PartKind.PREAMBULAR, line)
        elif self.sole and not _is_item(line):
            self._top(f"op/{self._count('op')}", PartKind.OPERATIVE, line)
        else:
            self._unnumbered(line)

    def _is_preambular(self, line: Line, index: int) -> bool:
        """Unnumbered, before the first number and the first numbered heading of its scope."""
        if _is_item(line) and self.lists.open:
            return False
        if line.role is Role.PREAMBLE:
            return True
        return (
            line.role is Role.BODY
            and self.first_numbered is not None
            and index < self.first_numbered
            and not self.past_numbered_heading
        )

    def _count(self, key: str) -> int:
        self.counts[key] += 1
        return self.counts[key]

    def _add(
        self,
        below: str,
        kind: PartKind,
        line: Line,
        number: str | None = None,
        parent: str | None = None,
    ) -> str:
        """A part directly in the scope, or, with ``parent``, below that part."""
        path = f"{parent}/{below}" if parent else self.scope.below(below)
        around = parent or self.scope.path or None
        return self.register.add(path, kind, around, self.headings.paths, line, number, line.label)

    def _heading(self, line: Line) -> None:
        self.headings.leave(line.style)
        path = self._add(f"h/{self._count('h')}", PartKind.HEADING, line, line.label)
        self.headings.enter(line.style, path)
        self.crossed = line

    def _top(self, below: str, kind: PartKind, line: Line, number: str | None = None) -> None:
        path = self._add(below, kind, line, number)
        level = line.readings[0].level if line.readings else "unnumbered"
        self.lists.begin(Open(level, 0, path, line.opens_list))
        self.bullets_of = None

    def _unnumbered(self, line: Line) -> None:
        item = line.label is not None
        held = self.lists.open
        if not (item and self.bullets_of):
            follows = bool(held) and self.register.parts[-1].path == held[-1].path
            opened = follows and (held[-1].opens_list or item)
            self.bullets_of = held[-1].path if opened else held[0].path if held else None
        parent = self.bullets_of
        count = self._count(f"x {parent}")
        path = self._add(
            f"x{count}" if parent else f"x/{count}", PartKind.UNNUMBERED, line, None, parent
        )
        if not item:
            self.bullets_of = None
        if not item or not held:
            self.lists.loose = path

    def _labelled(self, line: Line, index: int) -> None:
        self._section_inside(line)
        self.crossed = self.bullets_of = None
        depth, reading = self.lists.place(line, index)
        printed = _bare(line.label or "")
        if depth == 0:
            last, self.lists.top = self.lists.top, reading.ordinal
            if reading.ordinal != last + 1 and (self.complete or last):
                self._report_gap(line, f"follows {last}" if last else "is the first number")
            self._top(f"op/{reading.segment}", PartKind.OPERATIVE, line, printed)
            return
        parent = self.lists.open[depth - 1].path
        path = self._add(reading.segment, PartKind.SUBPARAGRAPH, line, printed, parent)
        if not self.lists.push(depth, reading, path, line.opens_list):
            self._report_gap(line, f"does not follow in the list of {parent}")

    def _report_gap(self, line: Line, what: str) -> None:
        where = self.register.parts[-1].path if self.register.parts else ""
        self.register.report("number-gap", f"{line.label} {what}", where)

    def _section_inside(self, line: Line) -> None:
        """A list that begins again under a heading inside a numbered paragraph.

        (A/RES/78/317, annex, paragraph 32: headings A to G, each with its own (a), (b) …)
        """
        first = next((reading for reading in line.readings if reading.ordinal == 1), None)
        if not (first and self.crossed and self.lists.open) or self.lists.going_on(line):
            return
        base = self.lists.open[0]
        if not self.register.holds(f"{base.path}/{first.segment}"):
            return
        label = self.crossed.label
        name = "-".join((label or str(self.counts["h"])).split())
        path = self.register.add(
            f"{base.path}/s/{name.lower() if '-' in name else name}",
            PartKind.SECTION,
            base.path,
            self.headings.paths,
            None,
            label,
            label,
        )
        self.lists.begin(base)
        self.lists.open.append(Open("section", 0, path, True))


def _is_sole(lines: Sequence[Line]) -> bool:
    """Whether one unnumbered paragraph is all that stands at the top of a scope."""
    body = [line for line in lines if line.role is Role.BODY]
    top = [line for line in body if line.is_numbered or not _is_item(line)]
    return len(top) == 1 and not top[0].readings


def _is_item(line: Line) -> bool:
    """Whether a line is one of a list or belongs to a table rather than standing for itself."""
    return line.label is not None or line.role is Role.TABLE_NOTE


def _bare(label: str) -> str:
    """The number as printed, without brackets and full stop (design, section 3)."""
    return label.strip().strip("()[]’‘'").rstrip(".-– )")
