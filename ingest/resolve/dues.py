"""When a task is due: "at its eighty-first session" is "81st session", "every six months" R/P6M."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from ingest.resolve.data import load
from ontology import sessions

_COUNTED = re.compile(r" (?:of|after|from|following) (?!(?:the |its )?(?:date of )?adoption)")
_SESSION = re.compile(r"\b(?P<number>[a-z]+(?:-[a-z]+)?) session\b")
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}


@dataclass(frozen=True, slots=True)
class Due:
    """A time at [start, end) of a text: ``form`` in the design's one form, ``day`` if computed.

    ``session`` is the number of a regular session; ``every`` says that it recurs.
    """

    start: int
    end: int
    form: str
    day: date | None = None
    session: int | None = None
    every: bool = False
    weak: bool = False


def ordinal(number: int) -> str:
    """ "81st" for 81."""
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def after(day: date, number: int, unit: str) -> date:
    """The day that is so many days, weeks, months or years after another."""
    if unit in ("day", "week"):
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    months = day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@cache
def _rules(kind: str) -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    return tuple((re.compile(rule["words"]), rule) for rule in load("mandates")[kind])


def _number(words: str | None) -> int | None:
    if words is None:
        return 1
    known: int | None = load("mandates")["numbers"].get(words.lower())
    return int(words) if words.isdigit() else known


def dues(text: str, start: int, end: int, adopted_on: date | None) -> tuple[Due, ...]:
    """The times named in [start, end) of ``text``, in order, none inside another."""
    found: list[Due] = []
    for reader in (_recurring, _intervals, _sessions, _dates):
        for due in reader(text, start, end, adopted_on):
            if not any(d.start < due.end and due.start < d.end for d in found):
                found.append(due)
    return tuple(sorted(found, key=lambda d: d.start))


def _recurring(text: str, start: int, end: int, adopted: date | None) -> Iterator[Due]:
    for pattern, rule in _rules("recurring"):
        for m in pattern.finditer(text, start, end):
            groups = m.groupdict()
            if "years" in rule or "months" in rule:
                unit = "year" if "years" in rule else "month"
                number: int | None = rule.get("years") or rule.get("months")
            else:
                unit, number = groups.get("unit") or "month", _number(groups.get("n"))
            if number:
                day = after(adopted, number, unit) if adopted else None
                every, weak = not rule.get("weak"), bool(rule.get("weak"))
                length = f"{number * 12}M" if unit == "year" else f"{number}{_UNITS[unit]}"
                form = f"R/P{length}"
                yield Due(m.start(), m.end(), form, day, every=every, weak=weak)


def _intervals(text: str, start: int, end: int, adopted: date | None) -> Iterator[Due]:
    for pattern, _ in _rules("intervals"):
        for m in pattern.finditer(text, start, end):
            if number := _number(m["n"]):
                day = after(adopted, number, m["unit"]) if adopted else None
                counted = _COUNTED.match(text, m.end())
                yield Due(
                    m.start(), m.end(), f"P{number}{_UNITS[m['unit']]}", None if counted else day
                )


def _sessions(text: str, start: int, end: int, adopted: date | None) -> Iterator[Due]:
    for pattern, _ in _rules("sessions"):
        for m in pattern.finditer(text, start, end):
            groups = m.groupdict()
            if "words" in groups:
                yield Due(m.start("words"), m.end(), groups["words"])
                continue
            if "same" in groups:
                if before := _last_session(text, m.start()):
                    yield Due(
                        m.start("same"), m.end("same"), f"{ordinal(before)} session", session=before
                    )
                continue
            for words in (groups["first"], groups["second"]):
                for one in (words or "").split(" and "):
                    if number := sessions.ordinal(one):
                        special = f"{groups['kind']} " if groups["kind"] else ""
                        form = f"{ordinal(number)} {special}session"
                        place = m.start() + m[0].find(one)
                        yield Due(
                            place, place + len(one), form, session=None if special else number
                        )


def _last_session(text: str, end: int) -> int | None:
    """The session that was named last before ``end``, which "that session" means."""
    numbers = [sessions.ordinal(m["number"]) for m in _SESSION.finditer(text, 0, end)]
    return next((number for number in reversed(numbers) if number), None)


def _dates(text: str, start: int, end: int, adopted: date | None) -> Iterator[Due]:
    for pattern, _ in _rules("dates"):
        for m in pattern.finditer(text, start, end):
            day = _day(m["date"])
            if not (day and adopted and day < adopted):
                yield Due(m.start(), m.end(), m["date"], day)
    for pattern, _ in _rules("years"):
        for m in pattern.finditer(text, start, end):
            if adopted is None or int(m["year"]) >= adopted.year:
                yield Due(m.start(), m.end(), m["year"], date(int(m["year"]), 12, 31), weak=True)


def _day(words: str) -> date | None:
    try:
        return datetime.strptime(words.rpartition(" to ")[2], "%d %B %Y").date()
    except ValueError:
        pass
    try:
        first = datetime.strptime(words.removeprefix("end of "), "%B %Y").date()
    except ValueError:
        year = re.fullmatch(r"end of (?:the year )?(\d{4})", words)
        return date(int(year[1]), 12, 31) if year else None
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
