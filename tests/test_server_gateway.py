"""What the gateway hands to the server: files by name, so that slow clients cost no memory."""

import contextlib
import io
import socket
from pathlib import Path
from typing import Any

from serving import Served, children, query_processes, served
from werkzeug.wsgi import FileWrapper, wrap_file

from server.gateway import Exchange

TYPE = "application/sparql-query"
QUERY = {"Content-Type": TYPE}
START = ("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])


def exchange(result: Any, method: str = "GET") -> Exchange:
    def app(_environ: Any, start: Any) -> Any:
        start(*START)
        return result

    made = Exchange(app, {"REQUEST_METHOD": method})
    made.begin()
    return made


def test_a_file_is_handed_on_by_name(tmp_path: Path) -> None:
    path = tmp_path / "lamp.txt"
    path.write_text("light")
    with path.open("rb") as file:
        made = exchange(wrap_file({}, file))
        assert (made.file, made.first, made.status) == (str(path), b"", 200)


def test_a_file_without_a_name_is_handed_on_as_long_as_it_is_open(tmp_path: Path) -> None:
    path = tmp_path / "lamp.txt"
    path.write_text("light")
    with path.open("rb") as file:
        path.unlink()
        made = exchange(wrap_file({}, file), "POST")
        assert made.borrowed
        assert Path(made.file).read_text() == "light"


def test_what_is_no_file_or_only_asked_about_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lamp.txt"
    path.write_text("light")
    with path.open("rb") as file:
        assert exchange(FileWrapper(file), "HEAD").first == b"light"
    for result in ([b"light"], FileWrapper(io.BytesIO(b"light"))):
        made = exchange(result)
        assert (made.file, made.first) == ("", b"light")


def test_a_download_arrives_whole_or_in_part(made_up_release: Path, tmp_path: Path) -> None:
    data = (made_up_release / "graph.nq.gz").read_bytes()
    with served(tmp_path / "log", "--data", str(made_up_release), processes=1) as server:
        path = f"/dataset/recalling-{made_up_release.name}.nq.gz"
        whole = server.ask("GET", path)
        assert (whole.status, whole.body) == (200, data)
        part = server.ask("GET", path, headers={"Range": "bytes=3-9"})
        assert (part.status, part.body) == (206, data[3:10])


NUMBERS = " ".join(map(str, range(50)))
LONG = (
    f"SELECT ?a ?b ?text {{ VALUES ?text {{ '{'lamp ' * 1600}' }} "
    f"VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} }}"
)
"""A query with an answer of more than 20 MB."""


def memory(server: Served) -> int:
    """Give the bytes that the server's own processes hold."""
    own = children(server.process.pid) - query_processes(server.process.pid)
    held = [Path(f"/proc/{pid}/status").read_text().partition("VmRSS:")[2] for pid in own]
    return sum(int(text.split()[0]) * 1024 for text in held)


def test_a_client_that_reads_slowly_costs_no_memory(made_up_release: Path, tmp_path: Path) -> None:
    with served(tmp_path / "log", "--data", str(made_up_release), processes=1) as server:
        whole = server.ask("POST", "/sparql", LONG.encode(), QUERY)
        before = memory(server)
        with contextlib.ExitStack() as stack:
            for _ in range(4):
                client = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
                client.sendall(
                    f"POST /sparql HTTP/1.1\r\nHost: lamp.example\r\nContent-Type: {TYPE}\r\n"
                    f"Content-Length: {len(LONG)}\r\n\r\n{LONG}".encode()
                )
                assert client.recv(12) == b"HTTP/1.1 200"
            grown = memory(server) - before
        again = server.ask("POST", "/sparql", LONG.encode(), QUERY)
    assert len(whole.body) > 20_000_000
    assert whole.body == again.body
    assert grown < 20_000_000
