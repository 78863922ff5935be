"""A pool of query processes that can be killed: deadline, memory cap, answers spooled to disk.

Oxigraph has no timeout and cannot be interrupted from Python, so a query that must end runs in
a process of its own. An answer is handed out only when it is complete.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import astuple, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, LifoQueue
from typing import IO, Any

from server.config import Config
from server.store import BadQuery, Form, NotAcceptable, Term

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 30.0


class QueryRefused(Exception):
    """A query that had to be stopped or could not be started."""


class TooSlow(QueryRefused):
    """The deadline passed; the process was killed."""


class TooBig(QueryRefused):
    """The answer or the memory needed for it outgrew its limit."""


class TooMany(QueryRefused):
    """All processes are busy and the queue is full."""


@dataclass(frozen=True, slots=True)
class Task:
    """One query: see ``server.store.run_query`` for the meaning of the fields."""

    release: str
    query: str
    formats: dict[str, str | None]
    union: bool = True
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    bindings: dict[str, Term] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: an open file, to be closed by the reader; the file has no name."""

    form: Form
    file: IO[bytes]
    size: int


class _Worker:
    """The parent's end of one process."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._isolated: bool | None = None
        self.alive = True
        ours, theirs = socket.socketpair()
        limits = (str(config.query_memory), str(config.query_seconds))
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", "server.worker", str(theirs.fileno()), *limits],
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._connection = Connection(ours.detach())

    def run(self, task: Task) -> Answer:
        """Run a task; where the process dies of it, ``alive`` is False afterwards."""
        descriptor, path = tempfile.mkstemp(prefix="recalling-answer-")
        file = os.fdopen(descriptor, "rb")
        try:
            form = self._ask(task, path)
        except BaseException:
            file.close()
            raise
        finally:
            Path(path).unlink()
        return Answer(form, file, os.fstat(file.fileno()).st_size)

    def _ask(self, task: Task, spool: str) -> Form:
        message = {
            "release": task.release,
            "query": task.query,
            "formats": task.formats,
            "union": task.union,
            "default_graphs": task.default_graphs,
            "named_graphs": task.named_graphs,
            "bindings": {name: astuple(term) for name, term in task.bindings.items()},
            "spool": spool,
            "limit": self._config.result_bytes,
        }
        try:
            if self.greeting(START_SECONDS) is None:
                raise TooSlow
            self._connection.send_bytes(json.dumps(message).encode())
            reply = self._receive(self._config.query_seconds)
        except (EOFError, OSError) as error:
            # memory that runs out inside Rust aborts; anything else is a mistake of ours
            aborted = self._process.wait(START_SECONDS) == -signal.SIGABRT
            self.kill()
            raise (TooBig("memory") if aborted else error) from None
        except BaseException:
            self.kill()
            raise
        match reply.get("error"):
            case None:
                form: Form = reply["form"]
                return form
            case "not-acceptable":
                raise NotAcceptable(reply["detail"])
            case "too-big":
                raise TooBig("answer")
            case _:
                raise BadQuery(reply["detail"], *reply["at"])

    def greeting(self, seconds: float) -> bool | None:
        """Give what a new process says of its network; None if it takes longer to start."""
        if self._isolated is None and self._connection.poll(seconds):
            self._isolated = bool(json.loads(self._connection.recv_bytes())["isolated"])
        return self._isolated

    def _receive(self, seconds: float) -> dict[str, Any]:
        if not self._connection.poll(seconds):
            raise TooSlow
        reply: dict[str, Any] = json.loads(self._connection.recv_bytes())
        return reply

    def kill(self) -> None:
        """End the process at once."""
        self.alive = False
        self._process.kill()
        self._process.wait()
        self._connection.close()


class Pool:
    """``config.query_workers`` processes that run queries; may be used from many threads."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._idle: LifoQueue[_Worker] = LifoQueue()
        self._places = threading.BoundedSemaphore(config.query_workers + config.query_queue)
        for _ in range(config.query_workers):
            self._idle.put(_Worker(config))

    def run(self, task: Task) -> Answer:
        """Run a query. Raises BadQuery, NotAcceptable, TooSlow, TooBig, TooMany."""
        if not self._places.acquire(blocking=False):
            raise TooMany
        try:
            worker = self._idle.get(timeout=self._config.queue_seconds)
            try:
                return worker.run(task)
            finally:
                self._idle.put(worker if worker.alive else _Worker(self._config))
        except Empty:
            raise TooMany from None
        finally:
            self._places.release()

    def isolated(self) -> bool | None:
        """Tell whether the processes are cut off the network (None: not known yet)."""
        try:
            worker = self._idle.get_nowait()
        except Empty:
            return None
        try:
            return worker.greeting(0)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all idle processes; a busy one ends at its deadline."""
        while True:
            try:
                self._idle.get_nowait().kill()
            except Empty:
                return
