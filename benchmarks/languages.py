"""Whether the citations that other languages take over stand in their texts too.

    python -m benchmarks.languages --corpus DIR [--misses]

A citation whose English words hold a number (“resolution 72/197”) must have that number in the
text of the part it is taken over by, too: so a wrong alignment shows. Arabic prints the two halves
of a number in either order. What is not aligned takes nothing over and is counted.
"""

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.links import documents
from ingest.align import aligned
from ingest.model import Document
from ingest.resolve.citations import resolve

_NUMBER = re.compile(r"\d+/\d+|\d{3,4}")


def main() -> int:
    """Print the figures; 1 where fewer than 99.5 % of the numbers stand in the other text."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--corpus", type=Path, required=True)
    arguments.add_argument("--misses", action="store_true", help="list every number missed")
    given = arguments.parse_args()
    works: dict[str, dict[str, Document]] = defaultdict(dict)
    for document in documents(given.corpus, "*.xml"):
        works[document.head.symbol][document.language] = document
    counts: Counter[str] = Counter()
    for symbol, languages in sorted(works.items()):
        english = languages.pop("en", None)
        for language, other in sorted(languages.items()) if english else ():
            for missed in examine(english, other, counts):
                if given.misses:
                    print(symbol, language, *missed)
    for name, count in counts.items():
        print(f"{name:34} {count:8,}")
    share = counts["numbers in the other text"] / (counts["numbers looked for"] or 1)
    print(f"{'share':34} {share:8.2%}")
    return 0 if share >= 0.995 else 1


def examine(english: Document, other: Document, counts: Counter[str]) -> list[tuple[str, str]]:
    """Count one language version; gives the part and number of each number that is missing."""
    both = aligned(english, other)
    counts["language versions"] += 1
    counts["parts that do not align"] += len({p.path for p in english.parts} - both)
    counts["notes that do not align"] += len({n.path for n in english.footnotes} - both)
    texts = {p.path: p.content.text for p in (*english.parts, *english.footnotes)}
    theirs = {p.path: p.content.text for p in (*other.parts, *other.footnotes)}
    cited, notes = resolve(english)
    missed: list[tuple[str, str]] = []
    for citation in (*cited, *(c for n in notes for c in n.citations)):
        if citation.part not in both:
            counts["citations not taken over"] += 1
            continue
        counts["citations taken over"] += 1
        number = _NUMBER.search(texts[citation.part][citation.start : citation.end])
        if number:
            counts["numbers looked for"] += 1
            if _stands(number[0], theirs[citation.part]):
                counts["numbers in the other text"] += 1
            else:
                missed.append((citation.part, number[0]))
    return missed


def _stands(number: str, text: str) -> bool:
    return number in text or "/".join(reversed(number.split("/"))) in text


if __name__ == "__main__":
    raise SystemExit(main())
