"""How many *Ibid.* notes reach what they mean, and whether they agree with the publisher's links.

    python -m benchmarks.ibid --corpus DIR

A note counts where *ibid.* stands in it. It reaches a target where what its *ibid.* leans on is
resolved: through the stored chain from note to note, or an earlier item of the same note. The
links are no input of the resolution; one that stands in such a note is held against its targets.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.links import Found, documents, examine_piece
from ingest.model import Document, Footnote
from ingest.resolve.citations import resolve
from ingest.resolve.footnotes import IBID
from ingest.resolve.ibid import reason

_LIMIT = 0.99


@dataclass(frozen=True, slots=True)
class Leaning:
    """A note with *ibid.*: its targets, the marks of the notes it leans on, nearest first.

    ``reason`` says why it reaches no target, where it does not.
    """

    footnote: Footnote
    targets: tuple[str, ...]
    chain: tuple[str, ...]
    reason: str | None


def leaning(document: Document) -> Iterator[Leaning]:
    """The *Ibid.* notes of a document, in order."""
    _, references = resolve(document)
    leans = {r.mark: r.ibid_of for r in references}
    for note, reference in zip(document.footnotes, references, strict=True):
        if not IBID.search(note.content.text):
            continue
        chain: list[str] = []
        mark = reference.ibid_of
        while mark:
            chain.append(mark)
            mark = leans[mark]
        targets = tuple(c.target for c in reference.citations if c.target)
        yield Leaning(note, targets, tuple(chain), reason(note, reference))


def main() -> int:
    """Print the figures; 1 where fewer than 99 % reach a target or a link is contradicted."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--corpus", type=Path, required=True)
    given = arguments.parse_args()
    total = inside = 0
    lost: list[str] = []
    found = Found()
    for document in documents(given.corpus):
        for one in leaning(document):
            total += 1
            inside += not one.chain
            if one.reason:
                lost.append(f"{document.head.symbol} note {one.footnote.mark}: {one.reason}")
            for link in one.footnote.content.links:
                examine_piece(found, document, one.footnote, link, set(one.targets))
    reached = total - len(lost)
    print(f"Ibid. notes       {total:6,}, of which {inside} lean on an item of the same note")
    print(f"reach a target    {reached:6,}  {reached / total if total else 1:.2%}")
    print(f"links in them     {found.total:6,}, of which {found.excluded.total()} say nothing")
    print(f"agree with them   {found.found:6,}  {found.share:.2%}")
    for line in (*lost, *map(" | ".join, found.misses)):
        print(f"  {line}")
    return 0 if total == 0 or (reached / total >= _LIMIT and not found.misses) else 1


if __name__ == "__main__":
    raise SystemExit(main())
