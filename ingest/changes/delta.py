"""What one release has and the other has not: two sorted N-Quads files, read side by side."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import BrokenRelease


@dataclass(frozen=True, slots=True)
class Change:
    """A line of N-Quads that came (``added``) or went."""

    added: bool
    line: bytes


def changes(old: Path, new: Path) -> Iterator[Change]:
    """Give what differs between two sorted ``.nq.gz`` files without repeats, in their order.

    Holds one line of each in memory. Raises BrokenRelease where the old one cannot be read.
    """
    with gzip.open(new) as after:
        before, now = _lines(old), iter(after)
        theirs, ours = next(before, b""), next(now, b"")
        while theirs and ours:
            if theirs == ours:
                theirs, ours = next(before, b""), next(now, b"")
            elif theirs < ours:
                yield Change(False, theirs)
                theirs = next(before, b"")
            else:
                yield Change(True, ours)
                ours = next(now, b"")
        while theirs:
            yield Change(False, theirs)
            theirs = next(before, b"")
        while ours:
            yield Change(True, ours)
            ours = next(now, b"")


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path) as file:
            yield from file
    except (OSError, EOFError, zlib.error) as error:
        raise BrokenRelease(str(path), " ".join(str(error).split())) from None


def terms(line: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Take a line of N-Quads apart; the terms stay as they are written.

    Every statement of a release is in a named graph.
    """
    subject, predicate, rest = line.split(b" ", 2)
    object_, graph, _ = rest.rsplit(b" ", 2)
    return subject, predicate, object_, graph
