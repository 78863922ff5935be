"""Lines to scopes: the document, its annexes, and sections where numbering begins again.

The rule is the design's (section 3, Scopes): parts count within the document, an annex, or, only
where numbering or a preamble starts again inside a body, that section.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.model import PartKind
from ingest.parse import headings
from ingest.parse.blocks import Role
from ingest.parse.labels import to_roman
from ingest.parse.lines import Line


@dataclass(slots=True)
class Scope:
    """A stretch of the document in which paragraphs count from one.

    ``path`` is "" for the document, else ``annex``, ``annex/II``, ``s/II`` …; ``items`` are its
    lines and the scopes inside it, in reading order.
    """

    path: str
    kind: PartKind | None = None
    number: str | None = None
    label: str | None = None
    items: "list[Line | Scope]" = field(default_factory=list)

    def below(self, path: str) -> str:
        """The path of something inside this scope."""
        return f"{self.path}/{path}" if self.path else path


def divide(lines: Sequence[Line]) -> Scope:
    """The document's scope with its annexes and sections in it."""
    document = Scope("")
    body, annexes = _annexes(lines)
    document.items = _sections(document, body, _ever_begins_again(body))
    numbers = [annex.number for annex in annexes]
    for index, annex in enumerate(annexes):
        name = annex.number
        if name is None or numbers.count(name) > 1:
            name = to_roman(index + 1).upper()
        single = len(annexes) == 1
        path = "annex" if single else f"annex/{name}"
        document.items.append(_annex_scope(annex, path, annex.number if single else name))
    return document


@dataclass(slots=True)
class _Annex:
    number: str | None
    lines: list[Line] = field(default_factory=list)
    inner: "list[_Annex]" = field(default_factory=list)


def _annex_scope(annex: _Annex, path: str, number: str | None) -> Scope:
    heading = annex.lines[0] if annex.lines else None
    label = heading.content.text if heading and heading.is_heading else None
    scope = Scope(path, PartKind.ANNEX, number, label)
    scope.items = _sections(scope, annex.lines, _ever_begins_again(annex.lines))
    for index, inner in enumerate(annex.inner):
        below = "annex" if len(annex.inner) == 1 else f"annex/{to_roman(index + 1).upper()}"
        scope.items.append(_annex_scope(inner, scope.below(below), inner.number))
    return scope


def _annexes(lines: Sequence[Line]) -> tuple[list[Line], list[_Annex]]:
    """The body's lines and the annexes; an unnumbered annex inside an annex belongs to it."""
    body: list[Line] = []
    annexes: list[_Annex] = []
    for line in lines:
        if line.role is Role.ANNEX:
            annexes.append(_Annex(None))
            continue
        opens, number = headings.annex(line.content.text) if line.is_heading else (False, None)
        current = annexes[-1] if annexes else None
        if opens and current is not None and not current.lines:
            current.number = number
        elif opens and (current is None or number is not None):
            annexes.append(_Annex(number))
        elif opens and current is not None:
            current.inner.append(_Annex(None))
        inside = annexes[-1] if annexes else None
        if inside is not None and inside.inner:
            inside = inside.inner[-1]
        (inside.lines if inside is not None else body).append(line)
    return body, annexes


def _ever_begins_again(lines: Sequence[Line]) -> frozenset[str]:
    """Styles like ``Article 5`` or ``Rule 5`` under which numbering anywhere begins again.

    Where one article counts from 1, every article of that text does.
    """
    return frozenset(
        run[-1].style for run in _runs_that_begin_again(lines) if run[-1].style.startswith("word-")
    )


def _sections(scope: Scope, lines: Sequence[Line], always: frozenset[str]) -> "list[Line | Scope]":
    style = _section_style(lines) or next(
        (line.style for line in lines if line.is_heading and line.style in always), None
    )
    if style is None:
        return list(lines)
    items: list[Line | Scope] = []
    taken: dict[str, int] = {}
    count = 0
    for opening, piece in _pieces(lines, style):
        if not opening or not _starts(piece):
            last = items[-1] if items else None
            (last.items if isinstance(last, Scope) else items).extend(piece)
            continue
        count += 1
        number = piece[0].label
        name = "-".join(number.split()).lower() if number and " " in number else number
        name = name or str(count)
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            name = f"{name}-{taken[name]}"
        inner = Scope(scope.below(f"s/{name}"), PartKind.SECTION, number, number)
        inner.items = [piece[0], *_sections(inner, piece[1:], always)]
        items.append(inner)
    return items


def _pieces(lines: Sequence[Line], style: str) -> list[tuple[bool, list[Line]]]:
    """Cut before every heading of ``style`` that opens a run of headings."""
    pieces: list[tuple[bool, list[Line]]] = [(False, [])]
    for index, line in enumerate(lines):
        opens_run = index == 0 or not lines[index - 1].is_heading
        if line.is_heading and line.style == style and (opens_run or style != "none"):
            pieces.append((True, []))
        pieces[-1][1].append(line)
    return [piece for piece in pieces if piece[1]]


def _starts(lines: Sequence[Line]) -> bool:
    """Whether numbering starts in these lines: at 1, or with a preamble, or there is none."""
    for line in lines:
        if line.role is Role.PREAMBLE:
            return True
        if line.is_numbered:
            return line.readings[0].ordinal == 1
    return True


def _runs_that_begin_again(lines: Sequence[Line]) -> list[list[Line]]:
    """The runs of headings under which numbering or a preamble starts again."""
    run: list[Line] = []
    again: list[list[Line]] = []
    seen_numbered = seen_body = False
    for index, line in enumerate(lines):
        if line.is_heading:
            if index == 0 or not lines[index - 1].is_heading:
                run = []
            run.append(line)
            continue
        first = line.is_numbered and line.readings[0].ordinal == 1
        if run and ((first and seen_numbered) or (line.role is Role.PREAMBLE and seen_body)):
            again.append(run)
            run = []
        seen_body = seen_body or line.role is Role.BODY
        if line.is_numbered:
            seen_numbered = True
            run = []
    return again


def _section_style(lines: Sequence[Line]) -> str | None:
    """The style of the outermost headings under which numbering or a preamble starts again."""
    return _outermost(lines, [run[0].style for run in _runs_that_begin_again(lines)])


def _outermost(lines: Sequence[Line], styles: Sequence[str]) -> str | None:
    """Of several styles the one that comes first in the runs that hold more than one."""
    if not styles:
        return None
    if len(set(styles)) == 1:
        return styles[0]
    order: dict[str, int] = {}
    for before, line in pairwise(lines):
        if before.is_heading and line.is_heading and before.style != line.style:
            order[before.style] = order.get(before.style, 0) - 1
            order[line.style] = order.get(line.style, 0) + 1
    return min(dict.fromkeys(styles), key=lambda style: order.get(style, 0))
