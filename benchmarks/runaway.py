"""What queries that want too much cost everybody else.

    python -m benchmarks runaway --release DIR

Starts a server, asks it ordinary questions from one address (documents as Turtle and small
queries, each new to the server), then again while runaways come from another with a researcher's
token, so that no budget spares the server any of them. Prints ratios; status 1 where one is bad.
"""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import click

TOKEN = "benchmark-researcher-token"  # noqa: S105 - known to nobody but the server started here
SLACK, FACTOR = 0.5, 2.0
"""Seconds over its limit that a runaway may take, and how much slower the others may get."""

_ANY = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
_PATH = "(<http://e.example/>|!<http://e.example/>|^!<http://e.example/>)*"
RUNAWAYS = {
    "cartesian product": f"SELECT (COUNT(*) AS ?x) {{ {_ANY} }}",
    "deep paths": f"SELECT (COUNT(*) AS ?x) {{ ?a {_PATH} ?b . ?c {_PATH} ?d }}",
    "regex": f"SELECT (COUNT(*) AS ?x) {{ {_ANY} FILTER(regex(str(?c), '((a*)*b?){{9}}$')) }}",
    "huge ORDER BY": f"SELECT * {{ {_ANY} }} ORDER BY ?c ?f ?i",
    "10 MB of VALUES": "SELECT * { VALUES ?x { " + "'lamp' " * 1_500_000 + "} }",
}
RIGHT = {503: "too-slow", 413: "too-big"}


def _ask(
    port: int, source: str, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, bytes, float]:
    begun = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, 60, source_address=(source, 0))
    try:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, names)
        reply = connection.getresponse()
        return reply.status, reply.read(), time.monotonic() - begun
    finally:
        connection.close()


@contextmanager
def _server(release: Path, limit: float) -> Iterator[tuple[int, int]]:
    """Start a server; gives its port and the number of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"RECALLING_QUERY_SECONDS": str(limit), "RECALLING_RESEARCH_TOKENS": TOKEN,
                "RECALLING_CLIENT_SECONDS": "0"}  # fmt: skip
    command = [Path(sys.executable).with_name("recalling"), "serve", "--data", release,
               "--port", str(port)]  # fmt: skip
    with subprocess.Popen(  # noqa: S603 - our own command, no shell
        command, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            for _ in range(600):
                time.sleep(0.1)
                try:
                    _ask(port, "127.0.0.1", "GET", "/health")
                    break
                except OSError:
                    continue
            time.sleep(3)
            yield port, process.pid
        finally:
            process.send_signal(signal.SIGTERM)


def _below(pid: int) -> set[int]:
    found = {pid}
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread may end while it is read
            for child in map(int, task.read_text().split()):
                found |= _below(child)
    return found


def _memory(pid: int) -> float:
    """Megabytes that all processes of the server hold."""
    pages = 0
    for one in _below(pid):
        try:
            pages += int(Path(f"/proc/{one}/statm").read_text().split()[1])
        except OSError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _ordinary(port: int, numbers: Iterator[int], stop: threading.Event) -> list[float]:
    """Ask ordinary questions one after the other until told to stop; the seconds of each."""
    spent = []
    while not stop.is_set():
        number = next(numbers)
        query = f"SELECT ?p ?o {{ <https://w3id.org/recalling/A/RES/79/{number % 250}> ?p ?o }}"
        path = f"/A/RES/79/{number % 250}.ttl"
        for method, address, body in (
            ("POST", "/sparql", f"{query} # {number}".encode()), ("GET", path, b""),
        ):  # fmt: skip
            status, _, seconds = _ask(
                port, "127.0.0.2", method, address, body, Content_Type="application/sparql-query"
            )
            if status not in {200, 301, 404, 410}:
                raise click.ClickException(f"an ordinary request was answered {status}")
            spent.append(seconds)
        time.sleep(0.02)
    return spent


def _runaway(port: int, name: str) -> tuple[str, int, float]:
    status, body, seconds = _ask(
        port, "127.0.0.1", "POST", "/sparql", RUNAWAYS[name].encode(),
        Content_Type="application/sparql-query", Authorization=f"Bearer {TOKEN}",
    )  # fmt: skip
    right = b"#problem-" + RIGHT.get(status, "?").encode()
    known = right in body or (status == 413 and b"#problem-request-entity-too-large" in body)
    return name, status if known else -status, seconds


@click.command()
@click.option("--release", type=click.Path(path_type=Path, exists=True), required=True,
              help="The release to serve.")  # fmt: skip
@click.option("--count", default=200, show_default=True, help="How many runaways.")
@click.option("--clients", default=2, show_default=True, help="How many of them at once.")
@click.option("--limit", default=2.0, show_default=True, help="Seconds that a query may take.")
def runaway(release: Path, count: int, clients: int, limit: float) -> None:
    """Send runaways, and measure what others notice of them."""
    numbers = iter(range(10**9))
    with (
        _server(release.resolve(), limit) as (port, pid),
        ThreadPoolExecutor(clients + 1) as threads,
    ):
        alone, beside = threading.Event(), threading.Event()
        threading.Timer(10, alone.set).start()
        before = _ordinary(port, numbers, alone)
        memory = _memory(pid)
        others = threads.submit(_ordinary, port, numbers, beside)
        names = (list(RUNAWAYS) * count)[:count]
        ended = list(threads.map(lambda name: _runaway(port, name), names))
        beside.set()
        during = others.result()
        time.sleep(3)
        after = _memory(pid)
    ok = True
    for name in RUNAWAYS:
        mine = [one for one in ended if one[0] == name]
        over = max(seconds for _, _, seconds in mine) - limit
        told = Counter(status for _, status, _ in mine)
        ok = ok and over <= SLACK and min(told) > 0
        click.echo(f"{name:20} {len(mine):4}  {dict(told)}  longest {over:+.2f} s on its limit")
    was, now = statistics.median(before), statistics.median(during)
    click.echo(f"ordinary, alone      median {was * 1000:.1f} ms of {len(before)}")
    click.echo(f"ordinary, beside     median {now * 1000:.1f} ms of {len(during)}")
    click.echo(f"beside / alone       {now / was:.2f}")
    click.echo(f"memory               {memory:.0f} MB before, {after:.0f} MB after")
    sys.exit(0 if ok and now / was <= FACTOR else 1)
