"""How long a build takes, beside the time the store needs to load the same graph.

python -m benchmarks build --corpus FOLDER
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

from ingest import check, pipeline
from ingest.fetch import places

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
        plain = Path(folder) / "graph.nq"
        with gzip.open(built.release / "graph.nq.gz") as source, plain.open("wb") as target:
            shutil.copyfileobj(source, target)
        _, load = _timed(lambda: _load(plain, Path(folder) / "again"))
        click.echo(f"bulk_load alone      {load:8.1f} s")
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


def _load(plain: Path, folder: Path) -> None:
    store = Store(str(folder))
    store.bulk_load(path=str(plain), format=RdfFormat.N_QUADS)
    store.flush()


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = time.monotonic()
    result = work()
    return result, time.monotonic() - start


if __name__ == "__main__":
    main()
