"""Bodies named with words that they share: "the First and Fourth Committees".

Drafters leave out what two names have in common: their end ("First and Fourth Committees") or their
beginning ("Special Rapporteurs on lamps and on wicks"). Only names of the registry are read so.
"""

import re
from collections.abc import Iterator
from functools import cache

from ingest.resolve.data import load
from ingest.resolve.lexicon import alternatives, body_names, fold

_RULES = load("bodies")["ellipsis"]
_LISTED = re.compile(r"(?:,? and|,)? (?=(?:on|for) )")
_NEXT = re.compile(r"(?:,? and|,) (?=(?:on|for) )")
_FAR = 240
"""Characters after a name in which its first words may still be understood."""


def spot(text: str) -> Iterator[tuple[int, int, str]]:
    """Each name in ``text`` that lacks the words it shares: its start, its end, the body's path."""
    for rule in _RULES["listed"]:
        if rule["many"] in text:
            yield from _listed(text, rule)
    for head in _heads().finditer(text):
        yield from _shared_beginning(text, head.end(), head[0])


def _listed(text: str, rule: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    for several in re.finditer(rule["pattern"], text):
        for word in re.finditer(r"[A-Z]\w+", several["each"]):
            if target := _known().get(rule["one"].format(word[0]).lower()):
                start = several.start("each") + word.start()
                yield start, start + len(word[0]), target


def _shared_beginning(text: str, place: int, head: str) -> Iterator[tuple[int, int, str]]:
    small, far = fold(text).lower(), place + _FAR
    listed = _LISTED.match(text, place)
    while listed and listed.end() < far:
        place = listed.end()
        for tail, target in _tails(head):
            end = place + len(tail)
            if small.startswith(tail, place) and not small[end : end + 1].isalnum():
                yield place, end, target
                place = end
                break
        listed = _NEXT.search(text, place)


@cache
def _heads() -> re.Pattern[str]:
    heads = [form for head in _RULES["beginnings"] for form in (head["one"], head["many"])]
    return re.compile(rf"\b{alternatives(heads)}\b(?= (?:on|for) )")


@cache
def _known() -> dict[str, str]:
    return {fold(n.text).lower(): n.target for n in body_names() if not n.contextual}


@cache
def _tails(head: str) -> tuple[tuple[str, str], ...]:
    """What may follow ``head`` or its plural, the longest first, and the body it then is."""
    one = next(h["one"] for h in _RULES["beginnings"] if head in (h["one"], h["many"]))
    begin = f"{one} ".lower()
    tails = [(n[len(begin) :], t) for n, t in _known().items() if n.startswith(begin)]
    return tuple(sorted((t for t in tails if t[0].startswith(("on ", "for "))), key=_longest))


def _longest(tail: tuple[str, str]) -> tuple[int, str]:
    return -len(tail[0]), tail[0]
