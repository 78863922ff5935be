"""Paragraphs and notes to Readings: title block, running text, closing line and notes of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from ingest.model import Rich
from ingest.parse import headings
from ingest.parse.blocks import Block, Note, Reading, Role
from ingest.parse.pagetext.build import rich
from ingest.parse.pagetext.emphasis import resolve
from ingest.parse.pagetext.flow import Paragraph, is_prose, zone_after
from ingest.parse.pagetext.patterns import fits
from ingest.parse.pagetext.pieces import Look, Piece
from ingest.parse.pagetext.tokens import Kind, Token, tokens
from ingest.parse.rich import cut

_ROLES = {
    Look.HEADING: Role.HEADING,
    Look.RESOLUTION: Role.HEADING,
    Look.ADOPTING: Role.ADOPTING_LINE,
    Look.ORNAMENT: Role.ORNAMENT,
}
_CLOSING = (Look.MEETING, Look.DATE, Look.VOTE)


@dataclass(slots=True)
class Run:
    """A paragraph with its tokens; ``rich`` may be asked once marks are decided."""

    paragraph: Paragraph
    tokens: list[Token]

    @property
    def marks(self) -> set[str]:
        """The footnote marks that stand in it."""
        return {value for token in self.tokens for value in token.values}


def run(source: str, paragraph: Paragraph) -> Run:
    """A paragraph's tokens, its pieces joined by breaks, its emphasis resolved."""
    found: list[Token] = []
    for piece in paragraph.pieces:
        if found:
            found.append(Token(Kind.BREAK, "", piece.start, piece.start))
        found.extend(tokens(source, piece.start, piece.end))
    return Run(paragraph, resolve(found))


def resolved(source: str, piece: Piece) -> list[Token]:
    """The tokens of one piece by itself."""
    return resolve(list(tokens(source, piece.start, piece.end)))


@dataclass(slots=True)
class _Draft:
    head: list[Run] = field(default_factory=list)
    body: list[Run] = field(default_factory=list)
    closing: list[Run] = field(default_factory=list)
    unclaimed: list[Run] = field(default_factory=list)

    @property
    def marks(self) -> set[str]:
        """All marks of this document's text."""
        return set().union(*(item.marks for item in (*self.head, *self.body)))


def readings(runs: Sequence[Run], notes: Sequence[Run]) -> tuple[Reading, ...]:
    """One Reading for every document of a file; a note goes where its mark is.

    A note whose mark no text has goes with the document that has the note before it.
    """
    drafts = [_draft(part) for part in _divide(runs)]
    if not drafts:
        return ()
    shares: list[list[Run]] = [[] for _ in drafts]
    home = 0
    for note in notes:
        mark = note.paragraph.mark
        homes = [index for index, draft in enumerate(drafts) if mark in draft.marks]
        home = next((index for index in homes if index >= home), homes[-1] if homes else home)
        shares[home].append(note)
    return tuple(
        _reading(draft, share, last=draft is drafts[-1])
        for draft, share in zip(drafts, shares, strict=True)
    )


def _divide(runs: Sequence[Run]) -> list[list[Run]]:
    """Cut before every “Resolution 64/3” line, and before the titles of a second resolution."""
    parts: list[list[Run]] = [[]]
    for item in runs:
        look = item.paragraph.look
        if look is Look.RESOLUTION and parts[-1]:
            parts.append([])
        elif look is Look.ADOPTING and (count := _titles(parts[-1])):
            parts.append(parts[-1][-count:])
            del parts[-2][-count:]
        parts[-1].append(item)
    return [part for part in parts if part]


def _titles(runs: Sequence[Run]) -> int:
    """How many paragraphs at the end are the title block of a second resolution.

    They stand behind a closing line, or one of them gives the resolution's number.
    """
    lines = [item.paragraph for item in takewhile(_is_title, reversed(runs))]
    closed = any(item.paragraph.look in _CLOSING for item in runs)
    begun = any(item.paragraph.look is Look.ADOPTING for item in runs)
    return len(lines) if closed or (begun and any(fits("titled", p.text) for p in lines)) else 0


def _is_title(item: Run) -> bool:
    paragraph = item.paragraph
    return paragraph.look in (Look.TEXT, Look.HEADING) and not is_prose(paragraph.text)


def _draft(runs: Sequence[Run]) -> _Draft:
    draft = _Draft()
    start = _first_of_body(runs)
    draft.head = list(runs[:start])
    closed = False
    for item in runs[start:]:
        look = item.paragraph.look
        if look in (Look.MEETING, Look.VOTE) or (look is Look.DATE and closed):
            closed = True
            draft.closing.append(item)
        elif closed and look is Look.TEXT:
            draft.unclaimed.append(item)
        else:
            closed = closed and look is Look.ORNAMENT
            draft.body.append(item)
    return draft


def _first_of_body(runs: Sequence[Run]) -> int:
    for index, item in enumerate(runs):
        paragraph = item.paragraph
        if paragraph.look in (Look.ADOPTING, Look.ANNEX):
            return index
        if paragraph.look is Look.TEXT and is_prose(paragraph.text):
            while index and _opens_section(runs[index - 1].paragraph):
                index -= 1
            return index
    return len(runs)


def _opens_section(paragraph: Paragraph) -> bool:
    return bool(fits("sectioned", paragraph.text))


def _reading(draft: _Draft, notes: Iterable[Run], *, last: bool) -> Reading:
    head = tuple(line for item in draft.head for line in _lines(item))
    blocks = _blocks(draft.body)
    ends = draft.body[-1].paragraph.text if draft.body else ""
    finished = bool(draft.closing) or not last or ends.rstrip("”’\"')]")[-1:] in (".", "?", "!")
    return Reading(
        head=head,
        blocks=tuple(blocks),
        notes=tuple(Note(note.paragraph.mark, rich(note.tokens)) for note in notes),
        closing=tuple(rich(item.tokens) for item in draft.closing),
        unclaimed=tuple(rich(item.tokens) for item in draft.unclaimed),
        complete=bool(head) and bool(draft.body) and finished,
    )


def _lines(item: Run) -> list[Rich]:
    """The lines of a piece of the title block; a line that goes on with the next is one line."""
    lines: list[list[Token]] = [[]]
    for index, token in enumerate(item.tokens):
        if token.kind is Kind.FOLD and not _goes_on(item.tokens, index):
            lines.append([])
        else:
            lines[-1].append(token)
    return [line for line in map(rich, lines) if line.text]


def _goes_on(found: Sequence[Token], index: int) -> bool:
    """Whether the title block's line goes on: within emphasis or a bracket, by its last word, or
    by the small letter after it."""
    kinds = [token.kind for token in found[:index]]
    opened = sum((k in (Kind.BOLD, Kind.ITALIC)) - (k in (Kind.LIGHT, Kind.ROMAN)) for k in kinds)
    before = "".join(token.text for token in found[:index])
    after = "".join(token.text for token in found[index + 1 :])
    return (
        opened > 0
        or before.count("[") + before.count("(") > before.count("]") + before.count(")")
        or after[:1].islower()
        or before.endswith((",", "–", "-"))
        or bool(fits("dangling", before))
    )


def _blocks(runs: Sequence[Run]) -> list[Block]:
    blocks: list[Block] = []
    zone = "operative"
    for item in runs:
        text, look = item.paragraph.text, item.paragraph.look
        if look is Look.ANNEX:
            blocks += [Block(Rich(""), Role.ANNEX), Block(rich(item.tokens), Role.HEADING)]
            zone = "opening"
            continue
        role = _ROLES.get(look, Role.BODY)
        if look is Look.ADOPTING:
            zone = "preamble"
        elif role is Role.BODY:
            unended = not fits("closed", text) and not text.endswith(",")
            title = zone == "opening" and not is_prose(text)
            if unended and (title or fits("sectioned", text)):
                blocks.append(Block(rich(item.tokens), Role.HEADING))
                continue
            zone = zone_after(zone, text, blocks[-1].content.text if blocks else "")
            zone = "operative" if zone == "opening" else zone
            if zone == "preamble" and not (
                headings.by_print(text) and not fits("preambular", text)
            ):
                role = Role.PREAMBLE
        blocks.append(_block(rich(item.tokens), role))
    return blocks


def _block(content: Rich, role: Role) -> Block:
    """A block; a number in brackets at the head of a paragraph is its label, as is ``*``."""
    if role is Role.BODY and content.text.startswith("* "):
        return Block(cut(content, 1), role, "•")
    match = fits("lettered", content.text)
    if role is Role.HEADING or match is None or not match["n"].isdigit():
        return Block(content, role)
    label = f"({match['n']})"
    return Block(cut(content, len(label)), role, label)
