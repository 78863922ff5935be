"""How many names of instruments in running text lie inside a citation or a mention of a body.

    python -m benchmarks.names --corpus DIR [--top N]

A name is a head word ("Convention", "Guidelines") with a capital and what is capitalised around
it; a head word with no other capitalised word beside it is a bare short form and counted apart.
What lies in a citation without a target, or in nothing, is listed by frequency. The heads and the
patterns are in ``names.yaml``; they are not those by which the names are resolved.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benchmarks.links import documents
from ingest.model import Document
from ingest.resolve import bodies, citations

_LIMIT = 0.95


@dataclass
class Tally:
    """Occurrences: resolved, unresolved (a citation or mention without target), and in nothing."""

    resolved: int = 0
    unresolved: Counter[str] = field(default_factory=Counter)
    outside: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All occurrences."""
        return self.resolved + self.unresolved.total() + self.outside.total()

    @property
    def inside(self) -> float:
        """The share that lies in a citation or a mention, 1.0 where there is none."""
        return 1 - self.outside.total() / self.total if self.total else 1.0

    @property
    def share(self) -> float:
        """The share that is resolved, 1.0 where there is none."""
        return self.resolved / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class _Name:
    """A head word at [start, end) and the whole name around it; ``bare`` where there is none."""

    start: int
    end: int
    words: str
    bare: bool


def _rules() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return loaded


_RULES = _rules()
_HEAD = re.compile(rf"(?<![\w-])(?:{'|'.join(_RULES['heads'])})(?![\w-])")
_BEFORE = re.compile(_RULES["before"]["pattern"])
_AFTER = re.compile(_RULES["after"]["pattern"])
_OPENING = re.compile(_RULES["opening"]["pattern"])


def names(text: str) -> Iterator[_Name]:
    """Each head word of ``text`` with the name it stands in."""
    for head in _HEAD.finditer(text):
        before = _BEFORE.search(text, max(0, head.start() - 160), head.start())
        start = before.start() if before else head.start()
        if opening := _OPENING.match(text[start : head.start()]):
            start += opening.end()
        after = _AFTER.match(text, head.end())
        end = after.end() if after else head.end()
        yield _Name(*head.span(), text[start:end], (start, end) == head.span())


def examine(document: Document, full: Tally, bare: Tally) -> None:
    """Hold the names in the parts of one document against its citations and mentions."""
    cited, _ = citations.resolve(document)
    spans: dict[str, list[tuple[int, int, bool]]] = {}
    for citation in cited:
        one = (citation.start, citation.end, citation.target is not None)
        spans.setdefault(citation.part, []).append(one)
    for mention in bodies.mentions(document):
        two = (mention.start, mention.end, mention.body is not None)
        spans.setdefault(mention.part, []).append(two)
    for part in document.parts:
        for name in names(part.content.text):
            tally = bare if name.bare else full
            over = [r for s, e, r in spans.get(part.path, ()) if s <= name.start and name.end <= e]
            if any(over):
                tally.resolved += 1
            else:
                (tally.unresolved if over else tally.outside)[name.words] += 1


def table(full: Tally, bare: Tally, top: int) -> Iterable[str]:
    """The figures and what is left, most frequent first."""
    for title, tally in (("names", full), ("bare short forms", bare)):
        yield f"{title:28} {tally.total:8,}"
        inside = tally.total - tally.outside.total()
        yield f"  in a citation or mention   {inside:8,}  {tally.inside:.2%}"
        yield f"  resolved                   {tally.resolved:8,}  {tally.share:.2%}"
        yield f"  unresolved                 {tally.unresolved.total():8,}"
        yield f"  in nothing                 {tally.outside.total():8,}"
    for title, counted in (
        ("names unresolved", full.unresolved),
        ("names in nothing", full.outside),
        ("short forms unresolved", bare.unresolved),
        ("short forms in nothing", bare.outside),
    ):
        yield f"{title}, {len(counted):,} different"
        for words, count in sorted(counted.items(), key=lambda i: (-i[1], i[0]))[:top]:
            yield f"{count:6}  {words}"


def main() -> int:
    """Print the figures; 1 where fewer than 95 % of the names lie in a citation or a mention."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--corpus", type=Path, required=True)
    arguments.add_argument("--top", type=int, default=40, help="how many of each list")
    given = arguments.parse_args()
    full, bare = Tally(), Tally()
    for document in documents(given.corpus):
        examine(document, full, bare)
    print("\n".join(table(full, bare, given.top)))
    return 0 if full.inside >= _LIMIT else 1


if __name__ == "__main__":
    raise SystemExit(main())
