"""Search by words: the full-text index first, then the store for what was found."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tantivy

from ontology import text_index
from ontology.iris import Iris
from ontology.terms import RCL
from server.release import Release
from server.views.facts import in_language
from server.views.lists import title

PAGE = 30
_SNIPPET = 320


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph found, with the document it stands in and the words around the first match."""

    iri: str
    document: str
    title: str
    language: str
    snippet: str


@lru_cache(maxsize=2)
def _index(folder: Path) -> tantivy.Index:
    return text_index.load(folder)


def search(release: Release, words: str, page: int = 1) -> tuple[list[Hit], int]:
    """Find paragraphs that have all the words, best first; and how many there are in all.

    No words of a query language are understood: quotes make a phrase, all else is words.
    Returns nothing where the release has no index.
    """
    folder = release.path / "text-index"
    query = _query(words)
    if not folder.is_dir() or not query:
        return [], 0
    index = _index(folder)
    searcher = index.searcher()
    fields = [text_index.text_field(name) for name in text_index.ANALYSERS]
    parsed = index.parse_query(query, fields, conjunction_by_default=True)
    found = searcher.search(parsed, PAGE, count=True, offset=(page - 1) * PAGE)
    hits = [_hit(release, searcher.doc(address), words) for _, address in found.hits]
    count: int = found.count  # type: ignore[attr-defined]  # missing in the stubs
    return hits, count or 0


def _query(words: str) -> str:
    """Keep words and phrases; drop what the index's query language would take for its own."""
    phrases = re.findall(r'"([^"]+)"', words)
    rest = re.sub(r'"[^"]*"?', " ", words)
    single = re.findall(r"[^\W_]+", rest)
    quoted = (" ".join(re.findall(r"[^\W_]+", phrase)) for phrase in phrases)
    return " ".join(f'"{term}"' for term in [*quoted, *single] if term)


def _hit(release: Release, found: tantivy.Document, words: str) -> Hit:
    iri, language = (str(found.get_first(name) or "") for name in ("iri", "language"))
    iris = Iris(release.base)
    ident = iris.parse(iri)
    document = iris.document(ident.name) if ident else iri
    texts = (s.object for s in release.store.statements(subject=iri, predicate=str(RCL.text)))
    text = in_language(texts, language)
    return Hit(iri, document, title(release.store, document), language,
               _snippet(text.value if text else "", words))  # fmt: skip


def _snippet(text: str, words: str) -> str:
    """Cut a long text around the first of the words."""
    if len(text) <= _SNIPPET:
        return text
    low = text.lower()
    places = [p for word in re.findall(r"[^\W_]+", words.lower()) if (p := low.find(word)) >= 0]
    start = max(0, min(places, default=0) - _SNIPPET // 3)
    end = start + _SNIPPET
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")
