"""Page text to pieces: what stands between blank lines, cut where a line clearly starts anew."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from ingest.parse import headings
from ingest.parse.pagetext.emphasis import resolve
from ingest.parse.pagetext.patterns import fits
from ingest.parse.pagetext.tokens import SUPERSCRIPTS, Kind, plain, tokens

_LINE = re.compile(r"[^\n\f]*")
_NOTE = re.compile(
    r"(?:<sup>\s*(?P<sup>\d{1,3}|\*{1,3})\s*</sup>|(?P<digits>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|(?P<stars>(?:\\?\*){1,3})(?=\s+[^\s*]))\s*"
)
_SHARP = re.compile(r"#{1,6}\s+")
_RAISED = r"(?:\s*(?:<sup>[\d*, ]+</sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\*{1,3}))?"
_BOLD_LINE = r"(?:\*\*(?!\*)(?:(?!\*\*).)+\*\*|\*\*\*(?!\*)[^*]+\*\*\*)"
_BOLD = re.compile(rf"{_BOLD_LINE}(?:\s*\n\s*{_BOLD_LINE})*{_RAISED}", re.DOTALL)
_SLANTED = re.compile(rf"(?:\*(?![*\s])[^*]+\*|_(?![_\s])[^_]+_){_RAISED}", re.DOTALL)


UNBROKEN = 130
"""A line of more characters was not broken at the page's width."""


class Look(Enum):
    """What a piece looks like, by itself."""

    TEXT = auto()
    RULE = auto()
    ORNAMENT = auto()
    NOTE = auto()
    HEADING = auto()
    ANNEX = auto()
    ADOPTING = auto()
    RESOLUTION = auto()
    MEETING = auto()
    DATE = auto()
    VOTE = auto()
    FURNITURE = auto()
    RUNNING_HEAD = auto()
    """The document's symbol above a page; in the title block it is a line like others."""


@dataclass(slots=True)
class Piece:
    """``source[start:end]``, with ``gap`` blank lines above it; ``text`` is for rules only.

    ``mark`` is a note's mark; ``start`` then stands behind it. ``begins`` is where the piece
    began before markup was taken off.
    """

    start: int
    end: int
    gap: int
    look: Look
    text: str
    begins: int
    mark: str = ""
    italic: bool = False
    """Whether it opens in italics."""
    slanted: bool = False
    """Whether all of it is in italics."""


def pieces(source: str) -> list[Piece]:
    """All pieces of a file in order; together they hold every character that is no space."""
    found: list[Piece] = []
    dense = source.count("\n\n") * 20 < source.count("\n")
    for gap, lines in _blocks(source):
        first, widest = 0, max(stop - start for start, stop in lines)
        for index in range(1, len(lines) + 1):
            if index == len(lines) or _cuts(source, lines[index - 1], lines[index], dense, widest):
                start, end = lines[first][0], lines[index - 1][1]
                for begin, stop in _unglue(source, start, end):
                    above = gap if first == 0 and begin == start else 0
                    found.append(_piece(source, begin, stop, above))
                first = index
    return found


def _blocks(source: str) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """(blank lines above, [(start, end) of each line]) for every run of lines."""
    gap, block = 0, list[tuple[int, int]]()
    for match in _LINE.finditer(source):
        line = match[0]
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            block.append((start, start + len(line.strip())))
            continue
        at_end_of_line = match.start() == match.end() and match.start() not in (0, len(source))
        if at_end_of_line and source[match.start() - 1] not in "\n\f":
            continue  # the empty match behind a line's last character
        if block:
            yield gap, block
            gap, block = 0, []
        gap += 1
        if source[match.start() - 1 : match.start()] == "\f":
            gap += 1
    if block:
        yield gap, block


def _unglue(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut where bold ends or begins between two words without a space: two lines were glued."""
    if "**" not in source[start + 1 : end - 1]:
        yield start, end
        return
    shown = [
        token for token in resolve(list(tokens(source, start, end)))
        if token.text or token.kind in _TURNS
    ]  # fmt: skip
    closing: Counter[int] = Counter()
    for token in shown:
        closing[token.start] += {Kind.ROMAN: 1, Kind.LIGHT: 2}.get(token.kind, 0)
    for before, after in pairwise(shown):
        turn = before if before.kind in _TURNS else after if after.kind in _TURNS else None
        if turn is None or turn.end - turn.start < 2 or not start < turn.start < turn.end < end:
            continue
        if not (_is_word(source[turn.start - 1]) and _is_word(source[turn.end])):
            continue
        cut = turn.start + closing[turn.start]
        if cut > start:
            yield start, cut
            start = cut
    yield start, end


_TURNS = frozenset({Kind.ITALIC, Kind.ROMAN, Kind.BOLD, Kind.LIGHT})


def _is_word(character: str) -> bool:
    return character.isalnum() or character in "[](),.;:“”"


def _cuts(
    source: str, above: tuple[int, int], below: tuple[int, int], dense: bool, widest: int
) -> bool:
    """Whether a line starts anew although no blank line stands above it.

    A number at the head of a full line may stand within a sentence (“…; (ii) …”): a paragraph
    ends where the line above is short, or where lines are not broken at a width at all.
    """
    before, after = _piece(source, *above, 0), _piece(source, *below, 0)
    alone = {Look.RULE, Look.ORNAMENT, Look.NOTE, Look.ANNEX, Look.RESOLUTION, Look.ADOPTING}
    alone.add(Look.FURNITURE)
    if after.look in alone | {Look.MEETING, Look.VOTE, Look.FURNITURE} or before.look in alone - {
        Look.NOTE
    }:
        return True
    if _SHARP.match(source, below[0]) or _SHARP.match(source, above[0]):
        return True
    ended = bool(fits("closed", before.text)) or before.text.endswith(",")
    label = any(fits(name, after.text) for name in ("numbered", "lettered", "bullet"))
    short = above[1] - above[0] < 0.8 * widest or widest > UNBROKEN
    label = label and (dense or short)
    verb = dense and before.text.endswith(",") and bool(fits("preambular", after.text))
    return (ended and (label or verb)) or bool(fits("number_alone", before.text))


def _piece(source: str, start: int, end: int, gap: int) -> Piece:
    begins = start
    raw = source[start:end]
    if fits("rule", raw):
        return Piece(start, end, gap, Look.RULE, raw, begins)
    if fits("ornament", raw) or fits("ornament", raw.replace("\\", "")):
        return Piece(start, end, gap, Look.ORNAMENT, raw, begins)
    if note := _NOTE.match(raw):
        mark = (note["sup"] or note["digits"] or note["stars"]).translate(SUPERSCRIPTS)
        start += note.end()
        text = plain(source, start, end)
        return Piece(start, end, gap, Look.NOTE, text, begins, mark.replace("\\", ""))
    sharp = _SHARP.match(raw)
    if sharp:
        start += sharp.end()
    text, raw = plain(source, start, end), source[start:end]
    return Piece(
        start, end, gap, _look(raw, text, bool(sharp)), text, begins,
        italic=bool(re.match(r"(?:\d+\.\s+)?[*_](?![*_\s])", raw)),
        slanted=bool(_SLANTED.fullmatch(raw)) and text[-1:] not in tuple(",.;:])"),
    )  # fmt: skip


def _look(raw: str, text: str, sharp: bool) -> Look:
    for name, look in _ALONE:
        if fits(name, text):
            return look
    if headings.annex(text)[0]:
        return Look.ANNEX
    return Look.HEADING if sharp or _BOLD.fullmatch(raw) else Look.TEXT


_ALONE = (
    ("resolution", Look.RESOLUTION),
    ("meeting", Look.MEETING),
    ("date", Look.DATE),
    ("adopting", Look.ADOPTING),
    ("vote", Look.VOTE),
    ("furniture", Look.FURNITURE),
    ("running-head", Look.RUNNING_HEAD),
)
