"""How right a release is on documents that people have annotated, by a scorer of theirs.

    python -m benchmarks.accuracy --release DIR --scorer FILE [--set NAME] [--check | --write]
        [-- WHAT THE SCORER TAKES BESIDES]

The scorer is a program in Python that takes ``--store DIR --json`` (and what stands behind ``--``)
and prints an object: for each task ``right``, ``extra`` and ``missing``. Its counts are printed
beside those that the page of accuracy shows for the set. ``--check`` ends with status 1 where they
differ, ``--write`` puts them there.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import yaml

from server.views.measured import COUNTS, WORDS, Score

Counts = dict[str, tuple[int, int, int]]
SECONDS = 600.0


class NoScore(click.ClickException):
    """A scorer that gives no counts."""


@click.command()
@click.option("--release", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--scorer", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              required=True)  # fmt: skip
@click.option("--set", "name", default="developed", show_default=True,
              type=click.Choice(list(yaml.safe_load(WORDS.read_text("utf-8"))["sets"])),
              help="Which annotated documents these are.")  # fmt: skip
@click.option("--check", is_flag=True, help="Fail where the page shows something else.")
@click.option("--write", is_flag=True, help="Have the page show these counts.")
@click.argument("more", nargs=-1)
def main(
    release: Path, scorer: Path, name: str, check: bool, write: bool, more: tuple[str, ...]
) -> None:
    """Score a release and compare with what the page of accuracy shows."""
    found = score(scorer, release.resolve() / "store", more)
    kept = json.loads(COUNTS.read_text("utf-8")) if COUNTS.exists() else {}
    shown: Counts = {task: tuple(row) for task, row in kept.get(name, {}).get("tasks", {}).items()}
    click.echo(f"{'task':22} {'precision':>9} {'recall':>9} {'F1':>9} {'right':>7} {'extra':>7} "
               f"{'missing':>7}")  # fmt: skip
    for task, row in found.items():
        one = Score(*row)
        click.echo(f"{task:22} {one.precision:9.3f} {one.recall:9.3f} {one.f1:9.3f} {one.right:7} "
                   f"{one.extra:7} {one.missing:7}")  # fmt: skip
    if write:
        today = datetime.now(UTC).date().isoformat()
        kept[name] = {"date": today, "tasks": found}
        COUNTS.write_text(_told(kept), "utf-8")
        click.echo(f"written to {COUNTS.name}")
        return
    faults = list(differences(shown, found))
    for fault in faults:
        click.echo(f"DIFFERENT {fault}", err=True)
    if faults and check:
        click.echo(f"{COUNTS.name} shows other figures for “{name}” than were measured: "
                   "find out why, then --write", err=True)  # fmt: skip
        sys.exit(1)


def score(scorer: Path, store: Path, more: tuple[str, ...] = ()) -> Counts:
    """Run the scorer over a store; raises NoScore where it fails or prints no counts."""
    done = subprocess.run(  # noqa: S603 - the program that the user names
        [sys.executable, str(scorer), "--store", str(store), "--json", *more],
        capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip
    if done.returncode:
        raise NoScore(f"{scorer.name} failed: {done.stderr.strip()[-500:]}")
    try:
        table = json.loads(done.stdout)
        return {
            task: (int(row["right"]), int(row["extra"]), int(row["missing"]))
            for task, row in table.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoScore(f"{scorer.name} prints no counts: {done.stdout[:200]!r}") from None


def differences(shown: Counts, found: Counts) -> Iterator[str]:
    """Tell each task whose counts are not those shown."""
    for task in sorted({*shown, *found}):
        if shown.get(task) != found.get(task):
            yield f"{task}: shown {shown.get(task)}, measured {found.get(task)}"


def _told(kept: dict[str, dict[str, object]]) -> str:
    """Write one task on a line, so that a change can be read."""
    return json.dumps(kept, indent=1).replace("\n    ", " ").replace("\n   ]", " ]") + "\n"


if __name__ == "__main__":
    main()
