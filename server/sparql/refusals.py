"""What a client is told of a query that was refused or stopped."""

from server.config import Config
from server.pool.workers import (
    HungUp,
    QueryRefused,
    ReadFailed,
    ReleaseGone,
    RemoteFailed,
    TooBig,
    TooMany,
    TooSlow,
    WorkerLost,
)
from server.problems import Problem
from server.store import BadQuery

FAULTLESS = (TooMany, WorkerLost, ReadFailed, HungUp, ReleaseGone)
"""Refusals that are no mistake of the client's."""

_AGAIN = {"Retry-After": "5"}


def problem_of(refusal: BadQuery | QueryRefused, limits: Config, seconds: float = 0.0) -> Problem:
    """Say in words what happened; ``seconds`` is the time that was allowed."""
    match refusal:
        case BadQuery():
            place = {"line": refusal.line, "column": refusal.column} if refusal.line else {}
            return Problem(400, "bad-query", "The query cannot be understood",
                           str(refusal), more=place)  # fmt: skip
        case TooSlow():
            return Problem(503, "too-slow", "The query took too long",
                           f"It was stopped after {seconds:g} seconds. Put the most selective "
                           "patterns first, or add a LIMIT.")  # fmt: skip
        case TooBig():
            return Problem(413, "too-big", "The query needs or answers too much",
                           f"An answer may have {limits.result_bytes // 1024**2} MiB, a query may "
                           f"use {limits.query_memory // 1024**2} MiB of memory. Ask for less at a "
                           "time, or take the dump from /dataset.")  # fmt: skip
        case TooMany():
            return Problem(429, "too-many", "Too many queries at once",
                           "Please try again shortly.", headers=_AGAIN)  # fmt: skip
        case WorkerLost():
            return Problem(503, "worker-lost", "The process that ran this was ended",
                           "Nothing else is wrong: please try again.",
                           headers={"Retry-After": "1"})  # fmt: skip
        case HungUp():
            return Problem(499, "hung-up", "The client closed the connection")
        case RemoteFailed():
            return Problem(502, "remote-failed", "Another endpoint did not answer",
                           "The query calls it with SERVICE. Try again, or ask it "
                           "yourself.")  # fmt: skip
        case ReleaseGone():
            return Problem(503, "no-release", "The release was removed while it was asked",
                           "Please try again.", headers=_AGAIN)  # fmt: skip
        case _:
            return Problem(500, "store-failed", "The store could not be read",
                           "No part of the answer was sent. This has been logged.")  # fmt: skip
