"""Tell whether a release is still what a build would make: from its input, program and options."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from ingest.fetch import catalogue, folder
from ontology.terms import ROOT

_CODE = ("ingest", "ontology", "shapes")
_ENDINGS = {".py", ".ttl", ".rq", ".yaml", ".jsonld"}
_NOTE = ".inputs.json"


def fingerprint(places: Sequence[Path], options: str) -> str:
    """A checksum of everything a build depends on; of sources only name, size and time."""
    found = folder.find(places, catalogue.load())
    digest = hashlib.sha256(options.encode())
    for candidate in found.candidates:
        state = candidate.path.stat()
        digest.update(f"{candidate.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    for bad in found.bad:
        digest.update(f"{bad}\n".encode())
    for room in _CODE:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in _ENDINGS:
                digest.update(path.relative_to(ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def reusable(out: Path, inputs: str) -> Path | None:
    """The current release of ``out`` if it was made from these inputs."""
    try:
        noted = json.loads((out / _NOTE).read_text("utf-8"))
        current = (out / "current").resolve(strict=True)
    except (OSError, ValueError):
        return None
    return current if noted == {"inputs": inputs, "release": current.name} else None


def remember(out: Path, inputs: str, release: Path) -> None:
    """Note beside the releases from what the current one was made."""
    aside = out / f"{_NOTE}.part"
    aside.write_text(json.dumps({"inputs": inputs, "release": release.name}), "utf-8")
    aside.replace(out / _NOTE)
