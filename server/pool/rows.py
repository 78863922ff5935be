"""How many rows an answer has, counted in its bytes while they are written.

The store serialises whole answers and does not say how many rows it wrote. Each of the four
formats has something that stands once per row and cannot stand in a value.
"""

import re
from collections.abc import Iterable
from typing import Protocol

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


class Output(Protocol):
    """Where an answer is written to, and can be read again."""

    def write(self, data: bytes) -> int:
        """Write some bytes."""

    def flush(self) -> None:
        """Hand on what is buffered."""

    def blocks(self) -> Iterable[bytes]:
        """Give all that was written."""


class Counted:
    """Hands an answer on to ``output`` and counts its rows; see ``rows``."""

    def __init__(self, output: Output, format_name: str | None) -> None:
        self._output, self._format = output, format_name
        self._count, self._tail = 0, b""
        self._empty = self._quoted = False

    def write(self, data: bytes) -> int:
        """Write and count."""
        if self._format == "csv":
            self._count_csv(data)
        elif self._format == "tsv":
            # line breaks in values are escaped
            self._count += data.count(b"\n")
        elif self._format in {"json", "xml"}:
            self._count_marks(data)
        return self._output.write(data)

    def flush(self) -> None:
        """Hand on what is buffered."""
        self._output.flush()

    def rows(self) -> int:
        """Give the number of rows of an answer of solutions, once it is all written."""
        if self._format in {"csv", "tsv"}:
            return self._count - 1
        if self._empty:
            text = _STRING.sub(b"", b"".join(self._output.blocks()))
            return text.count(b"[{") + text.count(b",{")
        return self._count

    def _count_csv(self, data: bytes) -> None:
        """Count the line breaks outside quotation marks."""
        for piece in data.split(b'"'):
            if not self._quoted:
                self._count += piece.count(b"\n")
            self._quoted = not self._quoted
        self._quoted = not self._quoted

    def _count_marks(self, data: bytes) -> None:
        """Count what begins a row, across the borders of blocks.

        XML writes ``<`` in values as an entity. In JSON a row begins ``{"name``, after a bracket
        or a comma; a text may end so, but then comes ``}`` or a comma. A row without a value is
        ``{}``, which may be part of a text: it is noted, and counted at the end.
        """
        if self._format == "xml":
            seen = self._tail + data
            self._count += seen.count(b"<result>")
            self._tail = seen[-7:]
            return
        long = self._tail + data
        # what is three bytes long and ends in the last block was counted with that
        short = self._tail[-2:] + data
        for before in (b"[", b","):
            self._count += short.count(before + b'{"')
            self._count -= long.count(before + b'{"}') + long.count(before + b'{",')
        self._empty = self._empty or b"{}" in short
        self._tail = long[-3:]
