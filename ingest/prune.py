"""Delete old releases: never the current one, never while one is built, nothing unknown."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import click

from ingest.changes.previous import previous
from ingest.errors import NoReleases
from ingest.lock import alone

_DOOMED = ".pruned-"
"""What a folder's name begins with while it is deleted, so that half a release is no release."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """Names of the releases that went and that stay, and of folders that are no releases."""

    gone: tuple[str, ...]
    kept: tuple[str, ...]
    unknown: tuple[str, ...]


def prune(out: Path, keep: int) -> Pruned:
    """Keep the ``keep`` newest releases of ``out``, the current one always; delete the rest.

    Folders that are no releases are left alone. Raises NoReleases where ``out`` has no current
    release, Busy while a build runs, BrokenRelease.
    """
    if not out.is_dir():
        raise NoReleases(str(out))
    current = previous(out)
    if current is None:
        raise NoReleases(str(out))
    with alone(out):
        for left in out.glob(f"{_DOOMED}*"):
            shutil.rmtree(left)
        folders = [path for path in out.iterdir() if path.is_dir() and not path.is_symlink()]
        known = {path.name: time for path in folders if (time := _published(path)) is not None}
        # the current release counts as the newest, whenever it was made
        newest = sorted(known, key=lambda name: (name == current.id, known[name], name))[::-1]
        for name in newest[keep:]:
            doomed = (out / name).rename(out / f"{_DOOMED}{name}")
            shutil.rmtree(doomed)
    unknown = sorted(
        path.name for path in folders
        if path.name not in known and not path.name.startswith((".building-", _DOOMED))
    )  # fmt: skip
    return Pruned(tuple(newest[keep:]), tuple(newest[:keep]), tuple(unknown))


def _published(folder: Path) -> float | None:
    """When a release was published; None for a folder that is no release."""
    manifest = folder / "manifest.json"
    try:
        told = json.loads(manifest.read_text("utf-8"))
        named = isinstance(told, dict) and told.get("release") == folder.name
        return manifest.stat().st_mtime if named else None
    except (OSError, ValueError):
        return None


@click.command("prune")
@click.argument("out", default="data", type=click.Path(path_type=Path, file_okay=False))
@click.option("--keep", required=True, type=click.IntRange(min=1),
              help="How many of the newest releases stay, the current one among them.")  # fmt: skip
def command(out: Path, keep: int) -> None:
    """Delete old releases from OUT (default: data), all but the newest.

    Addresses of deleted releases go on answering: the current release knows them.
    """
    done = prune(out, keep)
    for name in done.gone:
        click.echo(f"deleted {name}")
    for name in done.unknown:
        click.echo(f"left alone, no release: {name}", err=True)
    click.echo(f"{len(done.gone)} deleted, {len(done.kept)} kept")
