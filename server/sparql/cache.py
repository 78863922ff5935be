"""Complete answers, kept for those who ask the same again; bounded in bytes.

A key begins with the release, so an answer is never given for another one.
"""

from collections.abc import Hashable
from dataclasses import dataclass

from server.kept import Room
from server.store import Form

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
        self._room: Room[Kept] = Room(room, _OVERHEAD)
        self.get, self.takes = self._room.get, self._room.takes

    @property
    def used(self) -> int:
        """The bytes that are taken now."""
        return self._room.used

    def put(self, key: Hashable, answer: Kept) -> None:
        """Keep an answer, and forget the oldest for it."""
        self._room.put(key, answer, len(answer.body))
