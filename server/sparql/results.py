"""Query answers as plain rows: for the results page and for the command line."""

import json
from dataclasses import dataclass
from typing import Any

from ontology.terms import PREFIXES
from server.addresses import href, short
from server.pool.workers import Answer

ROWS_SHOWN = 1000
TEXT_SHOWN = 200_000
"""Bytes of a graph that a page shows."""

SOLID = 12
"""Characters of a word or number that is not broken over lines."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: what is read, where it links to, its language; a thing's IRI, and full name."""

    text: str = ""
    href: str = ""
    language: str = ""
    iri: str = ""
    name: str = ""

    @property
    def solid(self) -> bool:
        """Whether this is one short word or number, which should stand in one line."""
        return not self.iri and len(self.text) <= SOLID and " " not in self.text


@dataclass(frozen=True, slots=True)
class Table:
    """An answer to show. ``text`` holds what is no table: a graph, or yes and no.

    ``more`` rows, or bytes of text, are not shown.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    more: int = 0
    text: str = ""


def table(answer: Answer, base: str) -> Table:
    """Read an answer in JSON (solutions, boolean) or Turtle (graph); long ones are cut."""
    if answer.form == "graph":
        shown = answer.file.read(TEXT_SHOWN).decode("utf-8", "ignore")
        return Table(text=shown, more=max(0, answer.size - TEXT_SHOWN))
    data = json.load(answer.file)
    if answer.form == "boolean":
        return Table(text="yes" if data["boolean"] else "no")
    columns = tuple(data["head"]["vars"])
    found = data["results"]["bindings"]
    rows = tuple(
        tuple(_cell(row.get(name), base) for name in columns) for row in found[:ROWS_SHOWN]
    )
    return Table(columns, rows, more=max(0, len(found) - ROWS_SHOWN))


def _cell(term: dict[str, Any] | None, base: str) -> Cell:
    if term is None:
        return Cell()
    if term["type"] == "uri":
        iri = term["value"]
        return Cell(short(base, iri, PREFIXES), href(base, iri), iri=iri)
    if term["type"] == "triple":
        return Cell(json.dumps(term["value"], ensure_ascii=False))
    return Cell(term["value"], language=term.get("xml:lang", ""))
