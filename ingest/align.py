"""Which parts and notes of a document in another language are those of the first language.

What is printed decides: a numbered paragraph aligns by its number. What bears no number (preambular
paragraphs, headings, bullets) aligns by its place, and only where both languages have as many of
its kind there. A note aligns by its mark, and only where its text has most of the same numbers: a
sentence built in another order makes two notes change places.
"""

import re
from collections import defaultdict

from ingest.model import Document, Footnote, Part

_DIGITS = re.compile(r"\d+")


def aligned(first: Document, other: Document) -> frozenset[str]:
    """The paths of the parts and notes that mean the same in both languages."""
    mine, theirs = _parts(first), _parts(other)
    rows, their_rows = _unnumbered(mine), _unnumbered(theirs)
    found: set[str] = set()
    for path, part in mine.items():
        twin = theirs.get(path)
        if twin is None or twin.kind is not part.kind:
            continue
        if part.parent is not None and part.parent not in found:
            continue
        row = _row(path)
        if part.number is None and rows[row] != their_rows[row]:
            continue
        found.add(path)
    notes = {note.path: note for note in other.footnotes}
    found |= {n.path for n in first.footnotes if n.path in notes and _same(n, notes[n.path])}
    return frozenset(found)


def _same(note: Footnote, other: Footnote) -> bool:
    """Whether most of a note's numbers stand in the other, which may write more in figures."""
    numbers, others = (set(_DIGITS.findall(n.content.text)) for n in (note, other))
    return 2 * len(numbers & others) > len(numbers) or not numbers


def _parts(document: Document) -> dict[str, Part]:
    return {part.path: part for part in document.parts}


def _unnumbered(parts: dict[str, Part]) -> dict[str, set[str]]:
    rows: dict[str, set[str]] = defaultdict(set)
    for path, part in parts.items():
        if part.number is None:
            rows[_row(path)].add(path)
    return rows


def _row(path: str) -> str:
    """Which parts count together: ``annex/pp`` for ``annex/pp/3``, ``op/5/x`` for ``op/5/x1``."""
    return path.rstrip("0123456789").rstrip("/")
