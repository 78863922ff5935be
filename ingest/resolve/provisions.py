"""Pinpoints: the article, paragraph, annex or section of what is cited, beside the citation."""

import re
from dataclasses import replace
from functools import cache

from ingest.resolve.data import load
from ingest.resolve.spans import Find

_REACH = 130


@cache
def pattern(key: str) -> re.Pattern[str]:
    """A pattern of ``provisions.yaml``, compiled."""
    data = load("provisions")
    return re.compile(data[key]["pattern"])


def pinned(text: str, find: Find) -> tuple[Find, ...]:
    """``find`` with its pinpoint: one for each article where several are named.

    An article is ``article/3``, with what is cited inside it after a comma in printed words; any
    other pinpoint is in its printed words.
    """
    if find.head == "set":
        return (find,)
    pins: list[str] = []
    low = max(0, find.start - _REACH)
    if before := pattern("before").search(text[low : find.start]):
        pins += _forms(before["pin"])
    tail = text[find.end : find.end + _REACH]
    if not pins and (after := pattern("after").match(tail)):
        pins += _forms(after["pin"])
    if not pins and (within := pattern("within").match(tail)):
        pins += _forms(within["pin"])
    if not pins and (behind := pattern("behind").match(tail)):
        pins.append(behind["pin"].strip())
    return tuple(replace(find, provision=pin) for pin in pins) or (find,)


def _forms(printed: str) -> list[str]:
    """“articles 3 and 14” is two articles; “paragraph 2 of article 3” keeps its words behind."""
    article = pattern("article").search(printed)
    if not article:
        return [printed.strip(" ,")]
    lead = re.sub(r",? (?:of|in) $", "", printed[: article.start()]).strip(" ,")
    more = ", ".join(w for w in (article["more"].strip(" ,"), lead) if w)
    ends = re.fullmatch(r"(\d+)(?: to |–|-)(\d+)", article["numbers"])
    numbers = re.findall(r"\d+", article["numbers"])
    if ends:
        numbers = [str(n) for n in range(int(ends[1]), int(ends[2]) + 1)][:60]
    return [f"article/{n}" + (f", {more}" if more else "") for n in numbers]
