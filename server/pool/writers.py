"""The parent's end of the process that writes."""

import threading
from pathlib import Path
from typing import Any

from server.config import Config
from server.pool.children import START_SECONDS, Child, Late, Lost
from server.pool.workers import ReadFailed, TooBig, TooMany, TooSlow, WorkerLost
from server.store import BadQuery


class NotWritable(Exception):
    """The folder cannot be written, or another server writes there."""


class Writer:
    """Makes changes one after the other; may be used from many threads."""

    def __init__(self, config: Config) -> None:
        """Start the process and wait until there is a version to read; raises NotWritable."""
        self._config = config
        self._folder = Path(config.writable).absolute()
        self._lock = threading.Lock()
        self._child = self._start()

    def _start(self) -> Child:
        child = Child("server.pool.writer", str(self._config.query_memory), str(self._folder))
        try:
            told = child.greeting(START_SECONDS)
        except (EOFError, OSError):
            told = None
        if told is None or "error" in told:
            child.kill()
            raise NotWritable(told["error"] if told else f"{self._folder}: cannot be opened")
        return child

    def change(self, task: dict[str, Any]) -> dict[str, Any]:
        """Make one change; afterwards every reader sees it. Raises BadQuery and QueryRefused."""
        seconds = self._config.write_seconds
        if not self._lock.acquire(timeout=seconds):
            raise TooMany
        try:
            if not self._child.alive:
                self._child.kill()
                # its store is locked as long as it lives
                self._child.wait(START_SECONDS)
                self._child = self._start()
            reply, _ = self._child.ask(task | {"seconds": seconds}, seconds)
        except Late:
            raise TooSlow from None
        except Lost as lost:
            raise (WorkerLost if lost.code == -9 else TooBig) from None
        except NotWritable as error:
            raise ReadFailed(str(error)) from None
        finally:
            self._lock.release()
        match reply.get("error"):
            case None:
                return reply
            case "bad-query":
                raise BadQuery(reply["detail"], *reply["at"])
            case "too-big":
                raise TooBig
            case _:
                raise ReadFailed(reply["detail"])

    def close(self) -> None:
        """End the process, after the change it is making."""
        with self._lock:
            self._child.kill()
            self._child.wait(START_SECONDS)
