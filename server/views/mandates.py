"""Mandates: who is to deliver what, by when, and what answered it."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from ontology.terms import RCL
from server.addresses import href
from server.release import Release
from server.store import Row, Term, written
from server.views.counts import Count, counted
from server.views.facts import Value
from server.views.names import names_of
from server.views.parts import in_words

PAGE = 50

_ALL = f"""
PREFIX rcl: <{RCL._NS}>
SELECT ?mandate ?part ?document ?by ?adopted ?due ?day ?assignee ?answer WHERE {{
  ?mandate a rcl:Mandate ; rcl:inPart ?part .
  ?part rcl:inDocument ?document .
  OPTIONAL {{ ?document rcl:adoptedBy ?by }}
  OPTIONAL {{ ?document rcl:adoptedOn ?adopted }}
  OPTIONAL {{ ?mandate rcl:due ?due }}
  OPTIONAL {{ ?mandate rcl:dueDate ?day }}
  OPTIONAL {{ ?mandate rcl:assignee ?assignee }}
  OPTIONAL {{ ?mandate rcl:answeredBy ?answer }}
}}
"""
_WORDS = f"""
PREFIX rcl: <{RCL._NS}>
SELECT ?mandate ?surface ?deliverable WHERE {{{{
  VALUES ?mandate {{{{ {{}} }}}}
  ?mandate rcl:inPart ?part .
  OPTIONAL {{{{ ?mandate rcl:surface ?surface }}}}
  OPTIONAL {{{{ ?mandate rcl:deliverable ?deliverable }}}}
}}}}
"""


@dataclass(frozen=True, slots=True)
class Mandate:
    """A mandate. ``due`` is as rcl:due has it, ``day`` the date computed; both may be empty."""

    iri: str
    part: str
    document: str
    by: str
    adopted: str
    due: str
    day: str
    assignees: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What mandates are narrowed to: a due session or year as ``due``, IRIs of bodies."""

    due: str = ""
    assignee: str = ""
    by: str = ""

    def admits(self, mandate: Mandate) -> bool:
        """Tell whether a mandate is among those asked for; a year is also that of the date."""
        return (
            self.due in ("", mandate.due, mandate.day[:4])
            and (not self.assignee or self.assignee in mandate.assignees)
            and self.by in ("", mandate.by)
        )


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A mandate in a table."""

    href: str
    symbol: str
    place: str
    adopted: str
    words: str
    due: str
    day: str
    assignees: tuple[Value, ...]
    answers: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class MandatesView:
    """One page of mandates, latest date first, and what the list can be narrowed to."""

    lines: list[MandateLine]
    count: int
    page: int
    more: bool
    dues: list[tuple[str, int]]
    assignees: list[Count]
    by: list[Count]


_DURATION = re.compile(r"(R/)?P(\d+)([YMWD])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def due_words(due: str) -> str:
    """Say a due duration in words: ``R/P5Y`` is “every 5 years”; anything else stays."""
    found = _DURATION.fullmatch(due)
    if found is None:
        return due
    repeated, number, unit = found[1], int(found[2]), _UNITS[found[3]]
    if repeated and number == 1:
        return f"every {unit}"
    length = f"{number} {unit}{'s' if number > 1 else ''}"
    return f"every {length}" if repeated else f"within {length}"


@lru_cache(maxsize=2)
def mandates(release: Release) -> tuple[Mandate, ...]:
    """Read all mandates, those due last first and those without a date behind them."""
    rows: dict[str, list[Row]] = {}
    for row in release.store.select(_ALL):
        rows.setdefault(row["mandate"].value, []).append(row)
    found = sorted(map(_mandate, rows.values()), key=lambda one: one.iri)
    return tuple(sorted(found, key=lambda one: (one.day, one.adopted), reverse=True))


def _mandate(rows: list[Row]) -> Mandate:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(sorted({row[name].value for row in rows if name in row}))

    def one(name: str) -> str:
        return next(iter(all_of(name)), "")

    return Mandate(
        iri=one("mandate"),
        part=one("part"),
        document=one("document"),
        by=one("by"),
        adopted=one("adopted"),
        due=one("due"),
        day=one("day"),
        assignees=all_of("assignee"),
        answers=all_of("answer"),
    )


def mandates_view(
    release: Release, wanted: Wanted, page: int = 1, size: int = PAGE
) -> MandatesView:
    """Give one page of the mandates that are wanted, in three queries to the store at most."""
    every = mandates(release)
    admitted = [one for one in every if wanted.admits(one)]
    shown = admitted[(page - 1) * size : page * size]
    assignees = Counter(who for one in every for who in one.assignees)
    by = Counter(one.by for one in every if one.by)
    iris = {who for one in shown for who in (one.document, *one.assignees, *one.answers)}
    names = names_of(release.store, release.base, {*iris, *assignees, *by})
    listed = " ".join(written(Term(one.iri)) for one in shown)
    words = {
        row["mandate"].value: (row.get("deliverable") or row.get("surface") or Term("")).value
        for row in (release.store.select(_WORDS.format(listed)) if listed else ())
    }
    dues = Counter(one.due for one in every if one.due)
    return MandatesView(
        lines=[
            MandateLine(
                href=href(release.base, one.part),
                symbol=names.name(one.document),
                place=in_words(one.part[len(one.document) + 1 :]),
                adopted=one.adopted,
                words=words.get(one.iri, ""),
                due=due_words(one.due),
                day=one.day,
                assignees=tuple(names.value(Term(who)) for who in one.assignees),
                answers=tuple(names.value(Term(answer)) for answer in one.answers),
            )
            for one in shown
        ],
        count=len(admitted),
        page=page,
        more=len(admitted) > page * size,
        dues=sorted(dues.items(), key=lambda item: (-item[1], item[0]))[:60],
        assignees=counted(assignees, names, 100),
        by=counted(by, names),
    )
