"""The release that ``current`` names while the next is made."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.errors import BrokenRelease
from ontology.iris import BASE

_TOLD = ("documents", "quads", "delta", "retired")


@dataclass(frozen=True, slots=True)
class Previous:
    """A release by its folder and its manifest."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def id(self) -> str:
        """Its name."""
        return self.folder.name

    @property
    def base(self) -> str:
        """What all its IRIs begin with."""
        return str(self.manifest.get("base", BASE))

    @property
    def content(self) -> str:
        """What it was made from; its name where nothing came before it."""
        return str(self.manifest.get("content", self.id))

    def history(self) -> list[dict[str, Any]]:
        """It and those before it, the newest first: what a manifest says of earlier releases."""
        made = (self.folder / "manifest.json").stat().st_mtime
        published = datetime.fromtimestamp(int(made), UTC).isoformat()
        own = {"release": self.id, "published": self.manifest.get("published", published)}
        own |= {key: self.manifest[key] for key in _TOLD if key in self.manifest}
        return [own, *self.manifest.get("history", ())]


def previous(out: Path) -> Previous | None:
    """Give the current release of ``out``, if there is one; raises BrokenRelease."""
    link = out / "current"
    if not link.exists():
        return None
    folder = link.resolve()
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BrokenRelease(str(folder), str(error)) from None
    return Previous(folder, manifest)
