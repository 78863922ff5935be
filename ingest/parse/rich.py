"""Build and cut ``Rich`` texts without losing where each word stands in the source."""

from dataclasses import dataclass, field

from ingest.model import Link, Mark, Rich, Span
from ingest.parse import normalise


@dataclass(slots=True)
class RichBuilder:
    """Takes raw stretches with their source offsets, gives one normalised ``Rich``."""

    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _space: bool = False
    _marks: list[Mark] = field(default_factory=list)
    _italics: list[Span] = field(default_factory=list)
    _links: list[Link] = field(default_factory=list)
    _spans: list[Span] = field(default_factory=list)
    _waiting: list[list[int]] = field(default_factory=list)
    _broken: bool = True
    _in_brackets: bool = False

    def add(self, raw: str, source: int) -> None:
        """Append ``raw``, read at code point ``source`` of the file."""
        if self._in_brackets and raw.startswith(")"):
            self._take_bracket()
            raw, source = raw[1:], source + 1
        self._in_brackets = False
        words = " ".join(normalise.characters(raw).split())
        if not words:
            self._space = self._space or bool(raw)
            return
        self._separate(raw[0].isspace())
        for opened in self._waiting:
            opened.append(self._length)
        self._waiting.clear()
        self._pieces.append(words)
        self._length += len(words)
        self._space = raw[-1].isspace()
        start = source + len(raw) - len(raw.lstrip())
        end = source + len(raw.rstrip())
        if self._broken:
            self._spans.append(Span(start, end))
        else:
            self._spans[-1] = Span(self._spans[-1].start, end)
        self._broken = False

    def _take_bracket(self) -> None:
        """Arabic prints its marks in brackets, ``(3)``: they go with the mark."""
        self._pieces[-1] = self._pieces[-1][:-1]
        self._length -= 1
        self._marks[-1] = Mark(self._marks[-1].mark, self._length)
        if self._spans:
            last = self._spans[-1]
            self._spans[-1] = Span(last.start, last.end - 1)

    def _separate(self, leading: bool) -> None:
        if (self._space or leading) and self._length:
            self._pieces.append(" ")
            self._length += 1

    def separator(self, printed: str) -> None:
        """Append words that stand in no source (between the cells of a table)."""
        self._separate(True)
        self._pieces.append(printed)
        self._length += len(printed)
        self._space = True

    def space(self) -> None:
        """A line break of the print: one space, if more follows."""
        self._space = True

    def mark(self, mark: str) -> None:
        """A footnote mark stands here."""
        self._in_brackets = bool(self._pieces) and self._pieces[-1].endswith("(")
        self._marks.append(Mark(mark, self._length))
        self._broken = True

    def interrupt(self) -> None:
        """The source goes on elsewhere (after a page break)."""
        self._broken = True

    def open(self) -> list[int]:
        """Begin a stretch that is italic or linked; give the answer to ``close_…``."""
        opened: list[int] = []
        self._waiting.append(opened)
        return opened

    def close_italic(self, opened: list[int]) -> None:
        """End an italic stretch; an empty one is nothing."""
        if opened:
            self._italics.append(Span(opened[0], self._length))

    def close_link(self, opened: list[int], href: str) -> None:
        """End a linked stretch; an empty one is kept nowhere."""
        if opened:
            self._links.append(Link(opened[0], self._length, href))

    def build(self) -> Rich:
        """The text so far."""
        return Rich(
            "".join(self._pieces),
            tuple(self._marks),
            tuple(self._italics),
            tuple(self._links),
            tuple(self._spans),
        )


def cut(rich: Rich, start: int) -> Rich:
    """``rich`` without its first ``start`` code points and the spaces after them (a label).

    The first source span is moved by as many characters; a label is never interrupted.
    """
    start += len(rich.text[start:]) - len(rich.text[start:].lstrip())

    def move(offset: int) -> int:
        return max(offset - start, 0)

    spans = rich.spans
    if spans and spans[0].start + start < spans[0].end:
        spans = (Span(spans[0].start + start, spans[0].end), *spans[1:])
    return Rich(
        rich.text[start:],
        tuple(Mark(m.mark, move(m.offset)) for m in rich.marks),
        tuple(Span(move(s.start), move(s.end)) for s in rich.italics if s.end > start),
        tuple(Link(move(a.start), move(a.end), a.href) for a in rich.links if a.end > start),
        spans,
    )
