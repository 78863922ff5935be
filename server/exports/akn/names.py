"""The paths by which Akoma Ntoso names works, as ``names.yaml`` has them."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def data() -> dict[str, Any]:
    """``names.yaml`` as read."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return loaded


def work(symbol: str, body: str, date: str) -> str:
    """Name a work: its path from ``/akn/un/`` to a slash at the end.

    ``symbol`` is canonical, ``body`` the id of the body that adopted it, ``date`` the day.
    """
    for row in data()["paths"]:
        if match := re.fullmatch(row["symbol"], symbol):
            groups = {name: value or "" for name, value in match.groupdict().items()}
            return f"/akn/un/{row['path'].format(date=date, **groups)}/"
    plain = "-".join(re.findall(r"[A-Za-z0-9]+", symbol))
    told = data()["other"].format(body=body or "un", date=date, symbol=plain)
    return f"/akn/un/{told}/"


def label(kind: str, language: str, number: str, step: str) -> str:
    """Write a number as it is printed before its paragraph; ``step`` ends the part's path."""
    given = {"kind": kind, "language": language, "number": number, "step": step}
    for row in data()["labels"]:
        if all(re.fullmatch(row[name], value) for name, value in given.items() if name in row):
            return str(row["label"]).format(n=number)
    return number
