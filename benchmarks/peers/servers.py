"""The servers that are compared: each is started on a port of its own and stopped at the end."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.load import address

START_SECONDS = 60.0
HERE = Path(__file__).parent
RDFLIB_ENDPOINT = ("rdflib-endpoint==0.6.3", "oxrdflib>=0.5", "uvicorn[standard]>=0.30")
OXIGRAPH = ("oxigraph==0.5.13",)


class NotStarted(Exception):
    """A server that cannot take part, and why."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server by its name; ``start`` gives its endpoint while the context lasts."""

    name: str
    start: Callable[[Path, Path], Iterator[str]]


@contextmanager
def running(server: Server, release: Path, work: Path) -> Iterator[str]:
    """Run a server over a release, with a folder for its own files; raises NotStarted."""
    folder = work / server.name.replace(" ", "-").replace(",", "")
    folder.mkdir(parents=True, exist_ok=True)
    yield from server.start(release, folder)


def free_port() -> int:
    """Give a port of this machine that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def process(
    command: list[str], folder: Path, more: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Run a command in a group of its own; all of the group ends with the context."""
    with (folder / "log.txt").open("wb") as log:
        started = subprocess.Popen(  # noqa: S603 - no shell
            command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            start_new_session=True, env={**os.environ, **(more or {})},
        )  # fmt: skip
    try:
        yield
    finally:
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(started.pid, how)
                started.wait(15)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue


def answering(endpoint: str, folder: Path) -> str:
    """Wait until an endpoint answers; raises NotStarted."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address(endpoint, "ASK {}"), timeout=10):  # noqa: S310
                return endpoint
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    last = (folder / "log.txt").read_text("utf-8", "replace").strip().splitlines()[-1:]
    raise NotStarted(f"it does not answer ({' '.join(last)[:200]})")


def with_packages(folder: Path, packages: tuple[str, ...]) -> Path:
    """Give the ``bin`` of a virtual environment with these packages, made where it is not there."""
    room = folder / "venv"
    if not (room / "ready").exists():
        venv.create(room, with_pip=True, clear=True)
        done = subprocess.run(  # noqa: S603 - no shell
            [str(room / "bin" / "pip"), "install", "--quiet", *packages],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise NotStarted(f"{packages[0]} cannot be installed: {done.stderr.strip()[-200:]}")
        (room / "ready").touch()
    return room / "bin"


def copied(release: Path, folder: Path) -> Path:
    """Give a copy of a release's store, for those that open it for writing."""
    store = folder / "store"
    if not (store / release.name).exists():
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(release / "store", store)
        (store / release.name).touch()
    return store


def _ours(cache: bool) -> Callable[[Path, Path], Iterator[str]]:
    # all clients have one address here, so what one client may ask is not limited; and none is
    # to be sent away for waiting long, for that would cost less than an answer
    settings = {
        "RECALLING_CLIENT_SECONDS": "1e9",
        "RECALLING_CLIENT_ERRORS": "1e9",
        "RECALLING_QUERY_SECONDS": "60",
        "RECALLING_QUEUE_SECONDS": "60",
    }
    settings |= {} if cache else {"RECALLING_CACHE_BYTES": "0"}

    def start(release: Path, folder: Path) -> Iterator[str]:
        port = free_port()
        command = [str(Path(sys.executable).with_name("recalling")), "serve", "--data",
                   str(release), "--port", str(port)]  # fmt: skip
        with process(command, folder, settings):
            yield answering(f"http://127.0.0.1:{port}/sparql", folder)

    return start


def _oxigraph(release: Path, folder: Path) -> Iterator[str]:
    port = free_port()
    command = [str(with_packages(folder, OXIGRAPH) / "oxigraph"), "serve-read-only", "--location",
               str(release / "store"), "--bind", f"127.0.0.1:{port}",
               "--union-default-graph"]  # fmt: skip
    with process(command, folder):
        yield answering(f"http://127.0.0.1:{port}/query", folder)


def _rdflib_endpoint(release: Path, folder: Path) -> Iterator[str]:
    port, tools = free_port(), with_packages(folder, RDFLIB_ENDPOINT)
    command = [str(tools / "uvicorn"), "rdflib_app:app", "--app-dir", str(HERE),
               "--port", str(port), "--log-level", "warning"]  # fmt: skip
    with process(command, folder, {"RDFLIB_STORE": str(copied(release, folder))}):
        yield answering(f"http://127.0.0.1:{port}/", folder)


OURS = Server("recalling", _ours(cache=True))
BARE = Server("recalling, no cache", _ours(cache=False))
NATIVE = Server("oxigraph", _oxigraph)
RDFLIB = Server("rdflib-endpoint", _rdflib_endpoint)
