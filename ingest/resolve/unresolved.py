"""The capitalised names that nothing resolved, by frequency, so that the registries can grow."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ingest.model import Document
from ingest.resolve import lexicon
from ingest.resolve.data import load

_RULES = load("unresolved")
_NAME = re.compile(_RULES["name"]["pattern"])
_OPENINGS = re.compile(_RULES["openings"]["pattern"])
_SENTENCE = re.compile(r"(?:^|[.:;] )$")


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
        known = spans.get(part.path, []) + [
            (hit.start, hit.end)
            for registry in (lexicon.bodies(), lexicon.instruments(), lexicon.states())
            for hit in registry.spot(text)
            if not hit.contextual
        ]
        yield from _names(_without(text, known))


def count(documents: Iterable[Document]) -> list[tuple[str, int]]:
    """The unresolved names of all ``documents`` and how often they stand, most frequent first."""
    counted = Counter(name for document in documents for name in names(document))
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with what is known replaced by a character that no name has."""
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def _names(text: str) -> Iterator[str]:
    for match in _NAME.finditer(text):
        name = match[0]
        if _SENTENCE.search(text[: match.start()][-2:]):
            name = _OPENINGS.sub("", name, count=1)
        if " " in name:
            yield name
