"""The words around what was found, with the place of each word that was searched for."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tantivy import Token

from ontology import text_index
from ontology.text_index import OTHER
from server.fulltext.language import Any, Every, Narrow, Node, Not, Words

LENGTH = 320
OPENS, CLOSES = "↦", "↤"
"""How hit words are marked in plain text."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text; ``marks`` are [start, end) in code points of it, in order, apart."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Give the text in pieces, and whether each is marked."""
        place = 0
        for start, end in self.marks:
            if start > place:
                yield self.text[place:start], False
            yield self.text[start:end], True
            place = end
        if place < len(self.text):
            yield self.text[place:], False

    def marked(self) -> str:
        """Give the text with ↦ and ↤ around hit words."""
        return "".join(f"{OPENS}{text}{CLOSES}" if hit else text for text, hit in self.pieces())


class Marker:
    """Marks in texts what one search looks for; made once for many texts."""

    def __init__(self, node: Node) -> None:
        self._sought = list(_sought(node))
        self._wanted: dict[tuple[str, bool], list[list[str]]] = {}

    def snippet(self, text: str, language: str) -> Snippet:
        """Cut a text where most of what was searched for stands close together."""
        marks = self.marks(text, language)
        if len(text) <= LENGTH:
            return Snippet(text, tuple(marks))
        start = _best_start(text, marks)
        end = _at_space(text, start + LENGTH) if start + LENGTH < len(text) else len(text)
        before, after = ("… " if start else ""), (" …" if end < len(text) else "")
        moved = tuple(
            (a - start + len(before), b - start + len(before))
            for a, b in marks
            if start <= a and b <= end
        )
        return Snippet(before + text[start:end].rstrip() + after, moved)

    def marks(self, text: str, language: str) -> list[tuple[int, int]]:
        """Give the places of all words of a text that were searched for, in order and apart."""
        analyser = language if language in text_index.LANGUAGES else OTHER
        found: set[tuple[int, int]] = set()
        # beginnings are those of words as printed, the rest are stems
        for begun, name in ((False, analyser), (True, OTHER)):
            wanted = self._cut(name, begun)
            if wanted:
                tokens = text_index.analyser(name).pre_tokenize(text).tokens
                texts = [token.text for token in tokens]
                for each in wanted:
                    found.update(_places(tokens, texts, each, begun))
        return _joined(sorted(found))

    def _cut(self, name: str, begun: bool) -> list[list[str]]:
        if (name, begun) not in self._wanted:
            cut = text_index.analyser(name).analyze
            self._wanted[name, begun] = [cut(w.text) for w in self._sought if w.begun is begun]
        return self._wanted[name, begun]


def _sought(node: Node) -> Iterator[Words]:
    """The words that a text was found by: not those that must not be there."""
    match node:
        case Words():
            yield node
        case Every() | Any():
            for each in node.nodes:
                yield from _sought(each)
        case Not() | Narrow():
            return


def _places(
    tokens: Sequence[Token], texts: list[str], wanted: list[str], begun: bool
) -> Iterator[tuple[int, int]]:
    size = len(wanted)
    *whole, last = wanted
    for place in range(len(texts) - size + 1):
        end = texts[place + size - 1]
        if (end.startswith(last) if begun else end == last) and (
            texts[place : place + size - 1] == whole
        ):
            for token in tokens[place : place + size]:
                yield token.char_offset_from, token.char_offset_to


def _joined(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what touches, as the characters of Chinese words do."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _best_start(text: str, marks: list[tuple[int, int]]) -> int:
    """Begin a little before the mark from which most marks fit in."""
    if not marks:
        return 0
    starts = [start for start, _ in marks]
    within = [bisect_left(starts, at + LENGTH * 3 // 4) - i for i, at in enumerate(starts)]
    first = starts[within.index(max(within))]
    start = max(0, min(first - LENGTH // 4, len(text) - LENGTH))
    return _at_space(text, start) if start else 0


def _at_space(text: str, place: int) -> int:
    """Move to the beginning of a word, where one begins near by."""
    space = text.rfind(" ", max(0, place - 40), place)
    return space + 1 if space >= 0 else place
