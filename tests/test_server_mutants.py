"""Ten thousand requests that were changed by chance: refused or answered, never a mistake."""

import re
import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from mutants import requests
from serving import WRITE_TOKEN, Served, query_processes, served

COUNT = 10_000
CLIENTS = 6
SILENT_SECONDS = 0.5
"""What is no whole request gets no answer; so long a client waits for one."""


def send(server: Served, request: bytes) -> int:
    """Send bytes and give the status of the answer; 0 where none comes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
        try:
            client.sendall(request)
            client.settimeout(SILENT_SECONDS)
            head = client.recv(4096)
        except OSError:
            return 0
    parts = head.split(b" ", 2)
    return int(parts[1]) if head.startswith(b"HTTP/1.") else 0


@pytest.mark.parametrize("writable", [False, True], ids=["a release", "a writable store"])
def test_no_request_is_a_mistake_of_the_server(
    made_up_release: Path, tmp_path: Path, writable: bool
) -> None:
    place = ["--writable", str(tmp_path / "w")] if writable else ["--data", str(made_up_release)]
    asked = requests(COUNT // 2, token=WRITE_TOKEN if writable else "")
    with served(
        tmp_path / "log", *place, client_errors=0, client_seconds=0, query_seconds=30
    ) as server:
        before = query_processes(server.process.pid)
        with ThreadPoolExecutor(CLIENTS) as clients:
            found = Counter(clients.map(lambda r: send(server, r), asked))
        end = time.monotonic() + 20
        while len(query_processes(server.process.pid)) != len(before) and time.monotonic() < end:
            time.sleep(0.1)
        after = query_processes(server.process.pid)
        counted = server.ask("GET", "/metrics").body.decode()
        log = server.log.read_text("utf-8", "replace")
    assert not [status for status in found if status >= 500], found
    # enough of them make sense to get beyond the parsing of HTTP
    assert found[200] > COUNT // 40
    # and some of those with the token change the store
    changed = re.findall(r'updates_total{outcome="done"} (\d+)', counted)
    assert not writable or int(changed[0]) > COUNT // 100
    # also of answers that nobody waited for
    assert not re.findall(r'recalling_requests_total.*status="5.*', counted)
    assert "Traceback" not in log
    assert '"event": "mistake"' not in log
    # a process is replaced after some time, and when its client has left, but never lost
    ended = set(re.findall(r'processes_ended_total{reason="(.*?)"', counted))
    assert ended <= {"recycled", "gone"}
    assert len(before) == len(after)
