"""What the parts of the REST interface share: formats, parameters, pages, JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from server.negotiate import SOLUTIONS, Format, choose
from server.problems import bad_request, not_acceptable

JSON = Format("json", "JSON", ("application/json",))
TABLES = {"json": JSON} | {key: SOLUTIONS[key] for key in ("csv", "tsv", "xml")}
TEXTS = {key: TABLES[key] for key in ("json", "csv")}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number may be, and what it is if none is given."""

    default: int
    least: int
    most: int


def format_of(name: str, offered: dict[str, Format]) -> tuple[str, Format]:
    """Take a suffix off a name, or negotiate; raises Problem (406)."""
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix in offered:
        return stem, offered[suffix]
    chosen = choose(request.accept_mimetypes, offered)
    if chosen is None:
        raise not_acceptable(f.media_types[0] for f in offered.values())
    return name, chosen


def check(known: set[str], repeated: Iterable[str] = ()) -> None:
    """Refuse parameters that mean nothing here, and values given twice; raises Problem."""
    for name, values in request.args.lists():
        if name not in known:
            listed = ", ".join(sorted(known)) or "none"
            raise bad_request(f"There is no parameter “{name[:100]}” here; there are: {listed}.")
        if len(values) > 1 and name not in repeated:
            raise bad_request(f"“{name}” is given more than once.")


def number(name: str, bounds: Bounds) -> int:
    """Read a number; raises Problem where it is none or out of bounds."""
    given = request.args.get(name)
    if given is None:
        return bounds.default
    if not (given.isascii() and given.isdigit() and len(given) < 10
            and bounds.least <= int(given) <= bounds.most):  # fmt: skip
        raise bad_request(f"“{name}” is a number from {bounds.least} to {bounds.most}.")
    return int(given)


def pages(
    path: str, given: Iterable[tuple[str, str]], total: int, limit: int, offset: int
) -> dict[str, str | None]:
    """Give the addresses of the pages before and after."""

    def at(place: int) -> str:
        return f"{path}?{urlencode([*given, ('limit', str(limit)), ('offset', str(place))])}"

    return {
        "next": at(offset + limit) if offset + limit < total else None,
        "previous": at(max(0, offset - limit)) if offset else None,
    }


def linked(response: Response, total: int, links: Mapping[str, str | None]) -> Response:
    """Say in the headers how many rows there are in all, and where the next ones are."""
    for name, address in links.items():
        if address:
            response.headers.add("Link", f'<{address}>; rel="{"prev" if name != "next" else name}"')
    response.headers.add("Link", '</api/openapi.json>; rel="service-desc"')
    response.headers["Recalling-Total"] = str(total)
    response.vary.add("Accept")
    return response


def as_json(told: dict[str, Any]) -> Response:
    """Send a JSON object."""
    text = json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    response = Response(text, content_type="application/json")
    response.cache_control.no_cache = True
    return response
