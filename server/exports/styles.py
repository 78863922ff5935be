"""A reference as a footnote has it: OSCOLA (4th edition) and Bluebook (rule 21.7)."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from server.exports.reference import Reference

_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.",
           "Dec.")  # fmt: skip
_PARAGRAPH = re.compile(r"(.*\b)?paragraph (\d.*)", re.IGNORECASE)


@cache
def series() -> tuple[dict[str, str], ...]:
    """Read ``styles.yaml``: pattern, oscola, bluebook, example."""
    return tuple(yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8")))


def oscola(it: Reference) -> str:
    """Cite as OSCOLA does: “UNGA Res 199/7 (3 May 2099) UN Doc A/RES/199/7, para 4”."""
    day = _day(it.date)
    told = f" ({day.day} {day:%B %Y})" if day else ""
    head = _head(it, "oscola") or ", ".join(filter(None, (it.body, it.title and f"‘{it.title}’")))
    place = _PARAGRAPH.sub(lambda m: f"{m[1] or ''}para {m[2]}", it.place)
    return f"{head}{told} UN Doc {it.symbol}{f', {_small(place)}' if place else ''}".strip()


def bluebook(it: Reference) -> str:
    """Cite as the Bluebook does: “G.A. Res. 199/7, ¶ 4 (May 3, 2099)”."""
    day = _day(it.date)
    told = f" ({_MONTHS[day.month - 1]} {day.day}, {day.year})" if day else ""
    document = f"U.N. Doc. {it.symbol}"
    head = _head(it, "bluebook") or ", ".join(filter(None, (it.body, it.title, document)))
    place = _PARAGRAPH.sub(lambda m: f"{m[1] or ''}¶ {m[2]}", it.place)
    return f"{head}{f', {_small(place)}' if place else ''}{told}"


def _head(it: Reference, style: str) -> str:
    for one in series():
        if found := re.fullmatch(one["pattern"], it.symbol):
            return one[style].format(number=found["number"])
    return ""


def _day(printed: str) -> date | None:
    try:
        return date.fromisoformat(printed)
    except ValueError:
        return None


def _small(place: str) -> str:
    return place[:1].lower() + place[1:]
