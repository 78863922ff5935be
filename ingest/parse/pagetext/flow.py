"""Pieces to paragraphs and notes: notes come out of the middle, what a page break cut is healed.

A paragraph goes on behind a page break when its end is no end and what follows is no start: by
punctuation, by the numbers of the paragraphs and notes, never by position alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.parse import headings
from ingest.parse.pagetext.numbers import Numbers
from ingest.parse.pagetext.patterns import fits, join
from ingest.parse.pagetext.pieces import Look, Piece

BETWEEN_PAGES = frozenset({Look.RULE, Look.FURNITURE, Look.RUNNING_HEAD})


@dataclass(slots=True)
class Paragraph:
    """Pieces that are one paragraph (or one note, with its ``mark``) in the print."""

    pieces: list[Piece]
    look: Look
    mark: str = ""
    text: str = field(init=False)
    """What rules see of the whole paragraph."""

    def __post_init__(self) -> None:
        self.text = self.pieces[0].text

    def add(self, piece: Piece) -> None:
        """Go on with ``piece``."""
        glue = join(self.text, piece.text)
        self.text += (" " if glue is None else glue) + piece.text
        self.pieces.append(piece)


@dataclass(slots=True)
class Flow:
    """The state of reading one file: ``paragraphs`` and ``notes`` grow in order."""

    marked: dict[str, int]
    """Where a raised figure first stands in the text, by its number."""
    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    _numbers: Numbers = field(default_factory=Numbers)
    _zone: str = "head"
    _in_notes: int | None = None
    """Where the present run of notes started in the source, None outside notes."""
    _broken: bool = False
    """Whether notes, a rule or several blank lines show that a page ended here."""

    def run(self, pieces: Sequence[Piece]) -> None:
        """Take all pieces of the file."""
        for index, piece in enumerate(pieces):
            self._broken = self._broken or piece.gap > 1
            if piece.look is Look.RUNNING_HEAD and self._zone == "head":
                piece.look = Look.TEXT
            if piece.look in BETWEEN_PAGES:
                self._broken = True
            elif piece.look is Look.NOTE:
                self._in_notes = piece.begins if self._in_notes is None else self._in_notes
                self._broken = True
                self.notes.append(Paragraph([piece], Look.NOTE, piece.mark))
            elif self._in_notes is not None and self._continues_note(piece, pieces[index + 1 :]):
                self.notes[-1].add(piece)
            else:
                self._in_notes = None
                off = BETWEEN_PAGES | {Look.NOTE}
                ahead = (later for later in pieces[index + 1 :] if later.look not in off)
                self._take(piece, next(ahead, None))
                self._broken = False

    def _take(self, piece: Piece, following: Piece | None) -> None:
        if piece.look is Look.TEXT and self._continues(piece, following):
            self.paragraphs[-1].add(piece)
            self._rezone()
            return
        look = Look.HEADING if self._is_slanted_heading(piece) else piece.look
        if look is Look.DATE and not self._after(Look.MEETING):
            look = Look.TEXT
        self.paragraphs.append(Paragraph([piece], look))
        self._enter(piece, look)

    def _is_slanted_heading(self, piece: Piece) -> bool:
        """A line in italics is a heading, unless it is the verb of a paragraph that was cut."""
        if piece.look is not Look.TEXT or not piece.slanted:
            return False
        verb = fits("preambular", piece.text) or fits("finite", piece.text)
        above = self.paragraphs[-1] if self.paragraphs else None
        opens = self._zone == "preamble" or (above is not None and self._might_be_heading(above))
        return not (verb and (opens or self._after(Look.HEADING)))

    def _enter(self, piece: Piece, look: Look) -> None:
        """What zone a new paragraph opens."""
        text = piece.text
        if look is Look.RESOLUTION:
            self._zone, self._numbers = "head", Numbers()
        elif look is Look.ADOPTING:
            self._zone, self._numbers = "preamble", Numbers()
        elif look is Look.MEETING:
            self._zone = "closed"
        elif look is Look.ANNEX:
            self._zone, self._numbers = "annex", Numbers()
        elif look is Look.TEXT:
            self._numbers.take(text)
            self._rezone()

    def _rezone(self) -> None:
        text = self.paragraphs[-1].text
        if self._zone == "head" and is_prose(text):
            self._zone = "annex"
        above = self.paragraphs[-2].text if len(self.paragraphs) > 1 else ""
        self._zone = zone_after(self._zone, text, above)

    def _after(self, look: Look) -> bool:
        return bool(self.paragraphs) and self.paragraphs[-1].look is look

    def _continues_note(self, piece: Piece, ahead: Sequence[Piece]) -> bool:
        """Whether a paragraph behind a note is the note's second one."""
        if piece.look is not Look.TEXT or self._in_notes is None:
            return False
        note = self.notes[-1].text
        body = self.paragraphs[-1] if self.paragraphs else None
        later = next((p.mark for p in ahead if p.look is Look.NOTE), "")
        here = later.isdigit() and self.notes[-1].mark == str(int(later) - 1)
        same_page = here and self.marked.get(later, self._in_notes) < self._in_notes
        if same_page and piece.text[:1].isupper() and fits("closed", piece.text):
            return True
        if body is not None and not self._is_closed(body) and self._goes_on(body, piece.text):
            return False
        if self._numbers.expects(piece.text) or (self._zone == "preamble" and self._starts(piece)):
            return False
        if self._zone == "closed" or note.endswith(":"):
            return True
        return same_page or (not fits("closed", note) and piece.text[:1].islower())

    def _is_closed(self, paragraph: Paragraph) -> bool:
        if paragraph.look is not Look.TEXT:
            return True
        text = paragraph.text
        return bool(fits("closed", text)) or (self._zone == "preamble" and text.endswith(","))

    def _goes_on(self, before: Paragraph, text: str) -> bool:
        return text[:1].islower() or not self._might_be_heading(before)

    def _continues(self, piece: Piece, following: Piece | None) -> bool:
        """Whether a piece goes on with the paragraph before it."""
        if not self.paragraphs or piece.gap == 0:
            return False
        paragraph = self.paragraphs[-1]
        before, after = paragraph.text, piece.text
        if paragraph.look is not Look.TEXT or not before or not after:
            return False
        if fits("label_alone", before):
            return True
        goes_on = join(before, after) is not None
        ended = self._has_ended(before) and not (goes_on and fits("refers", before))
        heading = self._might_be_heading(paragraph)
        clear = ended or before.endswith(",") or heading
        if self._numbers.starts(after, clear):
            return not clear and bool(fits("refers", before))
        if self._zone == "head":
            return not ended and (after[0].islower() or bool(fits("dangling", before)))
        numbered = bool(fits("numbered", before))
        stops = ended or heading or not numbered
        if clear and stops and (self._starts(piece) or self._is_heading(piece, following)):
            return False
        if goes_on or before.count("(") > before.count(")"):
            return True
        if after[0].islower():
            return self._lower(before, ended)
        if before.endswith(","):
            return True
        if not ended:
            return not heading or self._broken
        sentence = before.rstrip("”’)]")[-1:] in (".", "?", "!")
        return numbered and sentence and self._broken and bool(fits("closed", after))

    def _has_ended(self, text: str) -> bool:
        """By punctuation: only items of a list end in “, and”, and no preamble ends in a colon."""
        if text.endswith((", and", ", or")):
            return bool(fits("lettered", text) or fits("bullet", text))
        return bool(fits("closed", text)) and not (self._zone == "preamble" and text[-1] == ":")

    def _lower(self, before: str, ended: bool) -> bool:
        """A lower-case start goes on, save behind a list whose sentence is resumed."""
        if not ended:
            return True
        if fits("lettered", before):
            return before[-1:] not in (";", ":")
        return self._broken or not before.endswith(":")

    def _starts(self, piece: Piece) -> bool:
        """Whether a piece without a number starts a paragraph by its first words."""
        if not piece.text[:1].isupper():
            return False
        if fits("we", piece.text) or fits("finite", piece.text):
            return True
        verb = bool(fits("preambular", piece.text))
        return verb and (piece.italic or self._zone in ("preamble", "annex"))

    def _is_heading(self, piece: Piece, following: Piece | None) -> bool:
        """Whether a piece reads like a heading and a numbered paragraph or a heading follows."""
        if following is None or not headings.by_print(piece.text):
            return False
        return following.look is Look.HEADING or self._numbers.starts(following.text, ended=True)

    def _might_be_heading(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph without markup reads like a heading."""
        text = paragraph.text
        if (
            paragraph.look is not Look.TEXT
            or len(paragraph.pieces) > 1
            or paragraph.pieces[0].italic
        ):
            return False
        if fits("sectioned", text) or fits("number_alone", text):
            return not fits("closed", text)
        verb = fits("preambular", text) or fits("finite", text)
        if fits("dangling", text) or (self._zone == "preamble" and verb):
            return False
        return headings.by_print(text) and not fits("we", text)


def is_prose(text: str) -> bool:
    """Whether a line above the text is no title: numbered, or a sentence with its punctuation."""
    if fits("numbered", text) or fits("lettered", text) or text[:1].islower():
        return True
    punctuated = bool(fits("closed", text)) or text.endswith(",")
    return (punctuated and len(text.split()) > 6) or bool(fits("we", text))


def zone_after(zone: str, text: str, above: str) -> str:
    """The zone that a paragraph stands in: a preamble ends with the first number or finite verb.

    It begins again under a heading (``above``), where a section has a preamble of its own.
    """
    finite = zone == "preamble" and fits("finite", text) and fits("closed", text)
    if fits("numbered", text) or finite:
        return "operative"
    again = zone == "operative" and fits("preambular", text) and text.endswith(",")
    return "preamble" if again and headings.by_print(above) else zone
