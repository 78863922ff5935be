"""Mandates: who is to deliver what, by when, and what answered it."""

from dataclasses import dataclass

from ontology.terms import RCL
from ontology.uses.model import Field, Role, Use
from server.addresses import href
from server.release import Release
from server.store import Row, Term, written
from server.views.counts import Count, counted
from server.views.dues import due_words, in_time
from server.views.facts import Value
from server.views.names import Names, names_of
from server.views.parts import in_words

PAGE = 50
CHOICES = 200
"""Sessions and bodies that the list can be narrowed to by its form."""

_SAID = f"""
PREFIX rcl: <{RCL._NS}>
SELECT ?mandate ?surface ?deliverable ?due ?day ?answer WHERE {{{{
  VALUES ?mandate {{{{ {{}} }}}}
  ?mandate rcl:inPart ?part .
  OPTIONAL {{{{ ?mandate rcl:surface ?surface }}}}
  OPTIONAL {{{{ ?mandate rcl:deliverable ?deliverable }}}}
  OPTIONAL {{{{ ?mandate rcl:due ?due }}}}
  OPTIONAL {{{{ ?mandate rcl:dueDate ?day }}}}
  OPTIONAL {{{{ ?mandate rcl:answeredBy ?answer }}}}
}}}}
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What mandates are narrowed to: a due session or year as ``due``, IRIs of bodies."""

    due: str = ""
    assignee: str = ""
    by: str = ""

    def by_field(self) -> dict[Field, str]:
        """Give the values by their fields."""
        found = {Field.DUE: self.due, Field.OTHER: self.assignee, Field.BY: self.by}
        return {field: value for field, value in found.items() if value}


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


def mandate_lines(
    release: Release, wanted: Wanted, page: int = 1, size: int = PAGE
) -> tuple[int, list[MandateLine]]:
    """Count the mandates that are wanted, and give one page of them, the last due first.

    Two queries to the store. A year is also that of the day a mandate is due on.
    """
    count, found = release.uses.page(
        str(RCL.Mandate), Role.MANDATES, wanted.by_field(), (page - 1) * size, size
    )
    if not found:
        return count, []
    listed = " ".join(written(Term(one.finding)) for one in found)
    rows: dict[str, list[Row]] = {}
    for row in release.store.select(_SAID.format(listed)):
        rows.setdefault(row["mandate"].value, []).append(row)
    answers = {iri: _values(same, "answer") for iri, same in rows.items()}
    named = {who for one in found for who in (one.document, *one.others)}
    names = names_of(release.store, release.base, named.union(*answers.values()))
    return count, [
        _line(release.base, one, rows.get(one.finding, []), names) for one in found
    ]  # fmt: skip


def _line(base: str, one: Use, rows: list[Row], names: Names) -> MandateLine:
    due, day, deliverable, surface = (
        next(iter(_values(rows, name)), "") for name in ("due", "day", "deliverable", "surface")
    )
    return MandateLine(
        href=href(base, one.part),
        symbol=names.name(one.document),
        place=in_words(one.part[len(one.document) + 1 :]),
        adopted=one.date,
        words=deliverable or surface,
        due=due_words(due),
        day=day,
        assignees=tuple(names.value(Term(who)) for who in one.others),
        answers=tuple(names.value(Term(answer)) for answer in _values(rows, "answer")),
    )


def _values(rows: list[Row], name: str) -> list[str]:
    return sorted({row[name].value for row in rows if name in row})


def mandates_view(release: Release, wanted: Wanted, page: int = 1) -> MandatesView:
    """Give one page of the mandates that are wanted, in three queries to the store at most."""
    count, lines = mandate_lines(release, wanted, page)
    dues, assignees, by = (
        release.uses.counts(str(RCL.Mandate), Role.MANDATES, field, CHOICES)
        for field in (Field.DUE, Field.OTHER, Field.BY)
    )
    names = names_of(release.store, release.base, {one.value for one in (*assignees, *by)})
    return MandatesView(
        lines=lines,
        count=count,
        page=page,
        more=count > page * PAGE,
        dues=[(one.value, one.uses) for one in in_time(dues)],
        assignees=counted(assignees, names),
        by=counted(by, names),
    )
