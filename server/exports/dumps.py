"""The whole release as one download: N-Quads as the build wrote them, other formats made of them.

Everything is made from ``graph.nq.gz`` some thousand statements at a time, so memory does not grow
with the release; and into a file first, so that a slow client holds no more than a block.
"""

import gzip
import os
import threading
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from ontology.terms import PREFIXES
from server.negotiate import GRAPHS, Format
from server.release import Release
from server.store import convert

FILE = "graph.nq.gz"
FORMATS = tuple(GRAPHS[suffix] for suffix in ("nq", "trig", "jsonld"))
"""The formats that can say which graph a statement is in."""
_BLOCK = 1 << 16


class Busy(Exception):
    """A download is being made, and one at a time is enough."""


@dataclass(frozen=True, slots=True)
class Dump:
    """A compressed download; ``size`` is 0 where it is not known before it is made."""

    name: str
    format: Format
    size: int = 0

    @property
    def label(self) -> str:
        """What it is, in words."""
        return f"The whole release as {self.format.label}, compressed"

    @property
    def ready(self) -> bool:
        """Tell whether the build made it."""
        return self.format.suffix == "nq"


def offered(release: Release) -> tuple[Dump, ...]:
    """Give the downloads of a release: names hold its id. None where the release has no file."""
    path = release.path / FILE
    if not path.exists():
        return ()
    return tuple(
        Dump(
            f"recalling-{release.id}.{form.suffix}.gz",
            form,
            path.stat().st_size if form.suffix == "nq" else 0,
        )
        for form in FORMATS
    )


def stream(release: Release, form: Format) -> Iterator[bytes]:
    """Give the whole release in a format, in blocks."""
    with gzip.open(release.path / FILE, "rb") as file:
        if form.suffix == "nq":
            yield from iter(lambda: file.read(_BLOCK), b"")
        else:
            yield from convert(cast("IO[bytes]", file), form.suffix, PREFIXES)


def packed(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Compress blocks as gzip does, without name and time: the same input gives the same bytes."""
    packer = zlib.compressobj(3, wbits=31)
    for block in blocks:
        if small := packer.compress(block):
            yield small
    yield packer.flush()


class Shelf:
    """Keeps the downloads that were made of the release that is served."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._making = threading.Lock()

    def get(self, release: Release, dump: Dump) -> Path:
        """Give the file of a download, made now if need be; raises Busy while another is made."""
        if dump.ready:
            return release.path / FILE
        path = self._folder / dump.name
        if path.exists():
            return path
        if not self._making.acquire(blocking=False):
            raise Busy
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for old in self._folder.iterdir():
                if release.id not in old.name:
                    old.unlink(missing_ok=True)
            aside = path.with_suffix(f".{os.getpid()}")
            with aside.open("wb") as file:
                file.writelines(packed(stream(release, dump.format)))
            aside.replace(path)
        finally:
            self._making.release()
        return path
