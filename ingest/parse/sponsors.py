"""A field of sponsors, as a record prints it, to States: one name, a list, or for whom one acts."""

import re
from dataclasses import dataclass
from functools import cache

from ingest.parse.data import load
from ontology import registries


@dataclass(frozen=True, slots=True)
class Sponsors:
    """The codes of the States named, and whether the words say more than their names."""

    states: tuple[str, ...]
    note: bool


def interpret(printed: str) -> Sponsors:
    """Who sponsors. Neither States nor note means that the words are not understood."""
    if _is_note(printed):
        return Sponsors((), note=True)
    rest = _behalf().sub("", printed)
    found = states(rest)
    return Sponsors(tuple(dict.fromkeys(found)), note=bool(found) and rest != printed)


@cache
def _behalf() -> re.Pattern[str]:
    return re.compile(load("records")["behalf"], re.IGNORECASE)


def _is_note(printed: str) -> bool:
    rows = load("records")["notes"]
    return any(re.fullmatch(row["pattern"], printed, re.IGNORECASE) for row in rows)


@cache
def _listing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One name of a State wherever it stands, and what may stand between two."""
    names = sorted(map(_loose, registries.state_names()), key=len, reverse=True)
    between = re.compile(load("records")["between"], re.IGNORECASE)
    return re.compile("|".join(names), re.IGNORECASE), between


def _loose(name: str) -> str:
    """A pattern for a name with either apostrophe and with space or hyphen between words."""
    return re.sub(r"[’']", "[’']", re.escape(name).replace(r"\-", r"[\s-]"))


def states(printed: str) -> list[str]:
    """The codes of all States of a list, or nothing where the list holds any other word."""
    if code := registries.state(printed):
        return [code]
    name, between = _listing()
    found, at = [], 0
    while at < len(printed):
        gap = between.match(printed, at)
        at = gap.end() if gap else at
        if at == len(printed):
            break
        match = name.match(printed, at)
        code = registries.state(match[0]) if match else None
        if match is None or code is None:
            return []
        found.append(code)
        at = match.end()
    return found
