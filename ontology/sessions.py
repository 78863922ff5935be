"""Sessions: “Seventy-ninth session” is 79, and the seventy-ninth opened on 10 September 2024."""

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_NUMERAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")


@cache
def data() -> dict[str, Any]:
    """``sessions.yaml`` as read."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return loaded


@cache
def _ordinals() -> dict[str, int]:
    """Every ordinal in words from first to one hundred and ninety-ninth, hyphens as spaces."""
    words = data()["ordinals"]
    table = {word: n for n, word in enumerate((*words["units"], *words["teens"]), start=1)}
    for ten, (stem, ordinal) in enumerate(words["tens"].items(), start=2):
        table[ordinal] = ten * 10
        table |= {f"{stem} {unit}": ten * 10 + n for n, unit in enumerate(words["units"], start=1)}
    above = {f"{words['hundred']} and {word}": 100 + n for word, n in table.items()}
    return table | {words["hundredth"]: 100} | above


def ordinal(words: str) -> int | None:
    """The number of an English ordinal: “seventy-ninth”, “79th”; None for anything else."""
    plain = " ".join(words.casefold().replace("-", " ").split())
    if numeral := _NUMERAL.fullmatch(plain):
        return int(numeral[1])
    return _ordinals().get(plain)


def session(printed: str) -> str | None:
    """The id of a session from its English words: “Thirty-second special session” is ``S-32``.

    None where the words are not those of a session.
    """
    plain = " ".join(printed.casefold().split())
    for kind in data()["kinds"]:
        if plain.endswith(f" {kind['words']}"):
            number = ordinal(plain.removesuffix(kind["words"]))
            return str(kind["id"]).format(number=number) if number else None
    return None


def year(number: int, body: str = "general-assembly") -> int | None:
    """The year in which a body's regular session of this number meets or opens, if known."""
    calendar = data()["calendar"].get(body)
    return calendar["before"] + number if calendar else None


def opening(number: int) -> date | None:
    """The day on which a regular session of the General Assembly opens; None before the 58th."""
    rules = [rule for rule in data()["openings"] if rule["since"] <= number]
    if not rules:
        return None
    first = date(data()["calendar"]["general-assembly"]["before"] + number, 9, 1)
    while first.weekday() > 4:
        first += timedelta(days=1)
    monday = first - timedelta(days=first.weekday())
    return monday + timedelta(weeks=rules[-1]["week"] - 1, days=1)
