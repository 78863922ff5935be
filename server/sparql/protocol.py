"""What a request asks for, by the SPARQL 1.1 Protocol (sections 2.1 and 2.2) and RFC 9110.

QUERY is read like POST, but for queries only.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request

from server.problems import Problem, bad_request
from server.store import Term, is_iri

QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"
FORM_TYPE = "application/x-www-form-urlencoded"
_BEYOND_ASCII = re.compile(rb"%[89A-Fa-f]|[\x80-\xff]")
_CHARSETS = {"", "utf-8", "utf8", "us-ascii"}


@dataclass(frozen=True, slots=True)
class Operation:
    """A query as the protocol carries it."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    bindings: dict[str, Term] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Update:
    """An update as the protocol carries it."""

    text: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


def read(request: Request) -> Operation | Update | None:
    """Take the query or the update out of a request; None where there is neither.

    Raises Problem for what breaks the protocol.
    """
    parameters = MultiDict(_checked(request, request.args))
    direct: Callable[[str], Operation | Update] | None = None
    if request.method in {"POST", "QUERY"}:
        only_readable(request)
        if request.mimetype == FORM_TYPE:
            _well_formed(request.get_data())
            parameters.update(request.form)
        elif request.mimetype == QUERY_TYPE:
            direct = _query(parameters)
        elif request.mimetype == UPDATE_TYPE and request.method == "POST":
            direct = _update(parameters)
        else:
            raise _wrong_type(request.method)
    queries, updates = parameters.getlist("query"), parameters.getlist("update")
    if updates and request.method != "POST":
        raise bad_request("An update is sent by POST.")
    if len(queries) + len(updates) + bool(direct) > 1:
        raise bad_request("There is more than one query or update.")
    if direct:
        return direct(_text(request))
    if updates:
        return _update(parameters)(updates[0])
    return _query(parameters)(queries[0]) if queries else None


def only_readable(request: Request) -> None:
    """Refuse a body that is compressed or not in UTF-8."""
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    charset = request.mimetype_params.get("charset", "").strip("\"' ").lower()
    if coding != "identity":
        raise Problem(415, "unsupported-type", "The body is compressed",
                      "Send it as it is, without Content-Encoding.",
                      headers={"Accept-Encoding": "identity"})  # fmt: skip
    if charset not in _CHARSETS:
        raise Problem(415, "unsupported-type", "The body is not in UTF-8",
                      "Send it in UTF-8; no other character set is read.")  # fmt: skip


def timeout(request: Request, longest: float) -> float:
    """Give the seconds a client allows its query: ``timeout``, at most ``longest``."""
    given = request.values.get("timeout")
    if given is None:
        return longest
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise bad_request("“timeout” is a number of seconds, more than 0.")
    return min(seconds, longest)


def _query(parameters: "MultiDict[str, str]") -> Callable[[str], Operation]:
    default = _graphs(parameters, "default-graph-uri")
    named = _graphs(parameters, "named-graph-uri")
    return lambda text: Operation(text, default, named)


def _update(parameters: "MultiDict[str, str]") -> Callable[[str], Update]:
    using = _graphs(parameters, "using-graph-uri")
    named = _graphs(parameters, "using-named-graph-uri")
    return lambda text: Update(text, using, named)


def _graphs(parameters: "MultiDict[str, str]", name: str) -> tuple[str, ...]:
    for iri in parameters.getlist(name):
        if not is_iri(iri):
            raise bad_request(f"“{iri[:200]}” is no absolute IRI, so it names no graph.")
    return tuple(parameters.getlist(name))


def _text(request: Request) -> str:
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError:
        raise bad_request("The body is not in UTF-8.") from None


def _checked(request: Request, given: "MultiDict[str, str]") -> "MultiDict[str, str]":
    _well_formed(request.query_string)
    return given


def _well_formed(encoded: bytes) -> None:
    """Refuse parameters that are no UTF-8 once their percent-encoding is undone."""
    if not _BEYOND_ASCII.search(encoded):
        return
    try:
        unquote_to_bytes(encoded).decode("utf-8")
    except UnicodeDecodeError:
        raise bad_request("The parameters are not in UTF-8.") from None


def _wrong_type(method: str) -> Problem:
    types = [FORM_TYPE, QUERY_TYPE] + ([UPDATE_TYPE] if method == "POST" else [])
    return Problem(415, "unsupported-type", "The type of the body says nothing of a query",
                   f"It is one of {', '.join(types)}.",
                   headers={"Accept-Query": f"{QUERY_TYPE}, {FORM_TYPE}"})  # fmt: skip
