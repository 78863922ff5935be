"""The pages of things beside what two other servers show a browser of the same things.

    python -m benchmarks pages --release DIR

Virtuoso: its answer to ``DESCRIBE`` as ``text/html``, a table of the thing's statements (Debian
has no package of its faceted browser, whose ``/describe/`` draws the same). rdflib-endpoint: it
has one page, the editor, so its table is the answer to a ``SELECT`` of the thing's statements. Both
list statements; a page here has paragraphs, cards and who cites the thing.
"""

import os
import re
import signal
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import click
import yaml
from pyoxigraph import Store

from benchmarks import first_page
from benchmarks.peers import load
from benchmarks.peers.questions import spread
from benchmarks.peers.servers import OURS, RDFLIB, NotStarted, Server, running
from benchmarks.peers.virtuoso import VIRTUOSO
from ontology.iris import BASE

BROWSER = {"Accept": "text/html,*/*;q=0.8", "Accept-Encoding": "gzip, br"}
EVERY = 4
"""Of the things that the questions to all servers are asked about, one in so many."""
SAMPLE = 20
"""Pages of a kind whose bytes are counted."""

_DESCRIBE, _AS_PAGE = "DESCRIBE <{}>", "&format=text%2Fhtml"
_TABLE = "SELECT ?property ?value {{ <{}> ?property ?value }}"


@dataclass(frozen=True, slots=True)
class Peer:
    """A server and the address (from the root) at which it shows a thing."""

    server: Server
    page: Callable[[str, str], str]
    what: str


PEERS = (
    Peer(OURS, lambda _, iri: "/" + iri.removeprefix(BASE), "its page"),
    Peer(VIRTUOSO, lambda path, iri: load.address(path, _DESCRIBE.format(iri)) + _AS_PAGE,
         "DESCRIBE as text/html"),
    Peer(RDFLIB, lambda path, iri: load.address(path, _TABLE.format(iri)), "SELECT as XML"),
)  # fmt: skip


@click.command()
@click.option("--release", default=Path("data/current"), show_default=True,
              type=click.Path(path_type=Path, exists=True),
              help="The release they all serve.")  # fmt: skip
@click.option("--seconds", default=4, show_default=True, help="How long pages of a kind are asked.")
@click.option("--work", type=click.Path(path_type=Path),
              help="Where peers are installed and loaded, to be used again.")  # fmt: skip
def pages(release: Path, seconds: int, work: Path | None) -> None:
    """Ask three servers for pages: answers per second, bytes, ratios; then open two in a browser.

    A ratio of rates is this server's over the other's: more than one is faster. A ratio of bytes
    is likewise this server's over the other's: less than one is smaller.
    """
    if missing := load.can_measure():
        raise click.ClickException(missing)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    release = release.resolve()
    told = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    store = Store.read_only(str(release / "store"))
    things = {
        kind: spread(store, told["prefixes"] + query)[::EVERY]
        for kind, query in told["kinds"].items()
    }
    click.echo(f"load average         {' '.join(f'{one:.2f}' for one in os.getloadavg())}")
    with ExitStack() as stack:
        folder = work.resolve() if work else Path(stack.enter_context(TemporaryDirectory()))
        roots: dict[str, tuple[Peer, str, str]] = {}
        for peer in PEERS:
            try:
                endpoint = stack.enter_context(running(peer.server, release, folder))
            except NotStarted as error:
                click.echo(f"not started          {peer.server.name}: {error}")
                continue
            parts = urlsplit(endpoint)
            roots[peer.server.name] = peer, f"{parts.scheme}://{parts.netloc}", parts.path
        for kind, iris in things.items():
            _compare(kind, {name: (root, [peer.page(path, iri) for iri in iris], peer.what)
                            for name, (peer, root, path) in roots.items()}, seconds)  # fmt: skip
        if RDFLIB.name in roots:
            _, root, path = roots[RDFLIB.name]
            needs = re.findall(rb'(?:src|href)="https?://[^"]+"', _get(root + path, BROWSER))
            click.echo(f"\n{RDFLIB.name}'s one page needs {len(needs)} files of other hosts")
        if OURS.name in roots:
            first_page.measure(roots[OURS.name][1])
    click.echo(f"load average         {' '.join(f'{one:.2f}' for one in os.getloadavg())}")


def _compare(kind: str, servers: dict[str, tuple[str, Sequence[str], str]], seconds: int) -> None:
    """Print times of pages that are new to the server, then rates of known ones, then bytes."""
    click.echo(f"\n{f'{kind}, asked for the first time':38} {'':9} {'p50 ms':>9} {'p99 ms':>9}")
    for name, (root, addresses, what) in servers.items():
        one = load.measured([_timed(root + address) for address in addresses], 1.0)
        click.echo(f"  {f'{name} ({what})':36} {'':9} {one.p50:9.2f} {one.p99:9.2f}")
        for address in addresses:
            # each of several processes is to know it
            for _ in range(3):
                _get(root + address, BROWSER)
    for clients in (1, 8):
        click.echo(f"\n{f'{kind}, clients: {clients}':38} {'/s':>9} "
                   f"{'p50 ms':>9} {'p99 ms':>9} {'ratio':>7} faults")  # fmt: skip
        found = {
            name: load.fetch(root, addresses, clients, seconds, BROWSER)
            for name, (root, addresses, _) in servers.items()
        }
        for name, one in found.items():
            ratio = found[OURS.name].rate / one.rate if OURS.name in found and one.rate else 0
            label = f"{name} ({servers[name][2]})"
            faults = f"{one.faults:6}" if one.faults else ""
            click.echo(f"  {label:36} {one.rate:9,.1f} {one.p50:9.2f} {one.p99:9.2f} {ratio:7.2f} "
                       f"{faults}")  # fmt: skip
    click.echo(f"\n{f'{kind}, mean bytes':38} {'plain':>9} {'as sent':>9} {'ratio':>7}")
    ours = 0.0
    for name, (root, addresses, _) in servers.items():
        plain, sent = (
            mean(len(_get(root + address, headers)) for address in addresses[:SAMPLE])
            for headers in ({"Accept": BROWSER["Accept"]}, BROWSER)
        )
        ours = ours or sent
        click.echo(f"  {name:36} {plain:9,.0f} {sent:9,.0f} {ours / sent:7.2f}")


def _timed(address: str) -> float:
    start = time.monotonic()
    _get(address, BROWSER)
    return time.monotonic() - start


def _get(address: str, headers: dict[str, str]) -> bytes:
    """Give the bytes of an answer as they come, undecoded; OSError for a status of 400 and more."""
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=load.LONGEST) as answer:  # noqa: S310
        body: bytes = answer.read()
        return body
