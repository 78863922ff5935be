"""The IRIs in a table of results by the names of what they are."""

from dataclasses import replace
from itertools import islice

from server.release import Release
from server.sparql.results import Cell, Table
from server.views.naming import names_by_iri

MOST = 5_000
"""Things that are named in one table: a thousand rows of five; the rest keep their paths."""


def named(release: Release, table: Table) -> Table:
    """Show the graph's own things by name; what the release has no page of loses its link.

    The names of all rows shown are read in one query.
    """
    cells = (cell.iri for row in table.rows for cell in row)
    own = dict.fromkeys(iri for iri in cells if iri.startswith(release.base))
    shown = names_by_iri(release, islice(own, MOST))

    def told(cell: Cell) -> Cell:
        if cell.iri not in shown:
            return cell
        name = shown[cell.iri]
        if name is None:
            return replace(cell, href="")
        return replace(cell, text=name.short or cell.text, name=name.full)

    return replace(table, rows=tuple(tuple(map(told, row)) for row in table.rows))
