"""The questions of ``questions.yaml``, filled with things of a release."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import yaml
from pyoxigraph import QuerySolutions, Store

FILE = Path(__file__).with_suffix(".yaml")
VARIETY = 400
"""How many different things each question is asked about."""

_HELD = "?document rcl:held true ; rcl:symbol ?symbol"
_FOUND = {
    "document": f"SELECT DISTINCT ?found {{ {_HELD} BIND(?document AS ?found) }} ORDER BY ?found",
    "symbol": f"SELECT (MIN(?symbol) AS ?found) {{ {_HELD} }} GROUP BY ?document ORDER BY ?found",
    "part": "SELECT DISTINCT ?found { ?found rcl:position ?n ; rcl:text ?t ; rcl:inDocument ?d } "
            "ORDER BY ?found",
    "cited": "SELECT ?found { ?citing eli:cites ?found ; rcl:held true ; dcterms:title ?title . "
             "?found rcl:symbol ?symbol } "
             "GROUP BY ?found ORDER BY DESC(COUNT(DISTINCT ?citing)) ?found LIMIT 400",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A question by its name; ``queries`` are the same with different things in it."""

    name: str
    heavy: bool
    queries: tuple[str, ...]


def questions(release: Path, file: Path = FILE) -> dict[str, Question]:
    """Fill the questions with things spread evenly over a release, and with what it cites most."""
    told = yaml.safe_load(file.read_text("utf-8"))
    store = Store.read_only(str(release / "store"))
    things = {kind: spread(store, told["prefixes"] + query) for kind, query in _FOUND.items()}
    things["word"] = [f"lamp{number}oil" for number in range(VARIETY)]
    return {
        name: Question(name, kind == "heavy", tuple(_filled(told["prefixes"] + text, things)))
        for kind in ("small", "heavy")
        for name, text in told[kind].items()
    }


def beside(file: Path = FILE) -> tuple[str, str]:
    """Name the small question that is watched, and the heavy one that is asked beside it."""
    told = yaml.safe_load(file.read_text("utf-8"))["beside"]
    return told["small"], told["heavy"]


def spread(store: Store, query: str) -> list[str]:
    """Give what a query finds, of many things as many as are wanted, evenly."""
    solutions = store.query(query, use_default_graph_as_union=True)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("a query that finds things is a SELECT")
    found = [solution["found"].value for solution in solutions]
    return found[:: max(1, len(found) // VARIETY)][:VARIETY]


def _filled(text: str, things: dict[str, list[str]]) -> Iterator[str]:
    used = [kind for kind in things if f"{{{kind}}}" in text]
    if not used:
        yield text
        return
    for values in zip(*(islice(cycle(things[kind]), VARIETY) for kind in used), strict=True):
        filled = text
        for kind, value in zip(used, values, strict=True):
            filled = filled.replace(f"{{{kind}}}", value)
        yield filled
