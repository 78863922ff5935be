"""The nodes of one build, made once each; which documents were mentioned is kept for the stubs."""

import re

from pyoxigraph import NamedNode

from ingest.model import Span
from ontology import symbols
from ontology.iris import BASE, PART_WORDS, Iris

__all__ = ["BASE", "Names", "address", "printed"]

_OFFICIAL = "https://undocs.org/"
_PLAIN = Iris("/")
_SIMPLE = re.compile(rf"(?:{'|'.join(sorted(PART_WORDS))})(?:/[A-Za-z0-9-]+)*")


class Names:
    """Nodes under a base IRI. ``mentioned`` collects the symbols given to ``mention``.

    All methods raise UnsafeName (a ValueError) for what cannot become an IRI.
    """

    def __init__(self, base: str = BASE) -> None:
        self.iris = Iris(base)
        self.base = base
        self.mentioned: set[str] = set()
        self._paths: dict[tuple[str, str], NamedNode] = {}
        self._documents: dict[str, NamedNode] = {}
        self._entries: dict[str, NamedNode] = {}

    def entry(self, iri: str) -> NamedNode:
        """The node of an IRI that is used again and again (bodies, States, sources)."""
        known = self._entries.get(iri)
        if known is None:
            known = self._entries[iri] = NamedNode(iri)
        return known

    def document(self, symbol: str) -> NamedNode:
        """A document by its symbol: ``A/RES/79/191``."""
        known = self._documents.get(symbol)
        if known is None:
            known = self._documents[symbol] = NamedNode(self.iris.document(symbol))
        return known

    def mention(self, symbol: str) -> NamedNode:
        """A document that is referred to; it becomes a stub unless it is held."""
        self.mentioned.add(symbol)
        return self.document(symbol)

    def part(self, symbol: str, path: str) -> NamedNode:
        """A part, footnote, mark, expression or vote: ``A/RES/79/191/op/42``."""
        known = self._paths.get((symbol, path))
        if known is None:
            # nearly all paths are plain, and need none of the checks that take most of the time
            plain = _SIMPLE.fullmatch(path)
            iri = f"{self.document(symbol).value}/{path}" if plain else self.iris.part(symbol, path)
            known = self._paths[symbol, path] = NamedNode(iri)
        return known

    def forget(self) -> None:
        """Start on another document: drop the parts of the last and what it mentioned."""
        self.mentioned = set()
        self._paths.clear()

    def graph(self, name: str) -> NamedNode:
        """A named graph: of a document by its symbol, or ``provenance``, ``stubs`` …"""
        return self.entry(self.iris.graph(name))

    def source(self, sha256: str) -> NamedNode:
        """A source file by its checksum."""
        return self.entry(self.iris.source(sha256))

    def stretch(self, sha256: str, span: Span) -> NamedNode:
        """A stretch of a source file, in code points of the decoded text (RFC 5147)."""
        return NamedNode(f"{self.source(sha256).value}#char={span.start},{span.end}")

    def official(self, symbol: str, language: str) -> NamedNode:
        """The publisher's own page of a document in a language."""
        return NamedNode(f"{_OFFICIAL}{language}/{address(symbol)}")


def address(symbol: str) -> str:
    """The path of a document's IRI: its symbol without spaces."""
    return _PLAIN.document(symbol).removeprefix("/")


def printed(symbol: str) -> str:
    """A symbol as the United Nations prints it: ``S/RES/2664 (2022)``."""
    known = symbols.canonical(symbol)
    return known.printed if known else symbol
