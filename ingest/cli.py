"""The command ``recalling``, and of its sub-commands those that make a release.

The sub-commands are found by name in the entry points ``recalling.commands`` of the installed
package, so that this module need not import the server's.
"""

import os
import sys
from collections.abc import Iterable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, TypeVar

import click
from tqdm import tqdm

from ingest import pipeline, reuse
from ingest.check import check
from ingest.errors import FetchFailed, NothingBuilt, RecallingError
from ingest.fetch import catalogue, places, unxml
from ingest.triples.names import BASE

Item = TypeVar("Item")
SHOWN = 20
"""How many faults are printed; the report has them all."""


class Commands(click.Group):
    """Loads a sub-command when it is asked for, and says errors in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all sub-commands, in the order of the work."""
        order = ("fetch", "build", "validate", "query", "serve", "export", "prune")
        names = [entry.name for entry in entry_points(group="recalling.commands")]
        return sorted(names, key=lambda name: (name not in order, [*order, name].index(name)))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The sub-command of that name."""
        for entry in entry_points(group="recalling.commands", name=name):
            command: click.Command = entry.load()
            return command
        return None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the sub-command; our own errors end it with status 2 and one line."""
        try:
            return super().invoke(ctx)
        except RecallingError as error:
            click.echo(f"recalling: {error}", err=True)
            ctx.exit(2)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="recalling")
def main() -> None:
    """A knowledge graph of United Nations resolutions, from their texts to answers.

    \b
      recalling build            make a release from the texts that are here
      recalling serve            serve it: pages, linked data, SPARQL
      recalling query FILE.rq    ask it a question

    Each command has its own --help.
    """


def bar(name: str, items: Iterable[Item], count: int) -> Iterable[Item]:
    """A progress bar on standard error, if that is a terminal."""
    shown: Iterable[Item] = tqdm(items, desc=name, total=count, disable=None, leave=False)
    return shown


@click.command()
@click.argument("source", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", default="data", show_default=True, type=click.Path(path_type=Path),
              help="Where releases are kept; OUT/current is the newest.")  # fmt: skip
@click.option("--workers", default=os.cpu_count() or 1, show_default=True,
              type=click.IntRange(min=1), help="How many processes do the work.")  # fmt: skip
@click.option("--shacl/--no-shacl", default=True, show_default=True,
              help="Check each document against the shapes before it goes in.")  # fmt: skip
@click.option("--base", default=BASE, show_default=True, help="What all IRIs begin with.")
@click.option("--reuse", "again", is_flag=True,
              help="Do nothing if the current release was made from the same input.")  # fmt: skip
@click.option("--fetch", "online", is_flag=True,
              help="Without SOURCE and a corpus: try to fetch one session first.")  # fmt: skip
def build(
    source: tuple[Path, ...], out: Path, workers: int, shacl: bool, base: str, again: bool,
    online: bool,
) -> None:  # fmt: skip
    """Make a release from SOURCE: files, or folders of files.

    Read are Akoma Ntoso (.xml), page text (.txt), metadata records (.json) and facts (.trig).
    Without SOURCE the texts are looked for in the folder that RECALLING_CORPUS names, in corpus/,
    and in ../shared/corpus; where there are none, the sample that comes with the program is used.

    Exit status: 0 all sources are in, 1 some were left out (they are named), 2 nothing was built.
    """
    if not source:
        place = places.corpus() or (_online() if online else None) or places.sample()
        click.echo(f"Building from {place.path} ({place.why}).")
        source = (place.path,)
    inputs = reuse.fingerprint(source, f"{base} {shacl}")
    if again and (release := reuse.reusable(out, inputs)):
        click.echo(f"Nothing has changed; {release} stays the current release.")
        return
    try:
        built = pipeline.build(
            source, out, workers=workers, shacl=shacl, base=base, progress=bar
        )  # fmt: skip
    except NothingBuilt as error:
        _faults(error.faults)
        raise
    reuse.remember(out, inputs, built.release)
    _tell(built)
    sys.exit(0 if built.report.clean else 1)


def _tell(built: pipeline.Built) -> None:
    faults, manifest = built.report.faults(), built.manifest
    _faults(faults)
    if len(faults) > SHOWN:
        click.echo(f"see {built.release / 'report.json'}", err=True)
    languages = ", ".join(manifest["languages"])
    click.echo(
        f"{manifest['documents']:,} documents ({languages}), {manifest['quads']:,} statements, "
        f"{sum(manifest['seconds'].values()):.0f} s: {built.release}"
    )


def _faults(lines: list[str]) -> None:
    for line in lines[:SHOWN]:
        click.echo(line, err=True)
    if len(lines) > SHOWN:
        click.echo(f"… and {len(lines) - SHOWN:,} more", err=True)


def _online() -> places.Place | None:
    known = catalogue.load()
    collection = known.collections["ga"]
    folder = places.FOLDERS[0]
    click.echo(f"No corpus here; trying to fetch session {collection.example} …")
    try:
        _fetch(collection, collection.example, ("en",), folder)
    except FetchFailed as error:
        click.echo(f"Not fetched: {error}", err=True)
        return places.corpus()
    return places.corpus()


def _fetch(
    collection: catalogue.Collection, part: str, languages: tuple[str, ...], out: Path
) -> None:
    got, there = unxml.session(
        collection, part, languages, out, catalogue.load(),
        lambda files: bar("fetching", files, len(files)),
    )  # fmt: skip
    click.echo(f"{got} files fetched, {there} were there: {out}")
    click.echo("Source: United Nations (DGACM), unofficial copies, for information only.")


@click.command()
@click.argument("collection", type=click.Choice(sorted(catalogue.load().collections)))
@click.argument("part")
@click.option("--language", "languages", multiple=True, default=("en",), show_default=True,
              type=click.Choice(sorted(catalogue.load().languages)),
              help="A language to fetch; may be repeated.")  # fmt: skip
@click.option("--out", default="corpus", show_default=True, type=click.Path(path_type=Path),
              help="Where the files are kept.")  # fmt: skip
@click.option("--from", "listing", help="Another address that lists folders in the same way.")
def fetch(
    collection: str, part: str, languages: tuple[str, ...], out: Path, listing: str | None
) -> None:
    """Fetch the United Nations' published resolutions.

    \b
      recalling fetch ga 79      General Assembly, seventy-ninth session
      recalling fetch sc 2022    Security Council, 2022

    Files that are there already are not fetched again, so an interrupted run can be repeated.
    """
    chosen = catalogue.load().collections[collection]
    if listing:
        chosen = chosen.at(listing)
    _fetch(chosen, part, languages, out)


@click.command()
@click.argument("release", default="data/current", type=click.Path(path_type=Path))
@click.option("--workers", default=os.cpu_count() or 1, show_default=True,
              type=click.IntRange(min=1), help="How many processes do the work.")  # fmt: skip
def validate(release: Path, workers: int) -> None:
    """Check every document of RELEASE (default: data/current) against the shapes.

    Exit status: 0 all documents keep to the shapes, 1 some do not (they are named).
    """
    checked, violations = check(release, workers, bar)
    for symbol, lines in violations.items():
        for line in lines:
            click.echo(f"{symbol}: {line}")
    click.echo(f"{checked:,} documents checked, {len(violations):,} with violations", err=True)
    sys.exit(1 if violations else 0)
