"""Who may run a query now: so many at once, so many waiting, and no client all of them."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Full(Exception):
    """There is no place, or none became free in time."""


class Places:
    """``running`` places to run in, ``waiting`` to wait in.

    One client holds at most half of each (and at least one), so that the others find one free.
    """

    def __init__(self, running: int, waiting: int) -> None:
        self._free, self._waiting = running, waiting
        self._share, self._queue = (running + 1) // 2, (waiting + 1) // 2
        self._runs: Counter[str] = Counter()
        self._waits: Counter[str] = Counter()
        self._changed = threading.Condition()

    @contextmanager
    def taken(self, client: str, seconds: float) -> Iterator[None]:
        """Hold a place to run; raises Full after ``seconds`` of waiting, or at once."""
        with self._changed:
            if not self._may_run(client):
                if self._waits.total() >= self._waiting or self._waits[client] >= self._queue:
                    raise Full
                self._waits[client] += 1
                try:
                    if not self._changed.wait_for(lambda: self._may_run(client), seconds):
                        raise Full
                finally:
                    self._leave(self._waits, client)
            self._free -= 1
            self._runs[client] += 1
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._leave(self._runs, client)
                self._changed.notify_all()

    def busy(self) -> int:
        """Count the places that are taken."""
        return self._runs.total()

    def queued(self, client: str) -> int:
        """Count the queries of a client that wait."""
        return self._waits[client]

    def _may_run(self, client: str) -> bool:
        return self._free > 0 and self._runs[client] < self._share

    @staticmethod
    def _leave(places: Counter[str], client: str) -> None:
        places[client] -= 1
        if not places[client]:
            del places[client]
