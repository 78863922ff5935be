"""Statements about one subject out of a sorted file of N-Quads, without reading the file."""

import mmap
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Link:
    """A statement whose terms are all IRIs, without its subject."""

    predicate: str
    object: str
    graph: str


def lookup(path: Path, subject: str) -> list[Link]:
    """Give what a file says of an IRI, in the order of the file; nothing where there is no file.

    A few comparisons find the place, as in a dictionary.
    """
    if not path.exists() or not path.stat().st_size:
        return []
    key = f"<{subject}> ".encode()
    found: list[Link] = []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        data.seek(_first(data, key))
        while (line := data.readline()).startswith(key):
            _, predicate, object_, graph, _ = line.decode().split(" ")
            found.append(Link(predicate[1:-1], object_[1:-1], graph[1:-1]))
    return found


def _first(data: mmap.mmap, key: bytes) -> int:
    """Where the first line begins that is not before ``key``."""
    low, high = 0, len(data)
    while low < high:
        start = data.rfind(b"\n", 0, (low + high) // 2) + 1
        end = data.find(b"\n", start) + 1 or len(data)
        if data[start:end] < key:
            low = end
        else:
            high = start
    return low
