"""How long a build takes, beside the time the store needs to load the same graph; how search does.

python -m benchmarks build --corpus FOLDER
python -m benchmarks resolve --corpus FOLDER
python -m benchmarks search --release DIR
python -m benchmarks pages --release FOLDER
python -m benchmarks hub --corpus FOLDER
python -m benchmarks peers --release FOLDER
python -m benchmarks runaway --release FOLDER
"""

import gzip
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from pyoxigraph import RdfFormat, Store

from benchmarks import search
from benchmarks.hub import hub
from benchmarks.links import documents
from benchmarks.pages import pages
from benchmarks.peers.command import peers
from benchmarks.runaway import runaway
from ingest import check, pipeline
from ingest.fetch import places
from ingest.resolve import resolve

Result = TypeVar("Result")


@click.group()
def main() -> None:
    """Measure the program."""


@main.command()
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), help="The documents.")
@click.option("--workers", default=2, show_default=True, help="How many processes do the work.")
@click.option("--shacl/--no-shacl", default=True, help="Measure the shapes too.")
def build(corpus: Path | None, workers: int, shacl: bool) -> None:
    """Build without the shapes, load the same graph, then check it against the shapes."""
    place = corpus or (places.corpus() or places.sample()).path
    with tempfile.TemporaryDirectory() as folder:
        built, seconds = _timed(
            lambda: pipeline.build([place], Path(folder), workers=workers, shacl=False)
        )
        quads = built.manifest["quads"]
        click.echo(f"input                {place}, {built.manifest['documents']:,} documents")
        click.echo(f"build, no SHACL      {seconds:8.1f} s  {quads:,} statements")
        for lap, spent in built.manifest["seconds"].items():
            click.echo(f"  {lap:18} {spent:8.1f} s")
        load = _bulk_load(built.release, Path(folder))
        click.echo(f"build / bulk_load    {seconds / load:8.2f}")
        if shacl:
            (count, bad), spent = _timed(
                lambda: check.check(built.release, workers, lambda _name, items, _count: items)
            )
            click.echo(f"SHACL                {spent:8.1f} s  {count:,} documents, {len(bad)} bad")
    here, children = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    click.echo(f"peak memory          {here:8.0f} MB, largest worker {children:.0f} MB")


@main.command("resolve")
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), required=True)
def resolve_all(corpus: Path) -> None:
    """Resolve every English XML document in one process, then load the quads of their build."""
    texts = list(documents(corpus))
    _, seconds = _timed(lambda: [resolve(document) for document in texts])
    click.echo(f"resolve              {seconds:8.1f} s  {len(texts):,} documents, one process")
    with tempfile.TemporaryDirectory() as folder:
        english = [path for path in sorted(corpus.rglob("en")) if path.is_dir()]
        built = pipeline.build(english, Path(folder), shacl=False)
        load = _bulk_load(built.release, Path(folder))
    click.echo(f"resolve / bulk_load  {seconds / load:8.2f}")


@main.command("search")
@click.option("--release", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--rounds", default=100, show_default=True, help="How often each question is asked.")
def search_texts(release: Path, rounds: int) -> None:
    """Ask for words by rcl:matches and by a FILTER with a regular expression, in turns."""
    for case, matching, filtering in search.measure(release.resolve(), rounds):
        click.echo(f"{case.name:27} rcl:matches {matching.told()}")
        if filtering:
            click.echo(f"{'':27} FILTER      {filtering.told()}")


def _bulk_load(release: Path, folder: Path) -> float:
    """The seconds that loading a release's graph takes, into a store of its own in ``folder``."""
    plain = folder / "graph.nq"
    with gzip.open(release / "graph.nq.gz") as source, plain.open("wb") as target:
        shutil.copyfileobj(source, target)

    def load() -> Store:
        store = Store(str(folder / "again"))
        store.bulk_load(path=str(plain), format=RdfFormat.N_QUADS)
        store.flush()
        return store

    store, seconds = _timed(load)
    click.echo(f"bulk_load alone      {seconds:8.1f} s  {len(store):,} statements")
    return seconds


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = time.monotonic()
    result = work()
    return result, time.monotonic() - start


main.add_command(pages)
main.add_command(hub)
main.add_command(peers)
main.add_command(runaway)


if __name__ == "__main__":
    main()
