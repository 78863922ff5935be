"""General comments and recommendations of the treaty bodies: “general comment No. 24 (2019)”.

The committee is the one named last before the number, else the first named behind it.
"""

import re
from collections.abc import Iterator
from typing import Any

from ingest.resolve import lexicon
from ingest.resolve.data import load
from ingest.resolve.spans import Find
from ontology.symbols import canonical

_RULES = load("comments")
_HEAD = re.compile(_RULES["head"]["pattern"])
_NUMBER = re.compile(_RULES["number"]["pattern"])
_SERIES: dict[str, dict[str, Any]] = _RULES["committees"]


def spot(text: str) -> Iterator[Find]:
    """Every general comment in ``text``; unresolved where no committee is named."""
    for head in _HEAD.finditer(text):
        place = head.end()
        numbers = []
        while number := _NUMBER.match(text, place):
            numbers.append(number)
            place = number.end()
        committee = _committee(text, head.start(), place)
        for number in numbers:
            start = head.start() if number is numbers[0] else number.start("number")
            symbol = _symbol(committee, number["digits"]) if committee else None
            yield Find(start, number.end("number"), (symbol,) if symbol else ())


def _symbol(committee: str, number: str) -> str | None:
    if int(number) < _SERIES[committee]["first"]:
        return None
    symbol = canonical(_SERIES[committee]["series"] + number)
    return symbol.canonical if symbol else None


def _committee(text: str, start: int, end: int) -> str | None:
    hits = [h for h in lexicon.bodies().spot(text) if h.target in _SERIES and not h.contextual]
    behind = _RULES["behind"]["pattern"]
    for hit in hits:
        if hit.start >= end and re.fullmatch(behind, text[end : hit.start]):
            return hit.target
    before = [h.target for h in hits if h.end <= start]
    return before[-1] if before else None
