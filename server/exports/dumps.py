"""The whole release as one download: N-Quads as the build wrote them, other formats as they go.

Everything is made from ``graph.nq.gz`` block by block, so memory does not grow with the release.
"""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, cast

from ontology.terms import PREFIXES
from server.negotiate import GRAPHS, Format
from server.release import Release
from server.store import convert

FILE = "graph.nq.gz"
FORMATS = tuple(GRAPHS[suffix] for suffix in ("nq", "trig", "jsonld"))
"""The formats that can say which graph a statement is in."""
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Dump:
    """One way to download a release; ``size`` is 0 where it is not known before it is made."""

    name: str
    format: Format
    packed: bool
    size: int = 0

    @property
    def label(self) -> str:
        """What it is, in words."""
        return f"The whole release as {self.format.label}{', compressed' if self.packed else ''}"

    @property
    def content_type(self) -> str:
        """The Content-Type of the file itself."""
        return "application/gzip" if self.packed else self.format.content_type

    @property
    def ready(self) -> bool:
        """Tell whether the file lies on disk as it is sent."""
        return self.packed and self.format.suffix == "nq"


def offered(release: Release) -> tuple[Dump, ...]:
    """Give the downloads of a release: names hold its id. None where the release has no file."""
    path = release.path / FILE
    if not path.exists():
        return ()
    return tuple(
        Dump(
            f"recalling-{release.id}.{form.suffix}{'.gz' if packed else ''}",
            form,
            packed,
            path.stat().st_size if packed and form.suffix == "nq" else 0,
        )
        for form in FORMATS
        for packed in (True, False)
    )


def stream(release: Release, dump: Dump) -> Iterator[bytes]:
    """Make a download, in blocks."""
    if dump.ready:
        with (release.path / FILE).open("rb") as file:
            while block := file.read(_BLOCK):
                yield block
        return
    with gzip.open(release.path / FILE, "rb") as file:
        if dump.format.suffix == "nq":
            blocks: Iterable[bytes] = iter(lambda: file.read(_BLOCK), b"")
        else:
            blocks = convert(cast("IO[bytes]", file), dump.format.suffix, PREFIXES)
        yield from _packed(blocks) if dump.packed else blocks


def _packed(blocks: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(3, wbits=31)
    for block in blocks:
        if small := packer.compress(block):
            yield small
    yield packer.flush()
