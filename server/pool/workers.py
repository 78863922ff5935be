"""A pool of query processes that can be killed: deadline, memory cap, answers spooled.

Oxigraph has no timeout and cannot be interrupted from Python, so a query that must end runs in
a process of its own. An answer is handed out only when it is complete.
"""

import io
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from pathlib import Path
from queue import Empty, LifoQueue
from typing import IO, Any
from uuid import uuid4

from server.config import Config
from server.pool.children import START_SECONDS, Child, Late, Line, Lost
from server.pool.places import Full, Places
from server.store import BadQuery, Form, NotAcceptable, Term

_SPENT = {-signal.SIGABRT, -signal.SIGSEGV}
"""How a process ends whose memory or stack ran out inside the store."""


class QueryRefused(Exception):
    """A query that had to be stopped or could not be started."""


class TooSlow(QueryRefused):
    """The deadline passed; the process was killed."""


class TooBig(QueryRefused):
    """The answer or the memory needed for it outgrew its limit."""


class TooMany(QueryRefused):
    """All processes are busy and the queue is full."""


class WorkerLost(QueryRefused):
    """The process was killed by someone else."""


class ReadFailed(QueryRefused):
    """The store could not be read to the end."""


class RemoteFailed(QueryRefused):
    """Another endpoint, which the query calls, did not answer."""


class NoGraph(QueryRefused):
    """There is no graph of that name."""


class ReleaseGone(QueryRefused):
    """The release is not there any more."""


class HungUp(QueryRefused):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class Task:
    """One query (see ``server.store.run_query``), or ``graph``, one graph to be written out."""

    release: str
    query: str
    formats: dict[str, str | None]
    union: bool = True
    base: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    bindings: dict[str, Term] = field(default_factory=dict)
    graph: str | None = None
    outbound: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: an open file, to be closed by the reader; the file has no name.

    ``rows`` is known for solutions, ``seconds`` is the time the query took.
    """

    form: Form
    file: IO[bytes]
    size: int
    rows: int | None = None
    seconds: float = 0.0


class Pool:
    """``config.query_workers`` processes that run queries; may be used from many threads.

    ``ended`` is told why a process was ended: late, lost, spent, gone, recycled.
    """

    def __init__(self, config: Config, ended: Callable[[str], None] = lambda why: None) -> None:
        self._config, self._ended = config, ended
        self._lock = threading.Lock()
        self._idle: LifoQueue[tuple[Child, int]] = LifoQueue()
        self._closed = False
        self._release = str(config.data.resolve())
        self.places = Places(config.query_workers, config.query_queue)
        for _ in range(config.query_workers):
            self._idle.put((self._start(), 0))

    def _start(self, *, network: bool = False) -> Child:
        words = (str(self._config.query_memory), "network" if network else "none", self._release)
        return Child("server.pool.worker", *words)

    def run(
        self, task: Task, *, client: str = "", seconds: float = 0.0, line: Line | None = None
    ) -> Answer:
        """Run a query within ``seconds`` from now (by default the longest time allowed).

        Raises BadQuery, NotAcceptable and QueryRefused.
        """
        limit = min(seconds or self._config.query_seconds, self._config.query_seconds)
        deadline = time.monotonic() + limit
        try:
            with self.places.taken(client, min(limit, self._config.queue_seconds)):
                return self._run(task, deadline, line or Line())
        except Full:
            raise TooMany from None
        except Empty:
            raise TooSlow from None

    def _run(self, task: Task, deadline: float, line: Line) -> Answer:
        """Run a query in an idle process; afterwards there is one idle again."""
        self._release = task.release
        child, tasks = self._take(deadline, network=task.outbound)
        why = ""
        try:
            with line.held(child):
                answer, memory = self._ask(child, task, deadline, line)
            if tasks + 1 >= self._config.recycle_queries or memory > self._config.recycle_memory:
                why = "recycled"
            return answer
        except Late:
            why = "late"
            raise TooSlow from None
        except Lost as lost:
            if line.gone:
                why = "gone"
                raise HungUp from None
            why = "spent" if lost.code in _SPENT else "lost"
            raise (TooBig("memory") if why == "spent" else WorkerLost) from None
        except ReadFailed as failure:
            why = "failed"
            raise (RemoteFailed(str(failure)) if task.outbound else failure) from None
        finally:
            if why or task.outbound or not child.alive or not child.rested():
                child.kill()
                self._ended(why or "recycled")
                # the one who asked does not wait until the next process runs
                threading.Thread(target=self._put_back, args=(None, 0)).start()
            else:
                self._put_back(child, tasks + 1)

    def _put_back(self, child: Child | None, tasks: int) -> None:
        """Make a process idle, a new one where there is none, once it can be asked."""
        if child is None:
            child = self._start()
            with suppress(EOFError, OSError):
                child.greeting(START_SECONDS)
        with self._lock:
            if self._closed:
                child.kill()
            else:
                self._idle.put((child, tasks))

    def _take(self, deadline: float, *, network: bool) -> tuple[Child, int]:
        """Take the process that was used last; one that died while it had nothing to do is
        replaced, at no query's cost. Raises Empty where none is ready in time."""
        child, tasks = self._idle.get(timeout=max(0.0, deadline - time.monotonic()))
        if child.alive and not network:
            return child, tasks
        child.kill()
        if not network:
            self._ended("lost")
        return self._start(network=network), 0

    def _ask(self, child: Child, task: Task, deadline: float, line: Line) -> tuple[Answer, int]:
        spool = Path(tempfile.gettempdir()) / f"recalling-answer-{uuid4().hex}"
        left = max(0.0, deadline - time.monotonic())
        message = {
            "release": task.release,
            "query": task.query,
            "formats": task.formats,
            "union": task.union,
            "base": task.base,
            "default_graphs": task.default_graphs,
            "named_graphs": task.named_graphs,
            "bindings": {name: astuple(term) for name, term in task.bindings.items()},
            "graph": task.graph,
            "spool": str(spool),
            "limit": self._config.result_bytes,
            "seconds": left,
        }
        begun, inline = time.monotonic(), False
        try:
            reply, body = child.ask(message, left, line)
            inline = reply["inline"]
            _raise(reply)
            file: IO[bytes] = io.BytesIO(body) if inline else spool.open("rb")
        finally:
            if not inline:
                spool.unlink(missing_ok=True)
        size = len(body) if inline else os.fstat(file.fileno()).st_size
        taken = time.monotonic() - begun
        return Answer(reply["form"], file, size, reply.get("rows"), taken), reply["memory"]

    def isolated(self) -> bool | None:
        """Tell whether the processes are cut off the network (None: not known yet)."""
        try:
            child, tasks = self._idle.get_nowait()
        except Empty:
            return None
        try:
            told = child.greeting(0)
        except (EOFError, OSError):
            told = None
        finally:
            self._idle.put((child, tasks))
        return bool(told["isolated"]) if told else None

    def close(self) -> None:
        """End all processes, a busy one when its query ends."""
        with self._lock:
            self._closed = True
            with suppress(Empty):
                while True:
                    self._idle.get_nowait()[0].kill()


def _raise(reply: dict[str, Any]) -> None:
    """Raise what the reply tells of, if anything."""
    match reply.get("error"):
        case None:
            return
        case "not-acceptable":
            raise NotAcceptable(reply["detail"])
        case "too-big":
            raise TooBig("answer")
        case "store-failed":
            raise ReadFailed(reply["detail"])
        case "no-graph":
            raise NoGraph
        case "no-release":
            raise ReleaseGone
        case _:
            raise BadQuery(reply["detail"], *reply["at"])
