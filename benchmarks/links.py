"""How many of the publisher's links the resolved references find, and which they miss.

    python -m benchmarks.links --corpus DIR [--misses]

A link names a document; it is found where a citation of the same part, or a target of the same
note, is that document. The links are no input of the resolution. Both sides are compared in the
canonical form, without the letter of a series: publishers link “50/70 P” to all of 50/70. Missed
links that say nothing reliable are left out by the rules of ``links.yaml`` and counted.
"""

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from ingest import parse
from ingest.fetch import catalogue
from ingest.model import Document, Footnote, Form, Link, Part, Source
from ingest.resolve.citations import resolve
from ontology.symbols import canonical, from_link

_LETTER = re.compile(r"(?<=\d)[A-Z](?:-[A-Z])?$")
_SERIES = re.compile(r"^(?:A/RES|S/RES|E/RES|A/HRC/RES|A/DEC|E/DEC)/")
_LIMIT = 0.995


@dataclass
class Found:
    """Counts, and the links that were missed: (document, part, words, symbol, around)."""

    total: int = 0
    found: int = 0
    excluded: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Found of those that count, 1.0 where there is none."""
        counted = self.total - sum(self.excluded.values())
        return self.found / counted if counted else 1.0


def documents(folder: Path, pattern: str = "en/*.xml") -> Iterator[Document]:
    """The documents of the XML files below ``folder`` that ``pattern`` fits: the English ones."""
    known = catalogue.load()
    for path in sorted(folder.rglob(pattern)):
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        name = str(path.relative_to(folder))
        source = Source(name, sha256, len(data), Form.AKN)
        yield from parse.read(data, source, known.facts(name, sha256))


@cache
def contradictions() -> frozenset[tuple[str, str]]:
    """Named links that the words around them contradict: (document, words)."""
    data = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return frozenset((row["document"], row["words"]) for row in data["contradicted"])


def excluded(link: Link, words: str) -> str | None:
    """The kind of ``links.yaml`` that a link is of, or None for one that counts."""
    symbol = from_link(link.href)
    if symbol is None or not any(c.isalnum() for c in words):
        return "empty"
    core = _core(symbol.canonical)
    plain = _plain(words)
    if core in plain:
        return None
    printed = canonical(words)
    if printed and _core(printed.canonical) == core:
        return None
    if plain in _plain(symbol.canonical) or not any(c.isdigit() for c in plain):
        return "fragmentary"
    return "contradicted"


def _plain(words: str) -> str:
    joined = re.sub(r"[\u2010-\u2015]", "-", words)
    return re.sub(r"\s+|\[|\]", "", joined).upper()


def _core(symbol: str) -> str:
    """What must be printed for a link to count: the number, without the letter of a series."""
    number = _LETTER.sub("", _SERIES.sub("", symbol)).upper()
    return re.sub(r"\(.*", "", number) if _SERIES.match(symbol) else number


def examine(found: Found, document: Document) -> None:
    """Hold one document's references against the links in it."""
    citations, notes = resolve(document)
    targets: dict[str, set[str]] = {}
    for citation in (*citations, *(c for n in notes for c in n.citations)):
        if citation.target:
            targets.setdefault(citation.part, set()).add(citation.target)
    pieces: list[Part | Footnote] = [*document.parts, *document.footnotes]
    for piece in pieces:
        for link in piece.content.links:
            examine_piece(found, document, piece, link, targets.get(piece.path, set()))


def examine_piece(
    found: Found, document: Document, piece: Part | Footnote, link: Link, targets: set[str]
) -> None:
    """Hold one link against ``targets``, those of the part or note it stands in."""
    text = piece.content.text
    words = text[link.start : link.end]
    symbol = from_link(link.href)
    if symbol is None:
        return
    found.total += 1
    targets = {_LETTER.sub("", t) for t in targets}
    names = {symbol.canonical, *symbol.aliases, *_joint(text, link)}
    if {_LETTER.sub("", n) for n in names} & targets:
        found.found += 1
        return
    kind = excluded(link, words)
    if any(t.startswith((f"{symbol.canonical}(", f"{symbol.canonical}/")) for t in targets):
        kind = "fragmentary"
    if (document.head.symbol, words) in contradictions():
        kind = "contradicted"
    if kind:
        found.excluded[kind] += 1
        return
    around = text[max(0, link.start - 60) : link.end + 30]
    found.misses.append((document.head.symbol, piece.path, words, symbol.canonical, around))


def _joint(text: str, link: Link) -> tuple[str, ...]:
    """The first symbol of the joint symbol whose second a link stands on."""
    start = text.rfind(" ", 0, link.start) + 1
    end = text.find(" ", link.end)
    printed = canonical(text[start : end if end >= 0 else len(text)].strip("().,;"))
    return (printed.canonical,) if printed and printed.aliases else ()


def main() -> int:
    """Print the figures; 1 where fewer than 99.5 % are found."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--corpus", type=Path, required=True)
    arguments.add_argument("--misses", action="store_true", help="list every link missed")
    given = arguments.parse_args()
    found = Found()
    for document in documents(given.corpus):
        examine(found, document)
    print(f"links      {found.total:8,}")
    for kind, count in sorted(found.excluded.items()):
        print(f"  {kind:12} {count:8,}  {count / found.total:.2%} left out")
    print(f"found      {found.found:8,}  {found.share:.3%}")
    print(f"missed     {len(found.misses):8,}")
    for kind, count in Counter(_kind(m[3]) for m in found.misses).most_common():
        print(f"  {kind:12} {count:8,}")
    if given.misses:
        for miss in found.misses:
            print(" | ".join(miss))
    return 0 if found.share >= _LIMIT else 1


def _kind(symbol: str) -> str:
    series = _SERIES.match(symbol)
    return series[0].rstrip("/") if series else symbol.split("/")[0]


if __name__ == "__main__":
    raise SystemExit(main())
