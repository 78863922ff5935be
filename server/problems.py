"""Everything that can go wrong, as RFC 9457 problem documents."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from server.context import current_release
from server.logs import log
from server.negotiate import names_html

PROBLEM_TYPE = "application/problem+json"


@dataclass
class Problem(Exception):
    """An answer that is an error; ``more`` are extension members of the problem document.

    ``name`` identifies the kind of problem and becomes ``BASE/about#problem-NAME``.
    """

    status: int
    name: str
    title: str
    detail: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self, base: str) -> dict[str, Any]:
        """Give the members of the problem document."""
        own = {"type": f"{base}about#problem-{self.name}", "title": self.title,
               "status": self.status}  # fmt: skip
        return own | ({"detail": self.detail} if self.detail else {}) | dict(self.more)


def not_found(path: str) -> Problem:
    """Nothing of that name in the release."""
    return Problem(404, "not-found", "There is nothing at this address",
                   f"This release knows nothing called “{path}”.")  # fmt: skip


def not_offered(path: str, label: str, offered: Iterable[str]) -> Problem:
    """The thing is there, but not in the format of this suffix; the list says in which."""
    return Problem(404, "not-offered", f"There is no {label} of this",
                   f"“{path}” is there, but not in this format.",
                   more={"available": [f".{suffix}" for suffix in offered]})  # fmt: skip


def malformed(reason: str, *, too_long: bool = False) -> Problem:
    """The path can be none of an IRI, whatever the release holds."""
    return Problem(414 if too_long else 400, "malformed-address",
                   "This is no address of anything here", reason)  # fmt: skip


def not_acceptable(media_types: Iterable[str]) -> Problem:
    """None of the offered formats is accepted; the list says what is offered."""
    return Problem(406, "not-acceptable", "None of the formats you accept is available",
                   more={"available": list(media_types)})  # fmt: skip


def too_much(largest: int) -> Problem:
    """One thing has more statements than one answer holds."""
    return Problem(413, "too-big", "There is too much to say of this in one answer",
                   f"One answer has at most {largest:,} statements. Ask /sparql for less, or take "
                   "the dump from /dataset.")  # fmt: skip


def bad_request(detail: str) -> Problem:
    """The request contradicts the protocol."""
    return Problem(400, "bad-request", "The request cannot be understood", detail)


def respond(problem: Problem) -> Response:
    """Send a problem: as JSON, or as a page to those who ask for HTML by name (not in the API)."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept"} | dict(problem.headers)
    read = names_html(request.accept_mimetypes) and not request.path.startswith("/api/")
    if read and problem.status != HTTPStatus.NOT_ACCEPTABLE:
        page = render_template("problem.html", problem=problem)
        return Response(page, problem.status, headers, mimetype="text/html")
    base = current_release().base
    body = json.dumps(problem.document(base), ensure_ascii=False, indent=1) + "\n"
    return Response(body, problem.status, headers, content_type=PROBLEM_TYPE)


def register(app: Flask) -> None:
    """Turn every exception of a request into a problem."""

    @app.before_request
    def _refused() -> None:
        """Raise what was found wrong before the request came here: its body."""
        problem = request.environ.get("recalling.refused")
        if isinstance(problem, Problem):
            raise problem

    @app.errorhandler(Problem)
    def _own(problem: Problem) -> Response:
        return respond(problem)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        status = HTTPStatus(error.code or 500)
        headers = {}
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            headers["Allow"] = ", ".join(sorted(error.valid_methods))
        name = status.phrase.lower().replace(" ", "-")
        return respond(Problem(status, name, status.phrase, headers=headers))

    @app.errorhandler(Exception)
    def _bug(error: Exception) -> Response:
        log().error("mistake", path=request.path, method=request.method, exc_info=error)
        return respond(Problem(500, "internal", "The server made a mistake",
                               "The mistake has been logged."))  # fmt: skip
