"""A server as users run it: the command, in a process of its own, asked over the loopback."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = Path(sys.executable).with_name("recalling")
WRITE_TOKEN = "write-token-of-the-tests"
RESEARCH_TOKEN = "research-token-of-the-tests"
START_SECONDS = 60.0


@dataclass
class Reply:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Served:
    """A running server: where it is, its process, and the file its log goes to."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        source: str = "127.0.0.1",
        timeout: float = 60,
    ) -> Reply:
        """Send one request as it is given, with no header of its own but Host and a length."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=timeout, source_address=(source, 0)
        )
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body or method in {"POST", "PUT", "QUERY"}:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            found = connection.getresponse()
            told = {name.lower(): value for name, value in found.getheaders()}
            return Reply(found.status, found.read(), told)
        finally:
            connection.close()


def children(pid: int) -> set[int]:
    """Give the processes below a process, at any depth; threads may end while they are read."""
    below: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text().split()):
                below |= {child} | children(child)
    return below


def query_processes(pid: int) -> set[int]:
    """Give the query processes below a server."""
    found = set()
    for child in children(pid):
        try:
            if b"server.pool.worker" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
                found.add(child)
        except OSError:
            continue
    return found


@contextmanager
def served(log: Path, *words: str, **settings: object) -> Iterator[Served]:
    """Start ``recalling serve WORDS`` with settings (query_seconds=2 …) and end it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "RECALLING_WRITE_TOKENS": WRITE_TOKEN,
        "RECALLING_RESEARCH_TOKENS": RESEARCH_TOKEN,
        **{f"RECALLING_{name.upper()}": str(value) for name, value in settings.items()},
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [COMMAND, "serve", "--port", str(port), *words],
            env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        )  # fmt: skip
    server = Served(port, process, log)
    try:
        _wait(server)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: Served) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.process.poll() is None:
        try:
            log = server.log.read_text("utf-8", "replace")
            started = len(re.findall(r"Started worker-\d+\n", log))
            whole = started == len(re.findall(r"Spawning worker-\d+", log))
            if started and whole and server.ask("GET", "/health", timeout=5).status == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(server.log.read_text("utf-8", "replace"))
