"""Page text, as a PDF extraction prints it, to Readings: one for every document of the file."""

import re

from ingest.parse.blocks import Reading
from ingest.parse.pagetext import assemble, marks
from ingest.parse.pagetext.flow import Flow
from ingest.parse.pagetext.pieces import Look, Piece, pieces
from ingest.parse.pagetext.tokens import SUPERSCRIPTS, Kind

_RAISED = re.compile(r"<sup>(\d{1,3})</sup>|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})")


def read(text: str) -> tuple[Reading, ...]:
    """The documents that ``text`` (a whole file, decoded) prints, in order.

    Offsets in the Readings' spans count code points of ``text``. Footnotes are taken out of the
    running text and paragraphs that a page break cut are whole again. A document without title,
    or cut off, has ``complete=False``. Text without a single letter gives an empty tuple; nothing
    is raised for any text.
    """
    found = pieces(text)
    if not any(character.isalpha() for character in text):
        return ()
    found = _stars(text, found)
    flow = Flow(_marked(text, found))
    flow.run(found)
    runs = [assemble.run(text, paragraph) for paragraph in flow.paragraphs]
    notes = [assemble.run(text, note) for note in flow.notes]
    starts: dict[str, list[int]] = {}
    for note in flow.notes:
        starts.setdefault(note.mark, []).append(note.pieces[0].begins)
    marks.decide([item.tokens for item in runs], starts)
    return assemble.readings(runs, notes)


def _marked(text: str, found: list[Piece]) -> dict[str, int]:
    """Where each raised figure first stands in the running text."""
    first: dict[str, int] = {}
    for piece in found:
        if piece.look is not Look.NOTE:
            for match in _RAISED.finditer(text, piece.start, piece.end):
                number = match[1] or match[2].translate(SUPERSCRIPTS)
                first.setdefault(number, match.start())
    return first


def _stars(text: str, found: list[Piece]) -> list[Piece]:
    """A paragraph that opens with an asterisk is a note only where that mark stands above it."""
    if not any(piece.mark.startswith("*") for piece in found):
        return found
    seen: set[str] = set()
    for piece in found:
        if piece.look is Look.NOTE and piece.mark.startswith("*"):
            if piece.mark not in seen:
                piece.look, piece.start = Look.TEXT, piece.begins
        elif piece.look is not Look.NOTE:
            found_tokens = assemble.resolved(text, piece)
            seen |= {t.href for t in found_tokens if t.kind is Kind.RAISED and "*" in t.href}
    return found
