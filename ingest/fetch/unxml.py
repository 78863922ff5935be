"""Fetch the United Nations' published resolutions, one session or year at a time.

Each file is written whole or not at all, and one that is already there with the right checksum
is not fetched again: running the command once more goes on where the last run ended.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request, urlopen

from ingest.errors import FetchFailed
from ingest.fetch.catalogue import Catalogue, Collection

TIMEOUT = 20.0
"""Seconds without an answer before a request is given up."""

LISTING_LIMIT = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Remote:
    """A file to fetch. ``blob`` is its git blob checksum (SHA-1 over a header and the bytes)."""

    url: str
    path: str
    size: int
    blob: str


def session(
    collection: Collection,
    part: str,
    languages: Sequence[str],
    out: Path,
    catalogue: Catalogue,
    progress: Callable[[list[Remote]], Iterable[Remote]] = lambda files: files,
) -> tuple[int, int]:
    """Fetch the texts in ``languages`` (``en`` …) and the records of one session into ``out``.

    Returns how many files were fetched and how many were already there. Raises FetchFailed.
    """
    wanted: list[Remote] = []
    for language in languages:
        folder = collection.texts.format(part=part, language=catalogue.languages[language])
        here = f"{collection.name}/{part}/{language}"
        wanted += listing(collection, folder, here, ".xml")
    record = collection.record.format(part=part)
    here = f"metadata/{collection.name}"
    wanted += [
        file
        for file in listing(collection, collection.records, here, ".json")
        if file.path == f"{here}/{record}"
    ]
    fetched = sum(_fetch(file, out, catalogue.size_limit) for file in progress(wanted))
    return fetched, len(wanted) - fetched


def listing(collection: Collection, folder: str, here: str, ending: str) -> list[Remote]:
    """The files of a remote folder whose names end in ``ending``, to be stored under ``here``."""
    url = collection.listing + quote(folder)
    try:
        entries: list[dict[str, Any]] = json.loads(_get(url, LISTING_LIMIT))
        return [
            Remote(_address(entry["download_url"], url), f"{here}/{_plain(entry['name'])}",
                   int(entry["size"]), entry["sha"])
            for entry in entries
            if entry["type"] == "file" and entry["name"].endswith(ending)
        ]  # fmt: skip
    except (ValueError, KeyError, TypeError) as error:
        raise FetchFailed(url, f"not the listing of a folder ({error})") from error


def _address(url: str, listed_at: str) -> str:
    """A download address, refused where it leaves the web or falls back from https to http."""
    whole = urljoin(listed_at, url)
    if urlsplit(whole).scheme not in {"https", urlsplit(listed_at).scheme}:
        raise ValueError(f"refused address {whole}")
    return whole


def _plain(name: str) -> str:
    if name != Path(name).name or name.startswith("."):
        raise ValueError(f"refused file name {name!r}")
    return name


def _get(url: str, limit: int) -> bytes:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise FetchFailed(url, "only http and https addresses are fetched")
    try:
        request = Request(url, headers={"User-Agent": "recalling"})  # noqa: S310
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            data: bytes = answer.read(limit + 1)
    except (URLError, OSError) as error:
        raise FetchFailed(url, f"no answer ({getattr(error, 'reason', error)})") from error
    if len(data) > limit:
        raise FetchFailed(url, f"more than {limit:,} bytes")
    return data


def blob(data: bytes) -> str:
    """The checksum under which git stores a file: SHA-1, over ``blob SIZE`` NUL and the bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _fetch(file: Remote, out: Path, limit: int) -> bool:
    target = out / file.path
    if target.is_file() and blob(target.read_bytes()) == file.blob:
        return False
    data = _get(file.url, limit)
    if blob(data) != file.blob:
        raise FetchFailed(file.url, "the checksum is not the one that was announced")
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.part")
    aside.write_bytes(data)
    aside.replace(target)
    return True
