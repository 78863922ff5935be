"""The capitalised names that nothing resolved, by frequency, so that the registries can grow."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ingest.model import Document
from ingest.resolve import lexicon
from ingest.resolve.data import load

_RULES = load("unresolved")
_NAME = re.compile(_RULES["name"]["pattern"])
_OPENINGS = re.compile(_RULES["openings"]["pattern"])
_SENTENCE = re.compile(r"[.:;] $|^$")


def names(document: Document) -> Iterator[str]:
    """The capitalised names of two words or more outside all that the document's words refer to.

    What an entry of the registries is called is outside too, wherever it stands.
    """
    references = document.references
    spans: dict[str, list[tuple[int, int]]] = {}
    for citation in references.citations:
        spans.setdefault(citation.part, []).append((citation.start, citation.end))
    for mention in references.mentions:
        spans.setdefault(mention.part, []).append((mention.start, mention.end))
    for part in document.parts:
        text = lexicon.fold(part.content.text)
        yield from _names(_without(text, spans.get(part.path, [])))


def count(document: Document) -> tuple[tuple[str, int], ...]:
    """The unresolved names of an English document and how often they stand, in a fixed order."""
    return tuple(sorted(Counter(names(document)).items())) if document.language == "en" else ()


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with what is known replaced by a character that no name has."""
    pieces = []
    last = 0
    for start, end in sorted(spans):
        if end > last:
            pieces += [text[last:start], "\n" * (end - max(start, last))]
            last = end
    return "".join([*pieces, text[last:]])


def _names(text: str) -> Iterator[str]:
    for match in _NAME.finditer(text):
        opens = bool(_SENTENCE.search(text, max(0, match.start() - 2), match.start()))
        yield from _unknown(match[0], opens)


@lru_cache(maxsize=65_536)
def _unknown(words: str, opens: bool) -> tuple[str, ...]:
    """The names in capitalised words that no registry has; ``opens``: they begin a sentence."""
    known = [
        (hit.start, hit.end)
        for registry in (lexicon.bodies(), lexicon.instruments(), lexicon.states())
        for hit in registry.spot(words)
        if not hit.contextual
    ]
    found = []
    for match in _NAME.finditer(_without(words, known)):
        opening = opens and match.start() == 0
        name = _OPENINGS.sub("", match[0], count=1) if opening else match[0]
        if " " in name:
            found.append(name)
    return tuple(found)
