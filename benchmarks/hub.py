"""What the page of the biggest hub costs on a third of the documents and on all of them.

    python -m benchmarks hub --corpus DIR
    python -m benchmarks hub --part RELEASE --whole RELEASE

The hubs are the bodies mentioned and asked most in the whole release. Each page is read first in a
fresh process, which has read the page of another body before (templates are compiled by then, and
nothing of the hub is kept), then again and again in one process.
"""

import gzip
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ingest import pipeline
from ontology.uses.model import Field, Role
from server.app import close, create_app
from server.config import Config
from server.release import open_release
from server.store import ReleaseStore
from server.uses import UsesIndex
from server.views.usage import PAGE

OTHER = "/body/unesco"
"""The page that is read before the hub's."""
SHARE = 3
"""One document in so many is in the part."""

_FILE = re.compile(r"(-[0-9]+)?_?[A-Z]$")
"""How a file's name ends that is the same text's in another language: a job number, a letter."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page costs: seconds of first readings and of later ones, calls, bytes."""

    first: list[float]
    warm: list[float]
    store: int
    index: int
    size: int
    packed: int


def pages(release: Path) -> dict[str, str]:
    """Give the addresses of the pages to read, by what they are."""
    opened = open_release(release)
    found: dict[str, str] = {}
    for role, show in ((Role.MENTIONS, "show=mentioned&"), (Role.ASKS, "")):
        bodies = {f"{opened.base}{path}" for path in _bodies(opened.store, opened.base)}
        hub = max(sorted(bodies), key=lambda iri: opened.uses.tally(iri, role).uses)
        path = f"/{hub.removeprefix(opened.base)}?{show}"
        field = Field.BY if role == Role.MENTIONS else Field.VERB
        most = opened.uses.counts(hub, role, field, 1)[0]
        narrow = f"{path}{field}={most.value.removeprefix(opened.base)}&"
        total = opened.uses.tally(hub, role).uses
        found |= {
            f"{role}, page 1": path,
            f"{role}, last page": f"{path}page=LAST",
            f"{role}, narrowed": narrow,
            f"{role}, narrowed, last page": f"{narrow}page=LAST",
            f"{role}, narrowed twice": f"{narrow}year=2023",
        }
        click.echo(f"{role}: {path.partition('?')[0]}, {total:,} times")
    return found


def _bodies(store: ReleaseStore, base: str) -> set[str]:
    kind = "https://w3id.org/recalling/ontology#Body"
    rows = store.select(f"SELECT ?body {{ ?body a <{kind}> }}")
    return {row["body"].value.removeprefix(base) for row in rows}


def one_reading(release: Path, path: str, rounds: int) -> dict[str, Any]:
    """Read another page, then this one, then this one again; gives times, calls and bytes."""
    app = create_app(Config(data=release, query_workers=1, page_bytes=0))  # no page is kept
    client = app.test_client()
    calls = _counting()

    def read(address: str) -> tuple[float, bytes]:
        start = time.perf_counter()
        answer = client.get(address, headers={"Accept": "text/html"})
        return time.perf_counter() - start, answer.data

    try:
        read(f"{OTHER}?{path.partition('?')[2]}")
        calls.clear()
        first, body = read(path)
        made = dict(calls)
        warm = [read(path)[0] for _ in range(rounds)]
    finally:
        close(app)
    packed = len(gzip.compress(body, 6))
    return {"first": first, "warm": warm, "calls": made, "size": len(body), "packed": packed}


def _counting() -> Counter[str]:
    """Count the calls of the store and of the index from now on."""
    calls: Counter[str] = Counter()
    of = {ReleaseStore: ("select", "statements", "has_subject", "has_object", "has_graph"),
          UsesIndex: ("_ask",)}  # fmt: skip
    for owner, names in of.items():
        for name in names:
            setattr(owner, name, _counted(getattr(owner, name), owner.__name__, calls))
    return calls


def _counted(real: Callable[..., Any], owner: str, calls: Counter[str]) -> Callable[..., Any]:
    def counting(*given: Any, **named: Any) -> Any:
        calls[owner] += 1
        return real(*given, **named)

    return counting


def cost(release: Path, path: str, processes: int, rounds: int) -> Cost:
    """Measure a page; the last page of its list that is full is asked for as LAST."""
    path = path.replace("LAST", str(_last(release, path)))
    found = []
    for number in range(processes):
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "benchmarks.hub", release, path, str(0 if number else rounds)],
            capture_output=True, check=True,
        )  # fmt: skip
        found.append(json.loads(done.stdout))
    one = found[0]
    calls = one["calls"]
    return Cost([f["first"] for f in found], one["warm"], calls["ReleaseStore"],
                calls["UsesIndex"], one["size"], one["packed"])  # fmt: skip


def _last(release: Path, path: str) -> int:
    """Count the full pages of a list."""
    if "LAST" not in path:
        return 1
    opened = open_release(release)
    where, _, asked = path.partition("?")
    named = dict(pair.split("=") for pair in asked.split("&"))
    role = Role.MENTIONS if "show" in named else Role.ASKS
    wanted = {field: opened.base + named[field] for field in (Field.BY, Field.VERB)
              if field in named}  # fmt: skip
    count = opened.uses.tally(opened.base + where[1:], role, wanted).uses
    return max(1, count // PAGE)


def share(corpus: Path, folder: Path) -> Path:
    """Link one document in SHARE, in all its languages, and all metadata into a folder."""
    works: dict[str, list[Path]] = {}
    for path in sorted(corpus.rglob("*.xml")):
        session = path.parent.parent.relative_to(corpus)
        works.setdefault(f"{session}/{_FILE.sub('', path.stem)}", []).append(path)
    chosen = [path for work in sorted(works)[::SHARE] for path in works[work]]
    for path in (*chosen, *sorted(corpus.rglob("*.json"))):
        link = folder / path.relative_to(corpus)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(path.resolve())
    return folder


def _ms(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    p99 = ordered[min(len(ordered) - 1, round(0.99 * len(ordered)))]
    return f"{statistics.median(ordered) * 1000:6.1f} ({p99 * 1000:6.1f})"


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path, exists=True),
              help="A folder of documents, to build both releases of.")  # fmt: skip
@click.option("--part", type=click.Path(path_type=Path, exists=True))
@click.option("--whole", type=click.Path(path_type=Path, exists=True))
@click.option("--processes", default=20, show_default=True, help="How many first readings.")
@click.option("--rounds", default=200, show_default=True, help="How many later readings.")
def hub(
    corpus: Path | None, part: Path | None, whole: Path | None, processes: int, rounds: int
) -> None:
    """Measure the pages of the biggest hub on a third of the documents and on all."""
    with tempfile.TemporaryDirectory() as aside:
        if corpus and not part:
            linked = share(corpus, Path(aside) / "third")
            part = pipeline.build([linked], Path(aside) / "part", shacl=False).release
        if corpus and not whole:
            whole = pipeline.build([corpus], Path(aside) / "whole", shacl=False).release
        if not (part and whole):
            raise click.UsageError("give --corpus, or --part and --whole")
        part, whole = part.resolve(), whole.resolve()
        for release in (part, whole):
            click.echo(f"{release.name}: {open_release(release).manifest['documents']:,} documents")
        click.echo("milliseconds as median (p99): first reading in a fresh process | later ones")
        for name, path in pages(whole).items():
            few, all_ = (cost(release, path, processes, rounds) for release in (part, whole))
            for told, one in (("part", few), ("whole", all_)):
                click.echo(
                    f"{name:30} {told:5} {_ms(one.first)} | {_ms(one.warm)}  store {one.store}, "
                    f"index {one.index}, {one.size / 1000:.0f} kB, gzip {one.packed / 1000:.0f} kB"
                )
            ratios = (
                statistics.median(after) / statistics.median(before)
                for before, after in ((few.first, all_.first), (few.warm, all_.warm))
            )
            click.echo(f"{'':30} ratio {' | '.join(f'{ratio:16.2f}' for ratio in ratios)}")


if __name__ == "__main__":
    release_, path_, rounds_ = sys.argv[1:]
    print(json.dumps(one_reading(Path(release_), path_, int(rounds_))))
