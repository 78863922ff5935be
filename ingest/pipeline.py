"""The whole flow on one page: find, read, state, check, write."""

import platform
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any, TypeVar

from ingest import sorting, tasks
from ingest.errors import NothingBuilt
from ingest.fetch import catalogue, folder
from ingest.pool import Pool
from ingest.report import Report
from ingest.tally import Tally
from ingest.triples.names import BASE, Names
from ingest.triples.references import stubs
from ingest.triples.registry import registry
from ingest.write import Workshop

Item = TypeVar("Item")
Progress = Callable[[str, Iterable[Item], int], Iterable[Item]]
"""Shows how far a step is: called with its name, its results as they come, and how many."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build: where the release is, its manifest and its report."""

    release: Path
    manifest: dict[str, Any]
    report: Report


def build(
    places: Sequence[Path],
    out: Path,
    *,
    workers: int = 2,
    shacl: bool = True,
    base: str = BASE,
    progress: Progress[Any] = lambda _name, items, _count: items,
) -> Built:
    """Build a release from files and folders and point ``out/current`` at it.

    What cannot be used is left out and named in the report. Raises NoSource, Busy, BadData, and
    NothingBuilt where not one document is left.
    """
    clock = _Clock()
    names = Names(base)
    options = tasks.Options(base, installed("recalling"), shacl)
    found = folder.find(places, catalogue.load())
    report = Report(found.ignored, list(found.bad), checked=shacl)
    with Workshop(out) as shop, Pool(workers) as pool:
        jobs = [(candidate, options) for candidate in found.candidates]
        files = list(progress("reading", pool.map(tasks.read, jobs), len(jobs)))
        clock.lap("read")

        orders = sorting.sort(files, options, report)
        mentioned: set[str] = set()
        held: dict[str, tuple[str, ...]] = {}
        for stated in progress("stating", pool.map(tasks.state, orders), len(orders)):
            sorting.note(stated, report)
            if stated.graph:
                held[stated.address] = stated.languages
                mentioned |= stated.mentioned
                shop.add(stated.graph)
                shop.add(stated.provenance)
                for entry in stated.texts:
                    shop.add_text(entry)
                shop.add_uses(stated.uses)
        clock.lap("state and check")
        if not held:
            raise NothingBuilt(", ".join(map(str, places)), report.faults())

        for facts in filter(None, (file.facts for file in files)):
            mentioned |= facts.mentioned
            shop.add(facts.provenance)
        shop.add(registry(names))
        shop.add(stubs(mentioned, frozenset(held), names))
        tally = Tally(base)
        graph = shop.graph(names.graph("inferred"), tally)
        clock.lap("write")
        manifest = {
            "version": options.version,
            "base": base,
            "graph": f"sha256:{graph}",
            "documents": len(held),
            "specimens": sum(address.startswith("SPECIMEN/") for address in held),
            "languages": sorted(
                {language for languages in held.values() for language in languages}
            ),
            **tally.told(),
            "sources": sorting.sources(files),
            "made_with": {
                "python": platform.python_version(),
                **{name: installed(name) for name in ("pyoxigraph", "pyshacl", "tantivy")},
            },
            "seconds": clock.laps,
        }
        release = shop.publish(graph, manifest, report.told())
    return Built(release, manifest, report)


class _Clock:
    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.monotonic()

    def lap(self, name: str) -> None:
        now = time.monotonic()
        self.laps[name] = round(now - self._last, 2)
        self._last = now
