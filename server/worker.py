"""One query process: opens a release read-only, answers queries until its pipe closes.

Started by ``server.workers`` as ``python -m server.worker``; imports nothing heavy, so that a
killed one is replaced quickly. Everything that may go wrong inside Oxigraph (endless loops,
memory) ends with the death of this process, which is what it is for.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from server.store import BadQuery, NotAcceptable, ReleaseStore, Term, run_query

NICE = 10
"""Queries give way to pages when the machine is busy."""

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


class TooBig(Exception):
    """The answer outgrew its limit."""


class Spool:
    """A file that takes ``limit`` bytes and no more."""

    def __init__(self, path: str, limit: int) -> None:
        self._file = Path(path).open("wb")  # noqa: SIM115 - closed by close()
        self._left = limit

    def write(self, data: bytes) -> int:
        """Write, or raise TooBig."""
        self._left -= len(data)
        if self._left < 0:
            raise TooBig
        return self._file.write(data)

    def flush(self) -> None:
        """Hand on what is buffered."""
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def cut_network() -> bool:
    """Leave the network for a namespace that has none; False where the system forbids it.

    Must run while the process has one thread, so before the store opens.
    """
    unshare = cast("Callable[[int], int]", ctypes.CDLL(None, use_errno=True).unshare)
    return unshare(CLONE_NEWNET) == 0 or unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0


def answer(store: ReleaseStore, task: dict[str, Any]) -> dict[str, Any]:
    """Run one task and say how it went; the answer itself goes to the task's spool file."""
    spool = Spool(task["spool"], task["limit"])
    try:
        form = run_query(
            store,
            task["query"],
            cast("Any", spool),
            task["formats"],
            union=task["union"],
            default_graphs=task["default_graphs"],
            named_graphs=task["named_graphs"],
            bindings={name: Term(*term) for name, term in task["bindings"].items()},
        )
    except BadQuery as error:
        return {"error": "bad-query", "detail": str(error), "at": (error.line, error.column)}
    except NotAcceptable as error:
        return {"error": "not-acceptable", "detail": str(error)}
    except (TooBig, MemoryError):
        return {"error": "too-big"}
    finally:
        spool.close()
    return {"form": form}


def main() -> None:
    """Serve the socket whose descriptor and limits stand on the command line."""
    descriptor, memory, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    connection = Connection(descriptor)
    connection.send_bytes(json.dumps({"isolated": cut_network()}).encode())
    release, store = "", None
    while True:
        try:
            task = json.loads(connection.recv_bytes())
        except (EOFError, ConnectionResetError):
            return
        # SIGALRM keeps its default action, death: the parent kills at the deadline, this is for
        # the case that the parent is gone
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)
        if store is None or task["release"] != release:
            release = task["release"]
            store = ReleaseStore(Path(release))
        reply = answer(store, task)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send_bytes(json.dumps(reply).encode())


if __name__ == "__main__":
    main()
