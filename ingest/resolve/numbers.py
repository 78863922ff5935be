"""What a number is: “64/3” of a body, its letters, and whether the body can have had it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ingest.resolve.data import load
from ontology.symbols import numbered

LETTERS = re.compile(r"^(?P<stem>.*?\d) ?(?P<letters>[A-Z](?:(?:[-–]|,? and |, | to )[A-Z])*)$")


def rules() -> dict[str, Any]:
    """``series.yaml`` as read."""
    loaded: dict[str, Any] = load("series")
    return loaded


@dataclass(frozen=True, slots=True)
class Number:
    """A number as spotted: its match, the span with head and date, the year of the date."""

    match: re.Match[str]
    start: int
    end: int
    year: int | None


def stem(path: str) -> str:
    """A set's path without its range of letters: A/RES/S-20/4A-E is A/RES/S-20/4."""
    return re.sub(r"(?<=\d)[A-Z]-[A-Z]$", "", path)


def members(letters: re.Match[str]) -> list[str]:
    """“40/257 A to C” is A, B and C; “S-20/4 A–E”, one resolution of five parts, is S-20/4."""
    named = letters["letters"]
    if re.search(r"[-–]", named):
        return [letters["stem"]]
    each = re.findall(r"[A-Z]", named)
    if " to " in named:
        each = [chr(c) for c in range(ord(each[0]), ord(each[-1]) + 1)]
    return [f"{letters['stem']} {letter}" for letter in each]


def document(number: str, body: str, kind: str) -> str | None:
    """The path of a body's document of this number, or None."""
    symbol = numbered(number, body, kind)
    return stem(symbol.canonical) if symbol else None


@lru_cache(maxsize=65_536)
def fits(printed: str, body: str, kind: str) -> bool:
    """Whether a body has had a document of the number as ``printed``."""
    letters = LETTERS.match(printed)
    plain = letters["stem"] if letters else printed
    if not document(plain, body, kind):
        return False
    bounds = rules()["series"][body]
    session = re.match(r"(\d+)/(\d+)", plain)
    if not session:
        return True
    count, place = map(int, session.groups())
    if not bounds["first"] <= count <= bounds["last"]:
        return False
    if kind == "Decision" and "decisions" in bounds:
        return bool(place >= bounds["decisions"])
    return bool(place <= bounds.get("most", place))


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def runs(printed: str) -> bool:
    """Whether the General Assembly can have had a number of an old session: 217 A (III)."""
    found = re.search(r"(\d+)\D*\(([IVXL]+)\)$", printed)
    if found is None:
        return True
    values = [_ROMAN[letter] for letter in found[2]]
    session = sum(v if v >= w else -v for v, w in zip(values, [*values[1:], 0], strict=True))
    begins, margin = rules()["running"]["begins"], rules()["running"]["margin"]
    if not 1 <= session < len(begins):
        return False
    return bool(begins[session - 1] - margin <= int(found[1]) <= begins[session] + margin)


def dated(numbers: list[Number], body: str) -> bool:
    """Whether most dates are of the sessions' years: a year may be misprinted."""
    bounds = rules()["series"][body]
    right = wrong = 0
    for number in numbers:
        session = re.match(r"(\d+)/", number.match[0])
        if session and number.year and "before" in bounds:
            opening = int(bounds["before"] + int(session[1]) / bounds["each"])
            fits = opening <= number.year <= opening + bounds["until"]
            right, wrong = right + fits, wrong + (not fits)
    return wrong == 0 or right >= 3 * wrong
