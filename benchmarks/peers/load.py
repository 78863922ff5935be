"""Asking: ``wrk`` for many small questions (it costs next to nothing), threads for heavy ones."""

import json
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

ACCEPT = "application/sparql-results+json"
LONGEST = 60.0
"""Seconds after which one answer is given up."""

SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True, slots=True)
class Measured:
    """Answers per second, milliseconds of the middle one and of the slowest hundredth, faults."""

    rate: float
    p50: float
    p99: float
    faults: int = 0


def can_measure() -> str:
    """Say what is missing, if anything."""
    return "" if shutil.which("wrk") else "wrk is missing (Debian: apt-get install wrk)"


def address(endpoint: str, query: str) -> str:
    """Give the address that asks a query by GET."""
    return f"{endpoint}?query={quote(query, safe='')}"


def ask(endpoint: str, query: str) -> int:
    """Ask once and give the number of rows; raises OSError (also for a status of 400 and more)."""
    request = urllib.request.Request(address(endpoint, query), headers={"Accept": ACCEPT})  # noqa: S310
    with urllib.request.urlopen(request, timeout=LONGEST) as answer:  # noqa: S310 - loopback
        return len(json.load(answer)["results"]["bindings"])


def many(endpoint: str, queries: Sequence[str], clients: int, seconds: float) -> Measured:
    """Let clients ask queries in turn, without a pause, for some seconds."""
    path = urlsplit(endpoint).path
    return fetch(
        endpoint, [address(path, query) for query in queries], clients, seconds, {"Accept": ACCEPT}
    )


def fetch(
    server: str, addresses: Sequence[str], clients: int, seconds: float, headers: Mapping[str, str]
) -> Measured:
    """Let clients fetch addresses (paths with their queries) in turn, for some seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as paths:
        paths.writelines(f"{address}\n" for address in addresses)
        paths.flush()
        command = [
            "wrk", "-t1", f"-c{clients}", f"-d{seconds:g}s", f"--timeout={LONGEST:g}s",
            "-s", str(SCRIPT), *(w for name, value in headers.items() for w in
            ("-H", f"{name}: {value}")), server, "--", paths.name,
        ]  # fmt: skip
        done = subprocess.run(  # noqa: S603 - no shell
            command, capture_output=True, text=True, check=True, timeout=seconds + 2 * LONGEST
        )
    told = json.loads(done.stdout.rpartition("RESULT ")[2])
    return Measured(told["rate"], told["p50"], told["p99"], told["faults"])


def some(endpoint: str, queries: Sequence[str], clients: int, each: int) -> Measured:
    """Let clients ask ``each`` queries at once, one after the other."""
    times: list[float] = []
    faults: list[str] = []

    def client(number: int) -> None:
        for turn in range(each):
            start = time.monotonic()
            try:
                ask(endpoint, queries[(number * each + turn) % len(queries)])
                times.append(time.monotonic() - start)
            except (OSError, ValueError) as error:
                faults.append(str(error))

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return measured(times, time.monotonic() - start, len(faults))


def measured(times: Sequence[float], took: float, faults: int = 0) -> Measured:
    """Sum up the seconds that answers took."""
    if not times:
        return Measured(0.0, float("nan"), float("nan"), faults)
    slowest = sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]
    return Measured(len(times) / took, statistics.median(times) * 1000, slowest * 1000, faults)


@contextmanager
def asking(endpoint: str, queries: Sequence[str], clients: int) -> Iterator[list[float]]:
    """Let clients ask heavy queries while the block runs; gives the seconds each answer took."""
    over = threading.Event()
    times: list[float] = []

    def client(number: int) -> None:
        turn = number
        while not over.is_set():
            start = time.monotonic()
            try:
                # from the end: what was asked first may be known already
                ask(endpoint, queries[-1 - turn % len(queries)])
                times.append(time.monotonic() - start)
            except urllib.error.HTTPError:
                over.wait(0.2)
            turn += clients

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield times
    finally:
        over.set()
        for thread in threads:
            thread.join()
