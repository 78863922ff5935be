"""Where an answer is kept until it is complete: in memory while small, then in a file."""

from pathlib import Path
from typing import IO

INLINE = 1 << 18
"""Bytes of an answer that need no file."""


class TooBig(Exception):
    """The answer outgrew its limit."""


class Spool:
    """Takes ``limit`` bytes and no more; makes the file at ``path`` only for a long answer."""

    def __init__(self, path: str, limit: int) -> None:
        self._path, self._left = Path(path), limit
        self._memory = bytearray()
        self._file: IO[bytes] | None = None

    def write(self, data: bytes) -> int:
        """Write, or raise TooBig."""
        self._left -= len(data)
        if self._left < 0:
            raise TooBig
        if self._file:
            return self._file.write(data)
        self._memory += data
        if len(self._memory) > INLINE:
            self._file = self._path.open("w+b", buffering=INLINE)
            self._file.write(self._memory)
            self._memory.clear()
        return len(data)

    def flush(self) -> None:
        """Hand on what is buffered."""
        if self._file:
            self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()

    def inline(self) -> bytes | None:
        """Give a small answer; None where it is in the file."""
        return None if self._file else bytes(self._memory)

    def blocks(self) -> list[bytes]:
        """Give the whole answer again, in blocks."""
        if not self._file:
            return [bytes(self._memory)]
        self._file.seek(0)
        return list(iter(lambda: self._file.read(INLINE) if self._file else b"", b""))
