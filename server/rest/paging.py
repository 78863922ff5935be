"""A page of what a SELECT query answers, and how many rows there are in all.

The query itself becomes a sub-query, prologue first, so its own order and limits hold.
"""

from collections.abc import Iterable

from server.fulltext.syntax import Resolver, Token, tokens


class NoTable(ValueError):
    """A query that is no SELECT with its variables named."""


def columns(query: str) -> tuple[str, ...]:
    """Name the variables that a query selects; raises NoTable."""
    found = tokens(query)
    place = Resolver(found).end
    if place >= len(found) or found[place].upper != "SELECT":
        raise NoTable("the query is no SELECT")
    names: list[str] = []
    depth, before = 0, Token("end", "", 0, 0)
    for token in found[place + 1 :]:
        if token.text == "{" and depth == 0:
            break
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and (depth == 0 or (before.upper == "AS" and depth == 1)):
            names.append(token.text[1:])
        before = token
    if not names:
        raise NoTable("the query selects * and so names no columns")
    return tuple(names)


def page(query: str, limit: int, offset: int) -> str:
    """Give the query for rows ``offset`` to ``offset + limit``; raises NoTable."""
    names = " ".join(f"?{name}" for name in columns(query))
    return _around(query, f"SELECT {names}") + f" LIMIT {limit} OFFSET {offset}"


def count(query: str, bound: Iterable[str] = ()) -> str:
    """Give the query for the number of rows, ``?total``; no row where there is none.

    ``bound`` are variables that will be bound from outside, which must stay among the variables
    selected. Raises NoTable.
    """
    columns(query)
    names = " ".join(f"?{name}" for name in bound)
    grouped = f" GROUP BY {names}" if names else ""
    return _around(query, f"SELECT {names} (COUNT(*) AS ?total)") + grouped


def _around(query: str, select: str) -> str:
    found = tokens(query)
    start = found[Resolver(found).end].start
    # a comment at the end would swallow what follows it
    return f"{query[:start]}{select} {{ {{ {query[start:]}\n}} }}"
