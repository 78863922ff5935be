"""Draw resolved references at random, to be read and judged one by one.

    python -m benchmarks.draw (citations|ibid|names) --corpus DIR [--seed N] [--count N]

``citations``: documents cited by symbol or number, in parts and notes, where the publisher has put
no link. ``ibid``: notes that lean on the note before, with that note. ``names``: instruments cited
by name. Each is printed with its document and part, its words «in their context», and its target;
the same seed and corpus give the same draw.
"""

import argparse
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.ibid import leaning
from benchmarks.links import documents
from ingest.model import Citation, Document, Footnote, Part
from ingest.resolve import citations

_AROUND = 160


def _pieces(document: Document) -> Iterator[tuple[Part | Footnote, Citation]]:
    cited, notes = citations.resolve(document)
    by_path: dict[str, Part | Footnote] = {p.path: p for p in document.parts}
    by_path |= {n.path: n for n in document.footnotes}
    for citation in (*cited, *(c for note in notes for c in note.citations)):
        if citation.target:
            yield by_path[citation.part], citation


def _told(document: Document, piece: Part | Footnote, citation: Citation) -> str:
    text, start, end = piece.content.text, citation.start, citation.end
    around = (
        f"{text[max(0, start - _AROUND) : start]}«{text[start:end]}»{text[end : end + _AROUND]}"
    )
    pin = f" {citation.provision}" if citation.provision else ""
    return f"{document.head.symbol} {piece.path}: {around}\n    -> {citation.target}{pin}"


def unlinked(document: Document) -> Iterator[str]:
    """Documents cited by symbol or number on whose words no link stands."""
    for piece, citation in _pieces(document):
        linked = any(k.start < citation.end and citation.start < k.end for k in piece.content.links)
        if not linked and not (citation.target or "").startswith("instrument/"):
            yield _told(document, piece, citation)


def named(document: Document) -> Iterator[str]:
    """Instruments cited by name in the parts."""
    for piece, citation in _pieces(document):
        if isinstance(piece, Part) and (citation.target or "").startswith("instrument/"):
            yield _told(document, piece, citation)


def ibid(document: Document) -> Iterator[str]:
    """Notes that lean on the one before them, with the notes they lean on."""
    notes = {n.mark: n for n in document.footnotes}
    for note in leaning(document):
        chain = [f"{m}: {notes[m].content.text}" for m in note.chain]
        said = f"{note.footnote.mark}: {note.footnote.content.text}"
        told = "\n".join(f"    {line}" for line in (*reversed(chain), said))
        yield f"{document.head.symbol}\n{told}\n    -> {', '.join(note.targets) or note.reason}"


KINDS: dict[str, Callable[[Document], Iterator[str]]] = {
    "citations": unlinked,
    "ibid": ibid,
    "names": named,
}


def main() -> None:
    """Print the draw."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("kind", choices=KINDS)
    arguments.add_argument("--corpus", type=Path, required=True)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--count", type=int, default=100)
    given = arguments.parse_args()
    all_of = [told for document in documents(given.corpus) for told in KINDS[given.kind](document)]
    chosen = random.Random(given.seed)  # noqa: S311 - a sample, not a secret
    drawn = chosen.sample(all_of, min(given.count, len(all_of)))
    print(f"{len(drawn)} of {len(all_of):,}, seed {given.seed}")
    for number, told in enumerate(drawn, start=1):
        print(f"{number:3}. {told}")


if __name__ == "__main__":
    main()
