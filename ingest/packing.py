"""Compressed files that depend on nothing but what is in them."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter
from pathlib import Path
from typing import BinaryIO

_BLOCK = 1024 * 1024


@contextmanager
def packed(path: Path) -> Iterator[BinaryIO]:
    """Open a gzip file for writing; its header has neither name nor time."""
    with (
        path.open("wb") as target,
        gzip.GzipFile(filename="", mode="wb", compresslevel=3, fileobj=target, mtime=0) as out,
        BufferedWriter(out, _BLOCK) as buffered,
    ):
        yield buffered
