"""What was made once is kept for whoever asks the same again, within a room of so many bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_SHARE = 8
"""One thing takes at most an eighth of the room."""

Value = TypeVar("Value")


class Room(Generic[Value]):
    """Keeps what was asked for last, ``room`` bytes of it; safe between threads.

    Each thing takes ``overhead`` bytes beside its size. ``used`` bytes are taken now.
    """

    def __init__(self, room: int, overhead: int = 0) -> None:
        self._room, self._overhead, self.used = room, overhead, 0
        self._kept: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Value | None:
        """Give what is kept under this key, if it is still here."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def takes(self, size: int) -> bool:
        """Tell whether a thing of this size is kept at all."""
        return size + self._overhead <= self._room // _SHARE

    def put(self, key: Hashable, value: Value, size: int) -> None:
        """Keep a thing of ``size`` bytes, and forget the oldest for it."""
        if not self.takes(size):
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = value, size + self._overhead
            self.used += size + self._overhead
            while self.used > self._room:
                self.used -= self._kept.popitem(last=False)[1][1]


class Bodies:
    """Bodies of answers under their strong tags, ``room`` bytes of them."""

    def __init__(self, room: int) -> None:
        self._room: Room[bytes] = Room(room)

    def get(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """Give the body of this tag, which is made where it is not here."""
        kept = self._room.get(tag)
        if kept is None:
            kept = make()
            self._room.put(tag, kept, len(kept))
        return kept
