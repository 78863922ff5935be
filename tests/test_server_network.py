"""The server connects to nobody, whatever it is asked, and by two locks, not one."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import WRITE_TOKEN, Served, served

from server.config import Config
from server.pool.workers import Pool, QueryRefused, Task

FORMATS: dict[str, str | None] = {"solutions": "json", "boolean": "json", "graph": "ttl"}


@dataclass
class Trap:
    """Listens on the loopback and notes whoever connects."""

    port: int = 0
    caught: list[object] = field(default_factory=list)


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    trap = Trap()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        trap.port = listener.getsockname()[1]

        def accept() -> None:
            while True:
                try:
                    connection, address = listener.accept()
                except OSError:
                    return
                trap.caught.append(address)
                connection.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield trap
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def spelt(port: int) -> dict[str, str]:
    """Queries that would connect to a port if they could."""
    there = f"<http://127.0.0.1:{port}/x>"
    prefix = f"PREFIX e: <http://127.0.0.1:{port}/> "
    inner = "{ ?s ?p ?o }"
    return {
        "plain": f"SELECT * {{ SERVICE {there} {inner} }}",
        "silent": f"SELECT * {{ SERVICE SILENT {there} {inner} }}",
        "mixed case": f"SELECT * {{ sErViCe sIlEnT {there} {inner} }}",
        "comment": f"SELECT * {{ SERVICE # SILENT\n # {inner}\n {there} {inner} }}",
        "prefix": f"{prefix} SELECT * {{ SERVICE e:x {inner} }}",
        "no space": f"{prefix} SELECT*{{SERVICE e:x{inner}}}",
        "base": f"BASE <http://127.0.0.1:{port}/> SELECT * {{ SERVICE <x> {inner} }}",
        "variable": f"SELECT * {{ VALUES ?e {{ {there} }} SERVICE ?e {inner} }}",
        "bound": f"SELECT * {{ BIND({there} AS ?e) SERVICE ?e {inner} }}",
        "subquery": f"SELECT * {{ {{ SELECT * {{ SERVICE {there} {inner} }} }} }}",
        "optional": f"SELECT * {{ ?a ?b ?c OPTIONAL {{ SERVICE {there} {inner} }} }}",
        "exists": f"SELECT * {{ ?a ?b ?c FILTER EXISTS {{ SERVICE {there} {inner} }} }}",
        "in a graph": f"SELECT * {{ GRAPH ?g {{ SERVICE {there} {inner} }} }}",
        "nested": f"SELECT * {{ SERVICE {there} {{ SERVICE {there} {inner} }} }}",
        "escaped": f"SELECT * {{ \\u0053ERVICE {there} {inner} }}",
        "long escape": f"SELECT * {{ \\U00000053ERVICE {there} {inner} }}",
        "after a string": f"SELECT * {{ ?s ?p '\\'' SERVICE {there} {inner} }}",
        "after a name": f"{prefix} SELECT * {{ ?s e:a\\' ?o . SERVICE {there} {inner} }}",
        "stuck to a word": f"SELECT * {{ ?s ?p trueSERVICE {there} {inner} }}",
        "construct": f"CONSTRUCT {inner} WHERE {{ SERVICE {there} {inner} }}",
        "ask": f"ASK {{ SERVICE {there} {inner} }}",
        "describe": f"DESCRIBE ?s {{ SERVICE {there} {inner} }}",
        "lateral": f"SELECT * {{ ?a ?b ?c LATERAL {{ SERVICE {there} {inner} }} }}",
        "from": f"SELECT * FROM {there} {{ ?s ?p ?o }}",
        "from named": f"SELECT * FROM NAMED {there} {{ GRAPH ?g {inner} }}",
        "load": f"LOAD {there}",
        "load silent": f"LOAD SILENT {there} INTO GRAPH <http://g/>",
        "load escaped": f"\\u004cOAD SILENT {there}",
        "load after": f"CLEAR ALL;LOAD SILENT{there}",
        "insert": f"INSERT {inner} WHERE {{ SERVICE SILENT {there} {inner} }}",
    }


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("writable")
    with served(
        folder / "log", "--writable", str(folder / "data"), client_errors=0, query_seconds=60
    ) as server:
        yield server


@pytest.mark.parametrize("name", spelt(0))
def test_a_request_makes_no_connection(server: Served, trap: Trap, name: str) -> None:
    query = spelt(trap.port)[name]
    token = {"Authorization": f"Bearer {WRITE_TOKEN}"}
    asked = server.ask("GET", f"/sparql?query={quote(query)}")
    changed = server.ask(
        "POST", "/sparql", query.encode(), {"Content-Type": "application/sparql-update"} | token
    )
    assert 400 <= changed.status < 500
    assert asked.status < 500
    assert trap.caught == []


def test_a_graph_named_by_the_request_is_not_fetched(server: Served, trap: Trap) -> None:
    there = quote(f"http://127.0.0.1:{trap.port}/x", safe="")
    for path in (
        f"/sparql?query=ASK%7B%7D&default-graph-uri={there}",
        f"/graph-store?graph={there}",
        f"/sparql?query=ASK%7B%7D&named-graph-uri={there}",
    ):
        assert server.ask("GET", path).status in {200, 404}
    context = f'{{"@context": "http://127.0.0.1:{trap.port}/c", "@id": "http://e/", "n": 1}}'
    headers = {"Content-Type": "application/ld+json", "Authorization": f"Bearer {WRITE_TOKEN}"}
    path = "/graph-store?graph=http%3A%2F%2Fe.example%2F"
    assert server.ask("PUT", path, context.encode(), headers).status == 400
    assert trap.caught == []


def test_behind_the_guard_the_query_process_has_no_network(
    made_up_release: Path, trap: Trap
) -> None:
    pool = Pool(Config(query_workers=1, query_seconds=20))
    query = spelt(trap.port)["plain"]
    try:
        with pytest.raises(QueryRefused):
            pool.run(Task(str(made_up_release), query, FORMATS))
        while (isolated := pool.isolated()) is None:
            time.sleep(0.02)
        assert (trap.caught == []) is isolated
    finally:
        pool.close()
        trap.caught.clear()


def test_an_endpoint_that_the_configuration_names_is_called(
    made_up_release: Path, trap: Trap, tmp_path: Path
) -> None:
    there = f"http://127.0.0.1:{trap.port}/x"
    with served(
        tmp_path / "log", "--data", str(made_up_release), services=there, query_seconds=20
    ) as server:
        named = quote(f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}")
        reply = server.ask("GET", f"/sparql?query={named}")
        assert b"#problem-remote-failed" in reply.body
        assert reply.status == 502
        assert trap.caught
        trap.caught.clear()
        other = quote(f"SELECT * {{ SERVICE <{there}/y> {{ ?s ?p ?o }} }}")
        assert server.ask("GET", f"/sparql?query={other}").status == 403
        assert trap.caught == []
