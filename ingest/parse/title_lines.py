"""Spot: what each line of a title block is, by the patterns of ``title.yaml``."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from ingest.parse.data import load

_LONGEST = 2_000
"""A longer line is no line of a title block, and patterns may take long over it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line whose pattern is known: ``field`` is one of ``title.yaml``'s, ``groups`` its words."""

    field: str
    groups: dict[str, str]


@cache
def _languages(language: str) -> tuple[str, ...]:
    """English too: covers in all languages print some lines in English."""
    known = load("title")["languages"]
    return tuple(dict.fromkeys(name for name in (language, "en") if name in known))


@cache
def _names(language: str) -> dict[str, str]:
    bodies: dict[str, dict[str, str]] = load("title")["bodies"]
    return {names[language]: ident for ident, names in bodies.items() if language in names}


def body(name: str, language: str = "en") -> str | None:
    """The id of a body by its printed name; None where it is not one that adopts resolutions."""
    for known in _languages(language):
        if found := _names(known).get(name):
            return found
    return None


@cache
def _date(language: str) -> re.Pattern[str]:
    data = load("title")["languages"][language]
    months = "|".join(re.escape(month) for month in sorted(data["months"], key=len, reverse=True))
    return re.compile(data["date"].replace("{month}", months))


def day(printed: str, language: str = "en") -> date | None:
    """The date that is the whole of ``printed`` in the language or in English; None for others."""
    for known in _languages(language):
        if match := _date(known).fullmatch(printed.strip()):
            month = load("title")["languages"][known]["months"].index(match["month"]) + 1
            try:
                return date(int(match["year"]), month, int(match["day"]))
            except ValueError:
                return None
    return None


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = []
    for known in (*_languages(language), "any"):
        names = "|".join(map(re.escape, _names(known)))
        dates = re.sub(r"\?P<\w+>", "?:", _date(known).pattern) if known != "any" else ""
        for row in load("title")["languages"][known]["lines"]:
            pattern = row["pattern"].replace("{date}", dates).replace("{body}", names or "(?!)")
            rows.append((row["field"], re.compile(pattern)))
    return tuple(rows)


def spot(text: str, language: str = "en") -> Line | None:
    """What a line is, None where no pattern fits the whole of it."""
    text = text.strip("* ")
    if len(text) > _LONGEST:
        return None
    if body(text, language):
        return Line("body", {"body": text})
    if day(text, language):
        return Line("issued", {"date": text})
    for field, pattern in _patterns(language):
        if match := pattern.fullmatch(text):
            return Line(field, {k: v for k, v in match.groupdict().items() if v})
    return None
