"""Changes to a writable store, for those whose token allows them."""

from typing import Any

from flask import Response, request

from server import metrics, tokens
from server.context import config, current_release, writer
from server.fulltext import syntax
from server.logs import log
from server.pool.workers import QueryRefused, TooSlow
from server.problems import Problem, bad_request
from server.sparql import guard
from server.sparql.protocol import Update
from server.sparql.refusals import problem_of
from server.store import BadQuery


def read_only() -> Problem:
    """Refuse to change a release."""
    return Problem(403, "read-only", "This endpoint is read-only", "Updates are not accepted.")


def authorise() -> None:
    """Let those go on who may write here; raises Problem for all others."""
    if writer() is None:
        raise read_only()
    authorization = request.headers.get("Authorization", "")
    rights = tokens.known().rights(authorization)
    if rights is None:
        raise tokens.bad_token()
    if not rights:
        raise tokens.no_token()
    if "write" not in rights:
        raise tokens.not_yours()


def update(operation: Update) -> Response:
    """Make an update; all of it is done when the answer comes, or nothing."""
    authorise()
    if guard.calls_out(operation.text) or guard.loads(operation.text):
        raise Problem(403, "no-fetching", "SERVICE and LOAD are not available here",
                      "This endpoint fetches nothing. Send a graph to /graph-store "
                      "instead.")  # fmt: skip
    if syntax.says(operation.text, syntax.MATCHES, current_release().base):
        raise bad_request("rcl:matches searches the texts of a release, so it is for queries only: "
                          "ask first, and write what you found into the update.")  # fmt: skip
    text = operation.text
    if operation.using or operation.using_named:
        try:
            text = guard.with_dataset(text, operation.using, operation.using_named)
        except ValueError as error:
            raise bad_request(f"The dataset is named in the request and by {error} in the update: "
                              "it can only be one of them.") from None  # fmt: skip
    told = make({"do": "update", "text": text, "base": current_release().base})
    return done(204, told)


def make(task: dict[str, Any]) -> dict[str, Any]:
    """Have a change made; raises Problem."""
    process = writer()
    if process is None:
        raise read_only()
    outcome = "done"
    try:
        return process.change(task)
    except TooSlow:
        outcome = "too-slow"
        raise Problem(503, "too-slow", "The update took too long",
                      f"It was stopped after {config().write_seconds:g} seconds. Look whether it "
                      "was done before you send it again.") from None  # fmt: skip
    except (BadQuery, QueryRefused) as refusal:
        problem = problem_of(refusal, config())
        outcome = problem.name
        raise problem from None
    finally:
        metrics.UPDATES.labels(outcome).inc()
        log().info("change", do=task["do"], outcome=outcome)


def done(status: int, told: dict[str, Any]) -> Response:
    """Say that a change is made, and in which version it is seen."""
    response = Response(status=status)
    response.headers["Recalling-Release"] = told["version"]
    return response
