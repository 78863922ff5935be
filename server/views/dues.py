"""When mandates are due, in words and in order."""

import re
from collections.abc import Iterable

from server.uses import Tally

_DURATION = re.compile(r"(R/)?P(\d+)([YMWD])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_YEAR = re.compile(r"\d{4}")
_SESSION = re.compile(r"(\d+)(?:st|nd|rd|th) session")
OTHERS = 15
"""Durations and printed words that are listed behind years and sessions."""


def due_words(due: str) -> str:
    """Say a due duration in words: ``R/P5Y`` is “every 5 years”; anything else stays."""
    found = _DURATION.fullmatch(due)
    if found is None:
        return due
    repeated, number, unit = found[1], int(found[2]), _UNITS[found[3]]
    if repeated and unit == "month" and number % 12 == 0:
        number, unit = number // 12, "year"
    if repeated and number == 1:
        return f"every {unit}"
    length = f"{number} {unit}{'s' if number > 1 else ''}"
    return f"every {length}" if repeated else f"within {length}"


def in_time(dues: Iterable[Tally]) -> list[Tally]:
    """Order what is counted by due date: years and sessions, the last first, then the commonest
    of the others.
    """
    found = list(dues)
    years = [one for one in found if _YEAR.fullmatch(one.value)]
    numbered = [(int(m[1]), one) for one in found if (m := _SESSION.fullmatch(one.value))]
    sessions = [one for _, one in sorted(numbered, key=lambda pair: pair[0], reverse=True)]
    others = [one for one in found if one not in years and one not in sessions]
    years.sort(key=lambda one: one.value, reverse=True)
    return [*years, *sessions, *others[:OTHERS]]
