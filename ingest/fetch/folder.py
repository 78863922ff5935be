"""Find the source files in folders, and load one: every file is used, ignored or named as bad."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import BadSource, NoSource
from ingest.fetch.catalogue import Catalogue

RECORDS = "records"


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A file that looks like a source. ``name`` is relative to the folder given, with ``/``.

    ``kind`` is the value of a ``model.Form`` or ``records``.
    """

    name: str
    path: Path
    kind: str


@dataclass(slots=True)
class Found:
    """What a walk saw: sources in the order of their names, faults, and how many were ignored."""

    candidates: list[Candidate] = field(default_factory=list)
    bad: list[BadSource] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)


def find(places: Sequence[Path], catalogue: Catalogue) -> Found:
    """Walk the places (files or folders) and sort what is there; nothing is opened.

    Names are relative to their place; with several places they begin with the place's own name.
    Links to folders are not followed, so that a circle cannot trap the walk. Raises NoSource.
    """
    found = Found()
    for place in places:
        if not os.path.lexists(place):
            raise NoSource(str(place))
        prefix = f"{place.resolve().name}/" if len(places) > 1 and place.is_dir() else ""
        for path in _files(place, frozenset(catalogue.endings)):
            own = path.name if path == place else path.relative_to(place).as_posix()
            # a name that is no valid UTF-8 is shown with escapes instead of stopping the build
            name = os.fsencode(prefix + own).decode("utf-8", "backslashreplace")
            _sort(path, name, catalogue, found)
    found.candidates.sort()
    for before, after in zip(found.candidates, found.candidates[1:], strict=False):
        if before.name == after.name:
            found.bad.append(BadSource(str(after.path), f"same name as {before.path}; rename one"))
    taken: dict[str, Candidate] = {}
    for candidate in found.candidates:
        taken.setdefault(candidate.name, candidate)
    found.candidates = list(taken.values())
    return found


def _files(place: Path, endings: frozenset[str]) -> Iterator[Path]:
    if not place.is_dir():
        yield place
        return
    for folder, folders, files in os.walk(place):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # a folder named like a source file is a fault to report, not a place to look into
        odd = [name for name in folders if Path(name).suffix.lower() in endings]
        folders[:] = [name for name in folders if name not in odd]
        for name in sorted([*files, *odd]):
            if not name.startswith("."):
                yield Path(folder) / name


def _sort(path: Path, name: str, catalogue: Catalogue, found: Found) -> None:
    kind = catalogue.endings.get(path.suffix.lower())
    if kind is None:
        found.ignored[path.suffix.lower() or path.name] += 1
    elif path.is_symlink() and not path.exists():
        found.bad.append(BadSource(name, f"a dangling link (to {path.readlink()})"))
    elif path.is_dir():
        found.bad.append(BadSource(name, "a folder where a file is expected; rename it"))
    elif not path.is_file():
        found.bad.append(BadSource(name, "not a regular file"))
    else:
        found.candidates.append(Candidate(name, path, kind))


def load(candidate: Candidate, limit: int) -> tuple[bytes, str]:
    """The bytes of a source and their SHA-256 in hexadecimal.

    Raises BadSource where the file is empty, larger than ``limit`` bytes, or cannot be read.
    """
    try:
        size = candidate.path.stat().st_size
        if size > limit:
            raise BadSource(candidate.name, f"{size:,} bytes, more than the limit of {limit:,}")
        with candidate.path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise BadSource(candidate.name, f"cannot be read ({error.strerror})") from error
    if len(data) > limit:
        raise BadSource(candidate.name, f"more than the limit of {limit:,} bytes")
    if not data.strip():
        raise BadSource(candidate.name, "an empty file")
    return data, hashlib.sha256(data).hexdigest()
