"""A Reading to parts and footnotes: the one place where both readers' print becomes structure."""

from dataclasses import dataclass

from ingest.model import Finding, Footnote, Part
from ingest.parse import numbering, scopes
from ingest.parse.blocks import Reading
from ingest.parse.lines import prepare
from ingest.parse.register import Register


@dataclass(frozen=True, slots=True)
class Structure:
    """Parts in reading order, footnotes in the order of print, and what should be reported."""

    parts: tuple[Part, ...]
    footnotes: tuple[Footnote, ...]
    findings: tuple[Finding, ...]


NOTE_NAMES = {"*": "star", "**": "two-stars", "***": "three-stars", "†": "dagger"}
"""How a mark that is no number is written in a footnote's address (design: ``note/star``)."""


def build(reading: Reading) -> Structure:
    """Structure of one document.

    Raises nothing: what cannot be placed by rule is placed last and reported as a Finding.
    """
    register = Register()
    scope = scopes.divide(prepare(reading.blocks, reading.language))
    numbering.number(scope, register, reading.complete)
    footnotes, reported = _footnotes(reading, register.parts)
    lost = tuple(
        Finding("unclaimed-text", rich.text[:80], span=rich.spans[0] if rich.spans else None)
        for rich in reading.unclaimed
    )
    return Structure(tuple(register.parts), footnotes, (*register.findings, *reported, *lost))


def _footnotes(reading: Reading, parts: list[Part]) -> tuple[tuple[Footnote, ...], list[Finding]]:
    anchors: dict[str, tuple[str | None, int]] = {}
    for part in parts:
        for mark in part.content.marks:
            anchors.setdefault(mark.mark, (part.path, mark.offset))
    for line in reading.head:
        for mark in line.marks:
            anchors.setdefault(mark.mark, (None, mark.offset))
    notes: list[Footnote] = []
    findings: list[Finding] = []
    for note in reading.notes:
        path = f"note/{NOTE_NAMES.get(note.mark, note.mark)}"
        if any(held.path == path for held in notes):
            findings.append(Finding("repeated-note", f"note {note.mark} stands twice", path))
            continue
        if note.mark not in anchors:
            findings.append(Finding("note-without-mark", f"note {note.mark} has no mark", path))
        where, offset = anchors.get(note.mark, (None, None))
        notes.append(Footnote(path, note.mark, note.content, where, offset))
    held = {note.mark for note in notes}
    findings += [
        Finding("mark-without-note", f"mark {mark} has no note", where or "")
        for mark, (where, _) in anchors.items()
        if mark not in held
    ]
    return tuple(notes), findings
