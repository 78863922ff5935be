"""Blocks to Lines: labels off the text, headings told apart, numbers joined to their titles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.model import Rich
from ingest.parse import headings, labels
from ingest.parse.blocks import Block, Role
from ingest.parse.data import load
from ingest.parse.rich import cut


@dataclass(frozen=True, slots=True)
class Line:
    """A block once its label is read; ``readings`` are the ways to read the label."""

    content: Rich
    role: Role
    label: str | None = None
    readings: tuple[labels.Reading, ...] = ()
    style: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def is_heading(self) -> bool:
        """Whether this is a heading."""
        return self.role is Role.HEADING

    @property
    def is_numbered(self) -> bool:
        """Whether this is a paragraph with a number of the outermost kind (``12.``)."""
        return any(reading.level in TOP_LEVELS for reading in self.readings)

    @property
    def opens_list(self) -> bool:
        """Whether the text ends in a colon, so that what follows belongs to it."""
        return self.content.text.endswith((":", "："))


TOP_LEVELS = frozenset({"decimal-stop", "decimal-dash"})

_SILENT = frozenset({Role.ADOPTING_LINE, Role.CLOSING, Role.ORNAMENT})


def prepare(blocks: Sequence[Block], language: str) -> list[Line]:
    """Lines in reading order; the adopting line, the closing line and ornaments are left out."""
    lines: list[Line] = []
    for block in blocks:
        if block.role in _SILENT or headings.is_ornament(block.content.text):
            continue
        for line in _split(_line(block, language), language):
            before = lines[-1] if lines else None
            line = _annex_title(before, line)
            if before is None or not (before.is_heading and line.is_heading):
                lines.append(line)
            elif _waits_for_title(before, line):
                lines[-1] = replace(line, label=before.label, style=before.style)
            elif not _printed_once(before, line):
                lines.append(line)
    return _capitals(_repair(lines, language))


def _annex_title(before: Line | None, line: Line) -> Line:
    """What stands below the word “Annex” is its title, however long."""
    below_annex = (
        before is not None and before.is_heading and headings.annex(before.content.text)[0]
    )
    plain = line.role is Role.BODY and line.label is None
    return (
        _heading(line.content, None)
        if (below_annex and plain and headings.titles(line.content.text))
        else line
    )


def _waits_for_title(before: Line, line: Line) -> bool:
    titled = headings.Titled(before.label, before.content, before.style)
    return (
        headings.is_bare(titled) and line.label is None and not headings.annex(line.content.text)[0]
    )


def _printed_once(before: Line, line: Line) -> bool:
    """Markup that holds one numbered heading twice (A/RES/76/246, section XIII)."""
    return line.label is not None and (before.label, before.content.text) == (
        line.label,
        line.content.text,
    )


def _line(block: Block, language: str) -> Line:
    if block.role in (Role.ANNEX, Role.TABLE, Role.TABLE_NOTE):
        return Line(block.content, block.role, rows=block.rows)
    if block.role is Role.HEADING and not headings.is_sentence(block.content.text):
        return _heading(block.content, block.label)
    label, content = block.label, block.content
    if label is None:
        if block.role is not Role.PREAMBLE and headings.by_print(content.text):
            return _heading(content, None)
        label = labels.head(content.text, language)
        if label is not None and block.role is Role.PREAMBLE and label[:1].isdigit():
            label = None
        content = cut(content, len(label)) if label else content
    elif headings.style_of(label) in ("roman", "capital") and headings.titles(content.text):
        return _heading(content, label)
    if label is not None and content.text.startswith(". "):
        label, content = f"{label}.", cut(content, 1)
    role = Role.PREAMBLE if block.role is Role.PREAMBLE else Role.BODY
    return Line(content, role, label, labels.read(label or "", language))


def _heading(content: Rich, label: str | None) -> Line:
    titled = headings.split(content, label)
    return Line(titled.content, Role.HEADING, titled.number, style=titled.style)


def _split(line: Line, language: str) -> Iterator[Line]:
    """Two labels on one line (``3. (a) Each State …``): the first has no text of its own."""
    inner = labels.head(line.content.text, language) if line.readings else None
    readings = labels.read(inner, language) if inner else ()
    if inner and any(reading.ordinal == 1 for reading in readings):
        yield replace(line, content=Rich(""))
        yield from _split(
            replace(line, content=cut(line.content, len(inner)), label=inner, readings=readings),
            language,
        )
    else:
        yield line


def _repair(lines: list[Line], language: str) -> list[Line]:
    """Numbers that lost their full stop or were misprinted, where the sequence wants them."""
    ordinals = [line.readings[0].ordinal if line.is_numbered else 0 for line in lines]
    due = 1
    for index, line in enumerate(lines):
        if ordinals[index]:
            due = ordinals[index] + 1
        elif line.role is Role.BODY and any(ordinal >= due for ordinal in ordinals[index + 1 :]):
            mended = _mended(line, due, language)
            if mended is not None:
                lines[index] = mended
                due += 1
    return lines


def _mended(line: Line, due: int, language: str) -> Line | None:
    """The line with the number that is due, if its head can be read so."""
    misprints = [row["printed"] for row in load("labels")["misprints"] if row["read"] == f"{due}."]
    readings = labels.read(f"{due}.")
    if line.label is not None:
        return replace(line, readings=readings) if line.label in misprints else None
    for printed in (str(due), *misprints):
        if line.content.text.startswith(f"{printed} "):
            content = cut(line.content, len(printed))
            if content.text[:1].isupper() or language in ("ar", "zh"):
                return replace(line, content=content, label=printed, readings=readings)
    return None


def _capitals(lines: list[Line]) -> list[Line]:
    """A heading ``C`` after a heading ``B`` is a capital letter, not a hundred."""
    numbered = [i for i, line in enumerate(lines) if line.is_heading and line.label]
    for before, after in pairwise(numbered):
        last, label = lines[before], lines[after].label or ""
        if len(label) == 1 and last.style == "capital" and ord(label) == ord(last.label or "") + 1:
            lines[after] = replace(lines[after], style="capital")
    return lines
