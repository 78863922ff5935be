"""The print's patterns (``patterns.yaml``, ``joins.yaml``), compiled."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml


def load(name: str) -> Any:
    """The contents of ``<name>.yaml`` beside this file."""
    return yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text("utf-8"))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(row["pattern"], re.DOTALL) for name, row in load("patterns").items()}


@cache
def _joins() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?:{row['before']})$"), re.compile(row["after"]), row["glue"])
        for row in load("joins")
    )


def fits(name: str, text: str) -> re.Match[str] | None:
    """The match of a named pattern with the whole of ``text``."""
    return _patterns()[name].fullmatch(text)


def join(before: str, after: str) -> str | None:
    """What stands between two stretches that are one sentence by their look; None: no rule fits.

    A stretch of a sentence that no rule knows joins the next with a space.
    """
    tail, head = before.rstrip()[-80:], after.lstrip()[:80]
    for end, start, glue in _joins():
        if end.search(tail) and start.match(head):
            return glue
    return None
