"""Complete answers, kept for those who ask the same again; bounded in bytes.

A key begins with the release, so an answer is never given for another one.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from server.store import Form

_SHARE = 8
"""One answer takes at most an eighth of the room."""

_OVERHEAD = 1024
"""Bytes that an entry takes beside its body, about."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A complete answer in one format."""

    form: Form
    body: bytes
    rows: int | None
    seconds: float


class Cache:
    """Keeps what was asked for last, ``room`` bytes of it; safe between threads."""

    def __init__(self, room: int) -> None:
        self._room, self.used = room, 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        """Give the answer of this key, if it is still here."""
        with self._lock:
            kept = self._kept.get(key)
            if kept:
                self._kept.move_to_end(key)
            return kept

    def takes(self, size: int) -> bool:
        """Tell whether an answer of this size is kept at all."""
        return size + _OVERHEAD <= self._room // _SHARE

    def put(self, key: Hashable, answer: Kept) -> None:
        """Keep an answer, and forget the oldest for it."""
        if not self.takes(len(answer.body)):
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = answer
            self.used += len(answer.body) + _OVERHEAD
            while self.used > self._room:
                _, old = self._kept.popitem(last=False)
                self.used -= len(old.body) + _OVERHEAD
