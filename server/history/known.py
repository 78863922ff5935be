"""The releases there have been, as the manifest of the newest tells."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from server.release import Release

ADDED, REMOVED = "added.nq.gz", "removed.nq.gz"


@dataclass(frozen=True, slots=True)
class Entry:
    """A release: its id, when it was published (ISO 8601), what it had and what it changed.

    ``previous`` is the id of the one before it, ``""`` for the first. ``folder`` is None where it
    has been pruned. Counts are None where its manifest does not say.
    """

    id: str
    published: str
    previous: str
    folder: Path | None
    documents: int | None
    quads: int | None
    added: int | None
    removed: int | None
    retired: int | None

    @property
    def day(self) -> str:
        """The date it was published."""
        return datetime.fromisoformat(self.published).date().isoformat()

    def delta(self, name: str) -> Path | None:
        """The file of ``added.nq.gz`` or ``removed.nq.gz``, if it is here."""
        path = self.folder / name if self.folder and self.previous else None
        return path if path and path.is_file() else None


@lru_cache(maxsize=4)
def _told(release: Release) -> tuple[dict[str, Any], ...]:
    manifest = release.manifest
    published = manifest.get("published", release.modified.isoformat())
    own = {**manifest, "release": release.id, "published": published}
    return (own, *manifest.get("history", ()))


def entries(release: Release) -> tuple[Entry, ...]:
    """The release and those before it, the newest first. Which are still here is looked up."""
    told = _told(release)
    return tuple(
        Entry(
            id=one["release"],
            published=one["published"],
            previous=before["release"] if before else "",
            folder=_folder(release, one["release"]),
            documents=one.get("documents"),
            quads=one.get("quads"),
            added=one.get("delta", {}).get("added"),
            removed=one.get("delta", {}).get("removed"),
            retired=one.get("retired"),
        )
        for one, before in zip(told, (*told[1:], None), strict=True)
    )


def times(release: Release) -> dict[str, str]:
    """When each release was published, by its IRI, the newest first."""
    return {f"{release.base}release/{one['release']}": one["published"] for one in _told(release)}


def _folder(release: Release, name: str) -> Path | None:
    folder = release.path if name == release.id else release.path.parent / name
    return folder if (folder / "manifest.json").is_file() else None
