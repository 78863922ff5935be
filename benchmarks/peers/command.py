"""``python -m benchmarks peers``: all servers at once over one release, asked in turn."""

import json
import signal
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from benchmarks.peers import load
from benchmarks.peers.questions import Question, beside, questions
from benchmarks.peers.servers import BARE, NATIVE, OURS, RDFLIB, NotStarted, running
from benchmarks.peers.virtuoso import VIRTUOSO

SERVERS = {server.name: server for server in (OURS, BARE, NATIVE, RDFLIB, VIRTUOSO)}
ENGINE = "bare engine"
ENOUGH = 10.0
"""Seconds of answers to a heavy question after which a server is not asked again."""
LONG = 30.0
"""Seconds that eight clients may have to wait for a heavy answer from a server with one core."""


@click.command()
@click.option("--release", default=Path("data/current"), show_default=True,
              type=click.Path(path_type=Path, exists=True),
              help="The release they all serve.")  # fmt: skip
@click.option("--seconds", default=4, show_default=True,
              help="How long a small question is asked.")  # fmt: skip
@click.option("--repeats", default=5, show_default=True, help="How often a heavy one is asked.")
@click.option("--server", "names", multiple=True, type=click.Choice(list(SERVERS)),
              help="A server to compare; may be repeated. All if not given.")  # fmt: skip
@click.option("--work", type=click.Path(path_type=Path),
              help="Where peers are installed and loaded, to be used again.")  # fmt: skip
def peers(
    release: Path, seconds: int, repeats: int, names: Sequence[str], work: Path | None
) -> None:
    """Ask this server and others the same questions: answers per second, p50, p99, ratios.

    The ratio of a small question is this server's rate over that of the one in the line, so more
    than one is better; that of a heavy one is the time in the line over the bare engine's own.
    """
    if missing := load.can_measure():
        raise click.ClickException(missing)
    # whatever ends this, ends the servers too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    release = release.resolve()
    asked = questions(release)
    with ExitStack() as stack:
        folder = work.resolve() if work else Path(stack.enter_context(TemporaryDirectory()))
        endpoints: dict[str, str] = {}
        for name in names or SERVERS:
            try:
                endpoints[name] = stack.enter_context(running(SERVERS[name], release, folder))
                click.echo(f"started              {name}", err=True)
            except NotStarted as error:
                click.echo(f"not started          {name}: {error}")
        if not endpoints:
            sys.exit(2)
        store = Store.read_only(str(release / "store"))
        usable = _same_rows(store, endpoints, asked)
        for question in asked.values():
            here = {name: url for name, url in endpoints.items() if question.name in usable[name]}
            if question.heavy:
                _heavy(store, here, question, repeats)
            else:
                for clients in (1, 8):
                    _small(here, question, clients, seconds)
        small, heavy = (asked[name] for name in beside())
        for name, endpoint in endpoints.items():
            _beside(name, endpoint, small, heavy, seconds)


def _engine(store: Store, query: str) -> bytes:
    """Ask the engine itself, and write the answer out as a server has to."""
    results = store.query(query, use_default_graph_as_union=True)
    if not isinstance(results, QuerySolutions):
        raise TypeError("the questions are SELECT queries")
    return results.serialize(format=QueryResultsFormat.JSON) or b""


def _same_rows(
    store: Store, endpoints: dict[str, str], asked: dict[str, Question]
) -> dict[str, set[str]]:
    """Warm all servers; keep of each the questions it answers with as many rows as the engine."""
    usable: dict[str, set[str]] = {name: set() for name in endpoints}
    for question in asked.values():
        few = 2 if question.heavy else 5
        samples = question.queries[:: max(1, len(question.queries) // few)][:few]
        rows = [_rows(store, query) for query in samples]
        for name, endpoint in endpoints.items():
            try:
                got = [load.ask(endpoint, query) for query in samples]
            except (OSError, ValueError) as error:
                click.echo(f"no answer            {name}: {question.name}: {error}")
                continue
            if got == rows:
                usable[name].add(question.name)
            else:
                click.echo(f"other rows           {name}: {question.name}: {got} for {rows}")
    return usable


def _rows(store: Store, query: str) -> int:
    return len(json.loads(_engine(store, query))["results"]["bindings"])


def _small(endpoints: dict[str, str], question: Question, clients: int, seconds: int) -> None:
    _head(f"{question.name}, {clients} client{'s' if clients > 1 else ''}", "/s")
    told = {name: load.many(url, question.queries, clients, seconds)
            for name, url in endpoints.items()}  # fmt: skip
    for name, measured in told.items():
        ratios = {other: told[OURS.name].rate / m.rate for other, m in told.items()
                  if OURS.name in told and m.rate}  # fmt: skip
        _line(name, measured.rate, measured, ratios.get(name))


def _heavy(store: Store, endpoints: dict[str, str], question: Question, repeats: int) -> None:
    _head(f"{question.name}, 1 client", "ms")
    times: dict[str, list[float]] = {name: [] for name in (ENGINE, *endpoints)}
    for turn in range(repeats):
        query = question.queries[turn % len(question.queries)]
        for name in times:
            if sum(times[name]) > ENOUGH:
                continue
            start = time.monotonic()
            if name == ENGINE:
                _engine(store, query)
            else:
                load.ask(endpoints[name], query)
            times[name].append(time.monotonic() - start)
    engine = statistics.median(times[ENGINE])
    for name, spent in times.items():
        measured = load.measured(spent, sum(spent))
        _line(name, measured.p50, measured, statistics.median(spent) / engine)
    _head(f"{question.name}, 8 clients", "/s")
    for name, endpoint in endpoints.items():
        if statistics.median(times[name]) * 8 > LONG:
            click.echo(f"  {name:56} (left out: too slow)")
            continue
        measured = load.some(endpoint, question.queries, 8, 1)
        _line(name, measured.rate, measured, None)


def _beside(name: str, endpoint: str, small: Question, heavy: Question, seconds: int) -> None:
    alone = load.many(endpoint, small.queries, 8, seconds)
    with load.asking(endpoint, heavy.queries, 2) as times:
        both = load.many(endpoint, small.queries, 8, seconds * 2)
    share = both.rate / alone.rate if alone.rate else 0.0
    longest = statistics.median(times) * 1000 if times else float("nan")
    click.echo(f"\n{name}: {small.name}, 8 clients, alone and beside 2 that ask: {heavy.name}")
    click.echo(
        f"  {alone.rate:,.0f}/s alone (p99 {alone.p99:.1f} ms), {both.rate:,.0f}/s beside "
        f"(p99 {both.p99:.1f} ms): {share:.0%}; heavy answers {longest:,.0f} ms"
    )


def _head(title: str, unit: str) -> None:
    click.echo(f"\n{title:58} {unit:>9} {'p50 ms':>9} {'p99 ms':>9} {'ratio':>7} faults")


def _line(name: str, value: float, measured: load.Measured, ratio: float | None) -> None:
    shown = f"{ratio:7.2f}" if ratio is not None else " " * 7
    faults = f"{measured.faults:6}" if measured.faults else ""
    click.echo(
        f"  {name:56} {value:9,.1f} {measured.p50:9.2f} {measured.p99:9.2f} {shown} {faults}"
    )
