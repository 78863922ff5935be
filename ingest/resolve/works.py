"""Works that a note once made definite, named again without it: “the report of the Lamp Board”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.resolve.data import load
from ingest.resolve.shortforms import short_forms
from ingest.resolve.spans import Find, overlaps

_RULES = load("works")
_INTRODUCED = re.compile(_RULES["introduced"]["pattern"])
_AGAIN = re.compile(_RULES["again"]["pattern"])
_OTHER = re.compile(_RULES["other"]["pattern"])
_SECTION = re.compile(r"(?:.*/)?s/[^/]+/|annex/(?:[IVX]+/)?")
_REST = 40
"""Characters behind the author's name that tell one of his works from another."""
_COMING = re.compile(_RULES["coming"]["pattern"])


@dataclass(frozen=True, slots=True)
class _Work:
    """A work as introduced: “report”, whose it is, what is said of it, and what it is.

    ``section`` is that of the part that introduces it, ``many`` says that it is several.
    """

    section: str
    noun: str
    many: bool
    name: str
    rest: str
    targets: tuple[str, ...]


@dataclass(slots=True)
class Works:
    """The works that a document has introduced so far, in order."""

    known: list[_Work] = field(default_factory=list)

    def add(self, find: Find, text: str, part: str) -> None:
        """Remember what a phrase with a note, or a name, says of whose work it is."""
        told = _INTRODUCED.search(text[find.start : find.end])
        if find.targets and told and told.start() < 60:
            rest = told["rest"][:_REST]
            noun, many = told["noun"].lower(), bool(told["many"])
            work = _Work(_section(part), noun, many, told["name"], rest, find.targets)
            if work not in self.known:
                self.known.append(work)

    def again(self, text: str, finds: list[Find], part: str) -> Iterator[Find]:
        """The works named again in a part's text, where no find stands; unresolved if several fit.

        What its own section introduces goes before what others do.
        """
        for match in _AGAIN.finditer(text) if self.known else ():
            start, end = match.span("words")
            if overlaps(start, end, finds) or _COMING.search(text[: match.start()]):
                continue
            meant = [w for w in self.known if w.noun == match["noun"] and _same(w, match["name"])]
            if match["many"]:
                meant = [w for w in meant if w.many]
            if _OTHER.match(text[end:]):
                meant = [w for w in meant if w.rest and text[end:].startswith(w.rest)]
            meant = [w for w in meant if w.section == _section(part)] or meant
            targets = tuple(dict.fromkeys(t for w in meant for t in w.targets))
            if not targets:
                continue
            find = Find(start, end, candidates=targets)
            single = len({w.targets for w in meant}) == 1 and (
                match["many"] or _documents(targets) == 1
            )
            yield replace(find, targets=targets, candidates=()) if single else find


def _section(part: str) -> str:
    """The path of the innermost section that a part is in, or nothing."""
    found = _SECTION.match(part)
    return found[0] if found else ""


def _documents(targets: tuple[str, ...]) -> int:
    """How many documents these are: an addendum or a corrigendum is of the one it belongs to."""
    return len({re.sub(r"/(?:Add|Corr|Rev)\..*", "", target) for target in targets})


def _same(work: _Work, name: str) -> bool:
    """Whether ``name`` is the name of the work's author, cut short, or its short form."""
    longer, shorter = sorted((work.name, name), key=len, reverse=True)
    return longer == shorter or longer.startswith(f"{shorter} ") or name in short_forms(work.name)
