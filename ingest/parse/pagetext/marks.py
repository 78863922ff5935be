"""Which raised figures and asterisks are footnote marks: the notes that exist decide.

Notes are numbered on through the file, so a mark is the next number, standing before its note. A
raised figure that no note answers to (``m²``) stays text; a number that comes back refers to its
note again; adjacent marks may be printed without space (``⁹¹⁰``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.parse.pagetext.patterns import fits
from ingest.parse.pagetext.tokens import Kind, Token

_LIST = re.compile(r"\d{1,3}(?:\s*[,;]?\s*\d{1,3})*|\*+")


def decide(flows: Sequence[Sequence[Token]], notes: Mapping[str, Sequence[int]]) -> None:
    """Set ``values`` of every token that is a mark.

    ``flows`` are the texts in reading order; ``notes`` gives for each mark where in the source
    its notes start.
    """
    candidates = [
        (token, bool(fits("power", _tail(flow[max(index - 6, 0) : index]))))
        for flow in flows
        for index, token in enumerate(flow)
        if token.kind is Kind.RAISED and _LIST.fullmatch(token.href)
    ]
    numbers = sorted(int(mark) for mark in notes if mark.isdigit())
    last = numbers[0] - 1 if numbers else None
    latest = {token.href: place for place, (token, power) in enumerate(candidates) if not power}
    for place, (token, power) in enumerate(candidates):
        again = latest.get(token.href, -1) > place
        token.values = _values(token, last, power, notes, again)
        for value in token.values:
            if value.isdigit() and (last is None or int(value) > last):
                last = int(value)


def _values(
    token: Token,
    last: int | None,
    power: bool,
    notes: Mapping[str, Sequence[int]],
    again: bool,
) -> tuple[str, ...]:
    printed = token.href
    if printed.startswith("*"):
        return (printed,) if printed in notes else ()
    for values in _readings(printed, last):
        if not all(value in notes for value in values):
            continue
        ahead = any(start > token.start for value in values for start in notes[value])
        if power and (not ahead or again or int(values[0]) != (last or 0) + 1):
            continue
        return values
    follows = int(re.split(r"\D+", printed)[0]) == (last or 0) + 1
    return (printed,) if printed.isdigit() and follows and not power else ()


def _readings(printed: str, last: int | None) -> Iterator[tuple[str, ...]]:
    """The numbers a mark may print, the likeliest first: the next one, else several in a row."""
    parts = tuple(re.findall(r"\d+", printed))
    if len(parts) > 1:
        yield parts
        return
    if last is not None and int(printed) > last + 1:
        yield from _in_a_row(printed, last + 1)
    yield (printed,)


def _in_a_row(printed: str, number: int) -> Iterator[tuple[str, ...]]:
    values: list[str] = []
    rest = printed
    while rest and rest.startswith(str(number)):
        values.append(str(number))
        rest = rest[len(str(number)) :]
        number += 1
    if not rest and len(values) > 1:
        yield tuple(values)


def _tail(before: Sequence[Token]) -> str:
    """The words just before a token."""
    shown = [token.text for token in before if token.kind is Kind.WORDS]
    return "".join(shown)[-40:] if before and before[-1].kind is not Kind.FOLD else ""
