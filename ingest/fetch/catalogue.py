"""What ``catalogue.yaml`` knows: file endings, places to fetch from, facts about single files."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ingest.errors import BadData

HERE = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True, slots=True)
class Collection:
    """A published collection: where its listings are and how its folders are named."""

    name: str
    title: str
    listing: str
    texts: str
    records: str
    record: str
    example: str

    def at(self, listing: str) -> "Collection":
        """The same collection, listed at another address."""
        return replace(self, listing=listing.rstrip("/") + "/")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The parsed catalogue; ``files`` are the entries about single files, as written."""

    endings: Mapping[str, str]
    size_limit: int
    collections: Mapping[str, Collection]
    languages: Mapping[str, str]
    files: tuple[Mapping[str, Any], ...] = field(default=())

    def facts(self, name: str, sha256: str) -> Mapping[str, Any]:
        """What is known beforehand of a file, found by its checksum, else by its name; or ``{}``.

        Keys: ``name``, ``sha256``, ``what``, ``documents`` (a list of ``symbol`` and optional
        ``kind``, ``inferred``, ``minted``, in the order in which they stand in the file).
        """
        for entry in self.files:
            if entry["sha256"] == sha256:
                return entry
        for entry in self.files:
            if entry["name"] == Path(name).name:
                return entry
        return {}


@cache
def load(path: Path = HERE) -> Catalogue:
    """Read a catalogue file. Raises BadData where it is not what this module describes."""
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
        return Catalogue(
            endings=raw["endings"],
            size_limit=int(raw["size_limit"]),
            collections={
                name: Collection(name=name, **entry) for name, entry in raw["collections"].items()
            },
            languages=raw["languages"],
            files=tuple(raw.get("files", ())),
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise BadData(path.name, f"not a catalogue ({error!r})") from error
