"""Bodies of answers, kept under their strong tags for whoever asks the same again."""

import threading
from collections import OrderedDict
from collections.abc import Callable

_SHARE = 8
"""One body takes at most an eighth of the room."""


class Bodies:
    """Keeps what was asked for last, ``room`` bytes of it; safe between threads."""

    def __init__(self, room: int) -> None:
        self._room, self._used = room, 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """Give the body of this tag, which is made where it is not here."""
        with self._lock:
            kept = self._kept.get(tag)
            if kept is not None:
                self._kept.move_to_end(tag)
                return kept
        made = make()
        with self._lock:
            if len(made) <= self._room // _SHARE and tag not in self._kept:
                self._kept[tag] = made
                self._used += len(made)
            while self._used > self._room:
                self._used -= len(self._kept.popitem(last=False)[1])
        return made
