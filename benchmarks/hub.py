"""What the page of the biggest hub costs on a third of the documents and on all of them.

    python -m benchmarks hub --corpus DIR
    python -m benchmarks hub --part RELEASE --whole RELEASE

The hubs are the bodies mentioned and asked most in the whole release. Each page is read first in a
fresh process, which has read the page of another body before (templates are compiled by then, and
nothing of the hub is kept), then again and again in one process, both releases in turns.
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
from server import preparing
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


def readings(asked: list[tuple[Path, str]], rounds: int) -> list[dict[str, Any]]:
    """Read a page of each release, after another page; then, in turns, again and again."""
    calls = _counting()
    apps = [create_app(Config(data=release, query_workers=1, page_bytes=0))  # no page is kept
            for release, _ in asked]  # fmt: skip
    # what a server makes of a release once it is open is no cost of a page
    preparing.wait()
    clients = [app.test_client() for app in apps]

    def read(which: int, address: str) -> tuple[float, bytes]:
        start = time.perf_counter()
        answer = clients[which].get(address, headers={"Accept": "text/html"})
        return time.perf_counter() - start, answer.data

    found: list[dict[str, Any]] = []
    try:
        for which, (_, path) in enumerate(asked):
            read(which, f"{OTHER}?{path.partition('?')[2]}")
            calls.clear()
            first, body = read(which, path)
            found.append({"first": first, "warm": [], "calls": dict(calls), "size": len(body),
                          "packed": len(gzip.compress(body, 6))})  # fmt: skip
        for _ in range(rounds):
            for which, (_, path) in enumerate(asked):
                found[which]["warm"].append(read(which, path)[0])
    finally:
        for app in apps:
            close(app)
    return found


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


def costs(releases: list[Path], path: str, processes: int, rounds: int) -> list[Cost]:
    """Measure a page of each release, in turns, so that whatever else runs slows both.

    The last page of a list that is full is asked for as LAST.
    """
    asked = [(one, path.replace("LAST", str(_last(one, path)))) for one in releases]
    firsts = [[_in_process([one], 0)[0]["first"] for one in asked] for _ in range(processes)]
    again = _in_process(asked, rounds)
    return [
        Cost([first[n] for first in firsts], one["warm"], one["calls"]["ReleaseStore"],
             one["calls"]["UsesIndex"], one["size"], one["packed"])
        for n, one in enumerate(again)
    ]  # fmt: skip


def _in_process(asked: list[tuple[Path, str]], rounds: int) -> list[dict[str, Any]]:
    words = [str(word) for pair in asked for word in pair]
    done = subprocess.run(  # noqa: S603 - our own module, no shell
        [sys.executable, "-m", "benchmarks.hub", str(rounds), *words],
        capture_output=True, check=True,
    )  # fmt: skip
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


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
            few, all_ = costs([part, whole], path, processes, rounds)
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
    rounds_, *words_ = sys.argv[1:]
    pairs = [(Path(release), path) for release, path in zip(words_[::2], words_[1::2], strict=True)]
    print(json.dumps(readings(pairs, int(rounds_))))
