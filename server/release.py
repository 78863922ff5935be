"""The release being served, followed when the symlink ``current`` moves to another."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from ontology.iris import BASE
from server.store import ReleaseStore
from server.uses import UsesIndex

Made = TypeVar("Made")


class NoRelease(Exception):
    """There is no release to serve: says where it was looked for and what to do."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: no release there; make one with “recalling build”")


@dataclass(frozen=True, eq=False)
class Release:
    """A release directory, open; equal only to itself, so that answers can be kept by release.

    ``id`` is the directory's name, ``base`` what all its IRIs begin with, ``modified`` has whole
    seconds.
    """

    id: str
    base: str
    path: Path
    store: ReleaseStore
    uses: UsesIndex
    manifest: dict[str, Any]
    modified: datetime
    _made: dict[object, object] = field(default_factory=dict, repr=False)
    _locks: dict[object, threading.RLock] = field(default_factory=dict, repr=False)

    def kept(self, make: "Callable[[Release], Made]") -> Made:
        """Give what is made of this release, made once and kept with it.

        Who asks while it is being made waits for it: in many threads it is made once too.
        """
        if make not in self._made:
            with self._locks.setdefault(make, threading.RLock()):
                if make not in self._made:
                    self._made[make] = make(self)
        return cast("Made", self._made[make])

    def knows(self, iri: str) -> bool:
        """Tell whether the release says anything of an IRI, or points to it."""
        return (
            self.store.has_subject(iri)
            or self.store.has_graph(iri)
            or self.store.has_object(iri)
            or iri == self.base + "ontology"
        )


def open_release(path: Path) -> Release:
    """Open a release directory or a symlink to one; raises NoRelease."""
    directory = path.resolve()
    manifest_file = directory / "manifest.json"
    if not (directory / "store").is_dir():
        raise NoRelease(path)
    manifest = json.loads(manifest_file.read_text("utf-8")) if manifest_file.exists() else {}
    seconds = int((manifest_file if manifest else directory).stat().st_mtime)
    store = ReleaseStore(directory)
    return Release(
        id=directory.name,
        base=manifest.get("base", BASE),
        path=directory,
        store=store,
        uses=UsesIndex(directory, store),
        manifest=manifest,
        modified=datetime.fromtimestamp(seconds, UTC),
    )


class Releases:
    """Gives each request the release that ``path`` names now; a request keeps what it got."""

    def __init__(self, path: Path, opened: Callable[[Release], None] = lambda _: None) -> None:
        """Open it; ``opened`` is called with each release that is, and returns at once."""
        self._path = path
        self._lock = threading.Lock()
        self._opened = opened
        self._seen = _identity(path)
        self._current = open_release(path)
        opened(self._current)

    def current(self) -> Release:
        """Give the current release, reopened when the symlink has moved.

        Where the new one cannot be opened the old one goes on serving.
        """
        if _identity(self._path) != self._seen:
            with self._lock:
                seen = _identity(self._path)
                if self._path.resolve() != self._current.path:
                    try:
                        self._current = open_release(self._path)
                    except (NoRelease, OSError, ValueError):
                        return self._current
                    self._opened(self._current)
                self._seen = seen
        return self._current


def _identity(path: Path) -> tuple[int, ...]:
    """Tell directories apart, at the cost of one look; empty where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_ctime_ns
