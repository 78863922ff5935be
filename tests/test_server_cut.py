"""A store that fails in the middle of an answer: a problem is sent, and no part of the answer."""

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from server.app import close, create_app
from server.config import Config
from server.store import ReleaseStore, StoreFailed, run_query

SCAN = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
FORMATS: dict[str, str | None] = {"solutions": "json", "boolean": "json", "graph": "nt"}
QUERIES = {
    "application/sparql-results+json": SCAN,
    "application/sparql-results+xml": SCAN,
    "text/csv": SCAN,
    "text/tab-separated-values": SCAN,
    "application/n-triples": "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "text/turtle": "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }",
}


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release some of whose files are damaged in the middle."""
    folder = tmp_path_factory.mktemp("damaged") / "release"
    folder.mkdir()
    store = ox.Store(str(folder / "store"))
    chance = random.Random(7)
    names = [ox.NamedNode(f"http://e.example/{chance.getrandbits(128):x}") for _ in range(60_000)]
    store.bulk_extend(
        ox.Quad(name, names[0], ox.Literal(f"lamp {n}"), names[1]) for n, name in enumerate(names)
    )
    store.flush()
    del store
    for path in (folder / "store").glob("*.sst"):
        size = path.stat().st_size
        if size > 100_000:
            with path.open("r+b") as file:
                file.seek(size // 2)
                file.write(bytes(2000))
    return folder


@pytest.fixture(scope="module")
def client(damaged: Path) -> Iterator[FlaskClient]:
    app = create_app(Config(data=damaged, query_workers=1, query_seconds=60, client_errors=0))
    yield app.test_client()
    close(app)


def test_the_store_fails_after_it_has_written_something(damaged: Path) -> None:
    output = io.BytesIO()
    with pytest.raises(StoreFailed):
        run_query(ReleaseStore(damaged), SCAN, output, FORMATS, union=False)
    assert len(output.getvalue()) > 10_000


@pytest.mark.parametrize("accept", QUERIES)
def test_what_was_cut_is_never_sent(client: FlaskClient, accept: str) -> None:
    reply = client.get(
        "/sparql", query_string={"query": QUERIES[accept]}, headers={"Accept": accept}
    )
    assert reply.status_code == 500
    assert reply.content_type == "application/problem+json"
    assert reply.get_json(force=True)["type"].endswith("#problem-store-failed")
    assert "e.example" not in reply.text


def test_a_graph_that_was_cut_is_never_sent(client: FlaskClient) -> None:
    graph = client.get("/sparql?query=SELECT ?g { GRAPH ?g {} }").get_json(force=True)
    name = graph["results"]["bindings"][0]["g"]["value"]
    reply = client.get("/graph-store", query_string={"graph": name})
    assert reply.status_code == 500
    assert reply.content_type == "application/problem+json"


def test_the_next_query_is_answered(client: FlaskClient) -> None:
    assert client.get("/sparql?query=ASK {}").status_code == 200
