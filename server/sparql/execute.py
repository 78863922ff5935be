"""One query of a client, from the question to the whole answer: limits, cache, pool, problems."""

import io
import time
from collections.abc import Hashable
from contextlib import suppress

from flask import request

from server import metrics, tokens
from server.context import (
    budget,
    cache,
    client,
    config,
    current_release,
    forget_release,
    line,
    pool,
)
from server.logs import digest, log
from server.pool.children import PATIENCE
from server.pool.workers import (
    Answer,
    NoGraph,
    QueryRefused,
    ReadFailed,
    ReleaseGone,
    Task,
    TooMany,
)
from server.problems import Problem
from server.sparql import guard
from server.sparql.cache import Kept
from server.sparql.protocol import Operation, timeout
from server.sparql.refusals import FAULTLESS, problem_of
from server.store import BadQuery, NotAcceptable

Formats = dict[str, str | None]


def run(operation: Operation, formats: Formats) -> Answer:
    """Answer an operation, from the cache or in the pool; raises Problem and NotAcceptable."""
    asked = guard.services(operation.query)
    if not asked <= set(config().services.split()):
        raise Problem(403, "no-federation", "SERVICE is not available here",
                      "This endpoint sends queries on to no other, or only to those it names. Use "
                      "it as the remote end of a federated query instead.")  # fmt: skip
    task = Task(
        release="",
        query=operation.query,
        formats=formats,
        union=not guard.names_dataset(operation.query),
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        bindings=operation.bindings,
        outbound=bool(asked),
    )
    return answer(task, lasting=not asked and not guard.varies(operation.query))


def graph(iri: str, format_name: str) -> Answer:
    """Give one graph (``""``: the default one); raises Problem and NoGraph."""
    formats: Formats = {"solutions": None, "boolean": None, "graph": format_name}
    return answer(Task(release="", query="", formats=formats, graph=iri), lasting=True)


def answer(task: Task, *, lasting: bool) -> Answer:
    """Run a task on the current release; ``lasting`` answers are kept."""
    with suppress(ReleaseGone):
        return _answer(_on_release(task), lasting)
    # it was replaced and removed since this request began
    forget_release()
    try:
        return _answer(_on_release(task), lasting)
    except ReleaseGone as refusal:
        raise problem_of(refusal, config()) from None


def _on_release(task: Task) -> Task:
    release = current_release()
    return Task(
        str(release.path), task.query, task.formats, task.union, release.base,
        task.default_graphs, task.named_graphs, task.bindings, task.graph, task.outbound,
    )  # fmt: skip


def key_of(task: Task) -> Hashable:
    """Give what an answer depends on: release, query, dataset, bindings, formats."""
    return (
        task.release, task.query, task.graph, task.default_graphs, task.named_graphs,
        tuple(sorted(task.bindings.items(), key=lambda item: item[0])),
        tuple(sorted(task.formats.items())),
    )  # fmt: skip


def _answer(task: Task, lasting: bool) -> Answer:
    longest = timeout(request, config().query_seconds)
    key = key_of(task)
    if lasting and (kept := cache().get(key)):
        metrics.QUERIES.labels("kept").inc()
        request.environ["recalling.key"] = key
        return Answer(kept.form, io.BytesIO(kept.body), len(kept.body), kept.rows, kept.seconds)
    found = _run(task, longest)
    if lasting and cache().takes(found.size):
        body = found.file.read()
        found.file.seek(0)
        cache().put(key, Kept(found.form, body, found.rows, found.seconds))
        metrics.KEPT.set(cache().used)
        request.environ["recalling.key"] = key
    return found


def _run(task: Task, longest: float) -> Answer:
    """Run a task at the client's expense, for ``longest`` seconds."""
    who, free = payer()
    wait = 0.0 if free else budget().wait(who)
    if wait:
        metrics.QUERIES.labels("budget").inc()
        raise Problem(429, "budget", "You have used up what one client may use in a minute",
                      f"Ask again in {wait:.0f} seconds, ask for less, or take the dump from "
                      "/dataset.", headers={"Retry-After": str(int(wait) + 1)})  # fmt: skip
    outcome, failed, rows, begun, spent = "answered", False, None, time.monotonic(), None
    detail = ""
    try:
        with metrics.BUSY.track_inprogress():
            found = _in_pool(task, who, longest)
        rows, spent = found.rows, found.seconds
        return found
    except (NotAcceptable, NoGraph, ReleaseGone):
        outcome = "unanswerable"
        raise
    except (BadQuery, QueryRefused) as refusal:
        problem = problem_of(refusal, config(), longest)
        detail = str(refusal)
        outcome = problem.name
        failed = not isinstance(refusal, FAULTLESS)
        # who found no place has used nothing
        spent = 0.0 if isinstance(refusal, TooMany) else None
        raise problem from None
    finally:
        if spent is None:
            spent = time.monotonic() - begun
        metrics.QUERIES.labels(outcome).inc()
        metrics.SECONDS.observe(spent)
        if not free:
            budget().charge(who, spent, failed=failed)
        if outcome != "answered" or spent > PATIENCE:
            log().info(
                "query",
                outcome=outcome,
                detail=detail,
                seconds=round(spent, 3),
                rows=rows,
                client=who,
                query=digest(task.query),
                release=task.release,
            )


def _in_pool(task: Task, who: str, longest: float) -> Answer:
    """Run a task in the pool; a release that was replaced may be removed while it is read."""
    try:
        return pool().run(task, client=who, seconds=longest, line=line())
    except ReadFailed:
        forget_release()
        if str(current_release().path) == task.release:
            raise
        raise ReleaseGone from None


def payer() -> tuple[str, bool]:
    """Name who pays for a query, and tell whether the budgets do not hold; raises Problem."""
    authorization = request.headers.get("Authorization", "")
    rights = tokens.known().rights(authorization)
    if rights is None:
        raise tokens.bad_token()
    return (tokens.name_of(authorization), True) if rights else (client(), False)
