"""The index of uses, read: a page of any list and its counts at once, however long the list."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ontology.uses import index
from ontology.uses.found import PREDICATES, STRENGTH, uses
from ontology.uses.model import Field, Role, Use
from server.store import ReleaseStore

_USES = """
SELECT finding, part, d.value, date, b.value, v.value, others, dues
FROM json_each(?) AS wanted JOIN use ON use.id = wanted.value JOIN term AS d ON d.id = document
LEFT JOIN term AS b ON b.id = use."by" LEFT JOIN term AS v ON v.id = verb ORDER BY use.id
"""
_TERMS = (
    "SELECT term.id, term.value FROM json_each(?) AS wanted JOIN term ON term.id = wanted.value"
)
_LIST = """
SELECT id, uses, documents, first, field IN ('', 'year') FROM list
WHERE thing = (SELECT id FROM term WHERE value = ?) AND role = ? AND field = ?
  AND value IS (SELECT id FROM term WHERE value = ?)
"""
_YEARLY = """
SELECT term.value, yearly.uses, yearly.documents FROM yearly JOIN term ON term.id = year
WHERE list = ? ORDER BY term.value
"""
_COUNTS = """
SELECT term.value, uses, documents FROM list JOIN term ON term.id = list.value
WHERE thing = (SELECT id FROM term WHERE value = ?) AND role = ? AND field = ?
ORDER BY uses DESC, term.value LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often, in how many documents; ``value`` is what is counted: an IRI, a year, a word."""

    value: str
    uses: int
    documents: int


@dataclass(frozen=True, slots=True)
class _List:
    id: int
    uses: int
    documents: int
    first: int
    run: bool
    """Its uses stand side by side: it is whole, or a year."""

    @property
    def last(self) -> int:
        return self.first + self.uses - 1


_NONE = _List(0, 0, 0, 1, True)


class UsesIndex:
    """The uses of a release; safe to share between threads."""

    def __init__(self, release: Path, store: ReleaseStore) -> None:
        """Open the index; where a release has none it is made of the store when first needed."""
        self._store = store
        self._lock = threading.Lock()
        self._opened: sqlite3.Connection | None = None
        with suppress(ValueError):
            self._opened = index.load(release / index.NAME)

    def tally(self, thing: str, role: Role, wanted: Mapping[Field, str] | None = None) -> Tally:
        """Count the uses of a thing that keep to one ``wanted`` value at most."""
        lists = self._lists(thing, role, wanted or {})
        return Tally(thing, lists[-1].uses, lists[-1].documents)

    def counts(self, thing: str, role: Role, field: Field, most: int = -1) -> list[Tally]:
        """Count uses by the values of a field, the most frequent first; ``most`` -1 is all."""
        return [Tally(*row) for row in self._ask(_COUNTS, thing, role, field, most)]

    def yearly(self, thing: str, role: Role, field: Field, value: str) -> list[Tally]:
        """Count the uses with one value of a field other than the year by year."""
        of_value = self._lists(thing, role, {field: value})[1]
        return [Tally(*row) for row in self._ask(_YEARLY, of_value.id)]

    def page(
        self, thing: str, role: Role, wanted: Mapping[Field, str], first: int, size: int
    ) -> tuple[int, list[Use]]:
        """Count the uses that keep to all wanted values, and give some from ``first`` on."""
        lists = self._lists(thing, role, wanted)
        low = max(one.first for one in lists if one.run)
        high = min(one.last for one in lists if one.run)
        members = sorted((one for one in lists if not one.run), key=lambda one: one.uses)
        if not members:
            count, ids = max(high - low + 1, 0), list(range(low + first, high + 1)[:size])
        elif len(members) == len(lists) - 1 == 1:
            count, ids = members[0].uses, self._members(members[0].id, first, size)
        else:
            count, ids = self._shared(members, low, high, first, size)
        return count, self._uses(thing, role, ids)

    def each(self, thing: str, role: Role, wanted: Mapping[Field, str]) -> Iterator[Use]:
        """Give the uses one after another, as many as are taken."""
        first, size = 0, 100
        while some := self.page(thing, role, wanted, first, size)[1]:
            yield from some
            first += size

    def _lists(self, thing: str, role: Role, wanted: Mapping[Field, str]) -> list[_List]:
        """The whole list, and that of each wanted value; empty ones where there are none."""
        asked: list[tuple[str, str | None]] = [("", None), *wanted.items()]
        found: list[_List] = []
        for field, value in asked:
            rows = self._ask(_LIST, thing, role, field, value)
            found.append(_List(*rows[0]) if rows else _NONE)
        return found

    def _members(self, list_: int, first: int, size: int) -> list[int]:
        """Give members of a list from ``first`` on; a mark leads to the middle of a long one."""
        marked = self._ask(
            "SELECT use FROM mark WHERE list = ? AND number = ?", list_, first // index.STEP
        )
        start, skipped = (marked[0][0], first % index.STEP) if marked else (0, first)
        rows = self._ask(
            "SELECT use FROM member WHERE list = ? AND use >= ? ORDER BY use LIMIT ? OFFSET ?",
            list_, start, size, skipped,
        )  # fmt: skip
        return [use for (use,) in rows]

    def _shared(
        self, members: list[_List], low: int, high: int, first: int, size: int
    ) -> tuple[int, list[int]]:
        """Count what all lists have of a run, walking through the shortest, and give a page."""
        shortest, *others = members
        also = " AND EXISTS (SELECT 1 FROM member m WHERE m.list = ? AND m.use = member.use)"
        shared = "FROM member WHERE list = ? AND use BETWEEN ? AND ?" + also * len(others)
        given = (shortest.id, low, high, *(one.id for one in others))
        ((count,),) = self._ask(f"SELECT COUNT(*) {shared}", *given)
        rows = self._ask(f"SELECT use {shared} ORDER BY use LIMIT ? OFFSET ?", *given, size, first)
        return count, [use for (use,) in rows]

    def _uses(self, thing: str, role: Role, ids: list[int]) -> list[Use]:
        rows = self._ask(_USES, json.dumps(ids))
        written = {n for row in rows for n in (*_ids(row[6]), *_ids(row[7]))}
        terms = dict(self._ask(_TERMS, json.dumps(sorted(written))))

        def use(row: tuple[Any, ...]) -> Use:
            finding, part, document, date, by, verb, others, dues = row
            part = index.whole(part, document)
            return Use(
                thing, role, index.whole(finding, part), part, document, date, date, by or "",
                verb or "", tuple(terms[n] for n in _ids(others)),
                tuple(terms[n] for n in _ids(dues)),
            )  # fmt: skip

        return [use(row) for row in rows]

    def _ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            if self._opened is None:
                self._opened = derived(self._store)
            return self._opened.execute(sql, values).fetchall()


def _ids(written: str | None) -> list[int]:
    return json.loads(written) if written else []


def derived(store: ReleaseStore, path: Path | None = None) -> sqlite3.Connection:
    """Make an index of what a store says, for a release that has none."""
    writer = index.Writer(path)
    for graph in ("", *store.graphs()):
        writer.add(uses(store.triples(graph, PREDICATES)))
    said = store.statements(predicate=STRENGTH)
    levels = {s.subject.value: int(s.object.value) for s in said if s.object.value.isdecimal()}
    return writer.finish(levels)
