"""Print a Document as page text, in the manner of a PDF extraction, to read it back in tests.

``pagetext_carriable`` says which Documents page text can carry. Page text does not show every
page break either: ``_may_break`` says which ones it does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from textwrap import wrap

from pagetext_head import day, title_block

from ingest.model import Document, DocumentKind, Footnote, Part, PartKind, Rich

_BODIES = {
    "general-assembly": "The General Assembly",
    "security-council": "The Security Council",
    "cnd": "The Commission on Narcotic Drugs",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How one extraction writes what the print shows."""

    sup: bool
    italics: bool
    rule: bool
    links: bool
    blank: bool
    """Whether blank lines stand at a page's end."""
    headings: str
    """``sharp``, ``bold`` or ``plain``."""
    reopens: bool
    """Whether italics that a page break cuts are closed and opened again."""
    wraps: bool
    """Whether lines end as printed, some 90 characters long."""
    words: tuple[int, int]
    """The fewest and the most words of a page."""


def style(random: Random) -> Style:
    """One way to write page text."""
    return Style(
        sup=random.random() < 0.5,
        italics=random.random() < 0.6,
        rule=random.random() < 0.4,
        links=random.random() < 0.4,
        blank=random.random() < 0.5,
        headings=random.choice(("sharp", "bold", "plain")),
        reopens=random.random() < 0.5,
        wraps=random.random() < 0.2,
        words=random.choice(((25, 60), (150, 400), (300, 600))),
    )


def render(document: Document, random: Random, written: Style | None = None) -> str:
    """``document`` as page text."""
    return _Printer(document, random, written or style(random)).run()


class _Printer:
    def __init__(self, document: Document, random: Random, written: Style) -> None:
        self.document, self.random, self.style = document, random, written
        self.out: list[str] = []
        self.due: list[Footnote] = []
        self.printed: set[str] = set()
        self.left = self._page()

    def _page(self) -> int:
        return self.random.randint(*self.style.words)

    def run(self) -> str:
        self._head()
        if self._has_adopting_line:
            adopted_by = _BODIES[self.document.head.adopted_by or "general-assembly"]
            self._line(self._italic(adopted_by) + ",")
        closed = False
        for part in self.document.parts:
            if part.kind is PartKind.ANNEX and not closed:
                self._close()
                closed = True
            self._part(part)
        if not closed:
            self._close()
        for note in self.document.footnotes:
            self._owe(note.mark)
        self._turn()
        return "\n\n".join(self.out).lstrip("\n") + "\n"

    @property
    def _has_adopting_line(self) -> bool:
        return self.document.head.kind is not DocumentKind.PRESIDENTIAL_STATEMENT

    def _head(self) -> None:
        marks = ""
        for note in self.document.footnotes:
            if note.anchored_in is None:
                marks += self._mark(note.mark)
                self._owe(note.mark)
        for line in title_block(self.document.head, self.style.links):
            self._line(line)
        self.out[-1] += marks

    def _close(self) -> None:
        head = self.document.head
        if head.meeting and head.adopted_by == "general-assembly":
            self._line(self._italic(f"{head.meeting}\n{day(head.adopted_on)}"))

    def _italic(self, text: str) -> str:
        return f"*{text}*" if self.style.italics else text

    def _line(self, text: str) -> None:
        self.out.append(text)

    def _part(self, part: Part) -> None:
        if part.kind in (PartKind.ANNEX, PartKind.SECTION):
            return
        if part.kind is PartKind.HEADING:
            for line in self._heading(part):
                self._line(line)
            return
        words = self._words(part.content)
        if part.label:
            words.insert(0, part.label)
        text = self._flow(part, words)
        self._line(text)
        if self.left <= 0:
            self._turn()

    def _heading(self, part: Part) -> Iterator[str]:
        title = " ".join(self._words(part.content, italics=False))
        if part.number and part.content.text != part.number:
            if re.fullmatch(r"[IVXLC]+|[A-Z]|\d{1,2}", part.number):
                title = f"{part.number}. {title}"
            else:
                yield self._emphasised(part.number)
        yield self._emphasised(title)

    def _emphasised(self, title: str) -> str:
        match self.style.headings:
            case "sharp":
                return f"## {title}"
            case "bold":
                return f"**{title}**"
            case _:
                return title

    def _words(self, rich: Rich, italics: bool = True) -> list[str]:
        """The words of a text with its marks, italics and links written in."""
        before: dict[int, str] = {}
        after: dict[int, str] = {}
        if italics and self.style.italics:
            for span in rich.italics:
                if rich.text[span.start - 1 : span.start].isalnum():
                    continue  # an extraction shows italics that begin inside a word as it likes
                after[span.start] = "*"
                before[span.end] = "*"
        if self.style.links:
            for link in rich.links:
                after[link.start] = after.get(link.start, "") + "["
                before[link.end] = "](#)" + before.get(link.end, "")
        marks: dict[int, str] = {}
        for mark in rich.marks:
            marks[mark.offset] = marks.get(mark.offset, "") + self._mark(mark.mark)
        text = ""
        for offset in range(len(rich.text) + 1):
            text += before.get(offset, "") + marks.get(offset, "") + after.get(offset, "")
            text += rich.text[offset : offset + 1]
        return text.split(" ")

    def _mark(self, mark: str) -> str:
        raised = mark.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"<sup>{mark}</sup>" if self.style.sup and mark.isdigit() else raised

    def _flow(self, part: Part, words: list[str]) -> str:
        """Print the words; the last page's are given back, those before are printed."""
        line = ""
        for index, word in enumerate(words):
            gap = " " if index else ""
            cut = self._page_ends(part, words, index, line) if self.left <= 0 else None
            if cut is None:
                line += gap + word
            elif cut:
                line = self._end_page(line + gap + word[:cut]) + word[cut:]
            else:
                line = self._end_page(line) + word
            self.left -= 1
            for mark in _MARK.findall(word):
                self._owe(re.sub(r"</?sup>", "", mark).translate(_FIGURES))
        return self._wrapped(line)

    def _page_ends(self, part: Part, words: list[str], index: int, line: str) -> int | None:
        """Where in ``words[index]`` the page ends: before it (0), inside it, or not at all."""
        done, rest = " ".join(words[:index]), " ".join(words[index:])
        gap = " " if index else ""
        cut = _inner(words[index]) if self.random.random() < 0.3 else 0
        if cut and self._may_break(part, done + gap + rest[:cut], rest[cut:], inside=True):
            return cut
        linked = line.count("[") > line.count("]")
        return 0 if index and not linked and self._may_break(part, done, rest) else None

    def _end_page(self, line: str) -> str:
        line, reopened = self._closed(line)
        self._line(self._wrapped(line))
        self._turn()
        return reopened

    def _wrapped(self, line: str) -> str:
        if not self.style.wraps:
            return line
        return "\n".join(wrap(line, 90, break_long_words=False, break_on_hyphens=False))

    def _closed(self, text: str) -> tuple[str, str]:
        """A page's last words, their italics closed, and what opens the next page's."""
        if self.style.reopens and text.replace("\\*", "").count("*") % 2:
            return text + "*", "*"
        return text, ""

    def _may_break(self, part: Part, left: str, right: str, inside: bool = False) -> bool:
        """Whether page text shows that a paragraph goes on where a page ends after ``left``.

        It does not behind a semicolon or colon, nor where the next word could start a paragraph
        (a number, a bracketed letter, a capital behind a comma or a stop), nor before a capital
        within the first two lines of a paragraph without number, which print like a heading.
        """
        left, right = _bare(left), _bare(right)
        if not inside and left.endswith(("-", "–", "/")):
            return False
        if re.search(r"[;:][”’)\]]*$", left) or _START.match(right):
            return False
        if inside or right[:1].islower():
            return True
        numbered = bool(part.label and re.fullmatch(r"\d+\.", part.label))
        if re.search(r"[.!?][”’)\]]*$", left):
            return numbered and bool(self.due) and len(right.split()) < 20
        if re.search(r",$|[;,] (?:and|or)$", left):
            return numbered and left[-1] == "," and not re.match(r"[A-Z]\w*(?:s|ing)\b|Our", right)
        if part.label is None:
            return (len(left) > 180 and part.position > 1) or part.path.startswith("pp/")
        return True

    def _owe(self, mark: str) -> None:
        for note in self.document.footnotes:
            if note.mark == mark and mark not in self.printed:
                self.printed.add(mark)
                self.due.append(note)

    def _turn(self) -> None:
        """A page ends: its notes, then the next page."""
        self.left = self._page()
        if self.due and self.style.rule:
            self._line("---")
        for note in self.due:
            self._line(self._mark(note.mark) + " " + " ".join(self._words(note.content)))
        self.due = []
        if self.style.blank:
            self._line("")


_START = re.compile(r"\(\w+\)|\d{1,3}\.|[A-Z]{1,4}\.|[•–—-]|We\b")


def _inner(word: str) -> int:
    """Where a page may end inside a word: behind a hyphen, in a symbol, in a range of figures."""
    if re.search(r"[<\[\]*\\]", word):
        return 0
    match = re.search(r"(?<=[^\W\d_]-)(?=[^\W\d_]{2})|(?<=\d[/–])(?=\d)", word)
    return match.start() if match else 0


_MARK = re.compile(r"<sup>\d+</sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\*+$")
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _bare(text: str) -> str:
    text = re.sub(r"<sup>\d+</sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\]\(#\)", "", text)
    return re.sub(r"[*\[]", "", text).strip()
