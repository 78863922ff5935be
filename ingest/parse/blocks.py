"""What both readers hand to ``structure``: the print, line by line, before it means anything.

A reader (``akn``, ``text``) turns bytes into a Reading: the title block's lines, then the running
text as Blocks in reading order with page breaks healed, and the notes by their marks. Where
markup says what a block is, ``role`` carries it; ``structure`` decides what the print says.
"""

from dataclasses import dataclass
from enum import StrEnum

from ingest.model import Rich


class Role(StrEnum):
    """What the source's markup or layout says of a block; BODY says nothing."""

    BODY = "body"
    PREAMBLE = "preamble"
    HEADING = "heading"
    TABLE = "table"
    TABLE_NOTE = "table-note"
    ANNEX = "annex"
    """An attachment starts; the block has no text of its own."""
    ADOPTING_LINE = "adopting-line"
    """“The General Assembly,”: no part."""
    CLOSING = "closing"
    """The closing line with meeting and date: no part."""
    ORNAMENT = "ornament"
    """“* * *”: no part."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table as printed.

    ``label`` is the number where markup gives it apart (``59.``, ``(a)``), else None: the number
    may still stand at the head of ``content.text`` and ``structure`` takes it off.
    """

    content: Rich
    role: Role = Role.BODY
    label: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's text under its mark, in the order of print."""

    mark: str
    content: Rich


@dataclass(frozen=True, slots=True)
class Reading:
    """One document of a file: ``head`` are the lines of the title block, as printed.

    ``head_marks`` are marks of notes that stand in the title block. ``unclaimed`` are stretches
    of running text that the reader could not place.
    """

    head: tuple[Rich, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    closing: tuple[Rich, ...] = ()
    unclaimed: tuple[Rich, ...] = ()
    language: str = "en"
    complete: bool = True
