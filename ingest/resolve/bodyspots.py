"""Where in a text a body may be named: names of the registry, committees by number, short forms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ingest.resolve import ellipsis, lexicon
from ingest.resolve.bodynames import spotter
from ingest.resolve.data import any_of, load
from ingest.resolve.lexicon import Hit
from ontology.names import parents

_RULES = load("bodies")
_MAKERS = any_of(_RULES["makers"])
_NUMBERED = tuple((re.compile(r["pattern"]), r) for r in _RULES["numbered"])
_HINTS = ("Committee", "Panel", "Group")
"""Every name by number has one of these; most texts have none."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Words that may name a body: ``target`` if they do so anywhere, else a short form."""

    start: int
    end: int
    words: str
    target: str | None


def titles(text: str) -> list[Hit]:
    """The titles of instruments in a text."""
    return [h for h in lexicon.instruments().spot(text) if not h.contextual]


def spots(text: str, own: str | None) -> list[Spot]:
    """The names in ``text``, in order, without those inside the title of an instrument.

    ``own`` is the number of the resolution itself, which "this resolution" means.
    """
    found = list(_numbered(text, own))
    taken = [(s.start, s.end) for s in found]
    works = titles(text)
    for (start, end), hits in groupby(spotter().spot(text), key=lambda h: (h.start, h.end)):
        if any(s < end and start < e for s, e in taken):
            continue
        if any(_within(text, start, end, work) for work in works):
            continue
        sure = {h.target for h in hits if not h.contextual}
        found.append(Spot(start, end, text[start:end], sure.pop() if len(sure) == 1 else None))
    for start, end, target in ellipsis.spot(text):
        if not any(s.start < end and start < s.end for s in found):
            found.append(Spot(start, end, text[start:end], target))
    return sorted(found, key=lambda s: s.start)


def _within(text: str, start: int, end: int, title: Hit) -> bool:
    """Whether [start, end) is a word of the title, and not the body at its end whose work it is."""
    if start < title.start or end > title.end or end - start >= title.end - title.start:
        return False
    if _MAKERS.search(text, title.start, start):
        return False
    return end < title.end or not text[:start].endswith((" of the ", " of "))


def _numbered(text: str, own: str | None) -> Iterator[Spot]:
    if not any(hint in text for hint in _HINTS):
        return
    for pattern, rule in _NUMBERED:
        for match in pattern.finditer(text):
            number = match["number"] or own
            if "of" in rule:
                name = rule["of"].get(int(number)) if number else None
            else:
                name = f"{number}-committee"
            if f"body/{name}" in parents():
                yield Spot(match.start(), match.end(), rule["short"], f"body/{name}")
