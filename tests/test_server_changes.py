"""A writable store: updates and graphs for those with a token; a release takes none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import close, create_app
from server.config import Config
from server.fulltext.syntax import MATCHES
from server.pool.writers import NotWritable
from server.tokens import Tokens

WRITE, RESEARCH = "token-that-writes-things", "token-that-only-asks-things"
TOKEN = {"Authorization": f"Bearer {WRITE}"}
UPDATE = "application/sparql-update"
LAMP = "http://e.example/lamp"
GRAPH = "/graph-store?graph=http://e.example/lamps"
TURTLE = b'@prefix e: <http://e.example/> . e:lamp e:shines "far" , [ e:x 1 ] .'


def application(folder: Path, **settings: Any) -> Flask:
    secrets = Tokens.from_environment(
        {"RECALLING_WRITE_TOKENS": WRITE, "RECALLING_RESEARCH_TOKENS": RESEARCH}
    )
    limits = {"query_workers": 1, "query_seconds": 60.0, "client_errors": 0} | settings
    config = Config(data=folder / "current", writable=str(folder), **limits)
    return create_app(config, secrets)


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A store in which something stands already."""
    app = application(tmp_path_factory.mktemp("store"))
    update(app.test_client(), f"INSERT DATA {{ <{LAMP}> <{LAMP}> 1 }}")
    yield app.test_client()
    close(app)


@pytest.fixture
def store(used: FlaskClient) -> FlaskClient:
    """An empty store."""
    assert update(used, "DROP ALL").status_code == 204
    return used


def update(store: FlaskClient, text: str, **more: Any) -> TestResponse:
    return store.post("/sparql", data=text, content_type=UPDATE, headers=TOKEN, **more)


def ask(store: FlaskClient, query: str) -> bool:
    response = store.get("/sparql", query_string={"query": query})
    assert response.status_code == 200, response.text
    told: bool = response.get_json(force=True)["boolean"]
    return told


def name_of(response: TestResponse) -> tuple[int, str]:
    assert response.content_type == "application/problem+json", response.text
    told = response.get_json(force=True)
    return response.status_code, told["type"].partition("#problem-")[2]


CHANGES: list[dict[str, Any]] = [
    {"method": "POST", "path": "/sparql", "data": "CLEAR ALL", "content_type": UPDATE},
    {"method": "POST", "path": "/sparql", "data": {"update": "CLEAR ALL"}},
    {"method": "PUT", "path": GRAPH, "data": TURTLE, "content_type": "text/turtle"},
    {"method": "POST", "path": GRAPH, "data": TURTLE, "content_type": "text/turtle"},
    {"method": "POST", "path": "/graph-store", "data": TURTLE, "content_type": "text/turtle"},
    {"method": "DELETE", "path": GRAPH},
    {"method": "PUT", "path": "/graph-store/lamps", "data": TURTLE, "content_type": "text/turtle"},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: f"{c['method']} {c['path']}")
@pytest.mark.parametrize(
    ("authorization", "told"),
    [
        (None, (401, "no-token")),
        ("Bearer a-token-that-nobody-gave", (401, "bad-token")),
        (f"Basic {WRITE}", (401, "bad-token")),
        (f"Bearer {RESEARCH}", (403, "not-yours")),
    ],
)
def test_no_token_no_change(
    used: FlaskClient, change: dict[str, Any], authorization: str | None, told: tuple[int, str]
) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    response = used.open(**change, headers=headers)
    assert name_of(response) == told
    assert ("WWW-Authenticate" in response.headers) is (told[0] == 401)
    assert ask(used, f"ASK {{ <{LAMP}> <{LAMP}> 1 }}")


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: f"{c['method']} {c['path']}")
def test_a_release_takes_no_change(site: FlaskClient, change: dict[str, Any]) -> None:
    assert name_of(site.open(**change, headers=TOKEN)) == (403, "read-only")


def test_a_graph_of_a_release_can_be_read(site: FlaskClient) -> None:
    graph = "https://w3id.org/recalling/graph/A/RES/79/191"
    found = site.get("/graph-store", query_string={"graph": graph})
    assert found.status_code == 200
    assert found.content_type == "text/turtle; charset=utf-8"
    assert "Keeping of lighthouses" in found.text
    assert site.get("/graph-store?default").status_code == 200
    assert name_of(site.get("/graph-store?graph=http://e.example/none")) == (404, "not-found")


def test_a_change_is_seen_by_the_next_query(store: FlaskClient) -> None:
    for number in range(12):
        done = update(store, f"INSERT DATA {{ <{LAMP}> <{LAMP}> {number} }}")
        assert done.status_code == 204
        assert ask(store, f"ASK {{ <{LAMP}> <{LAMP}> {number} }}")
        seen = store.get("/health").get_json()["release"]
        assert done.headers["Recalling-Release"] == seen


def test_an_update_is_done_whole_or_not_at_all(store: FlaskClient) -> None:
    update(store, f"INSERT DATA {{ <{LAMP}> <{LAMP}> 1 }}")
    failed = update(store, f"DELETE DATA {{ <{LAMP}> <{LAMP}> 1 }} ; DROP GRAPH <{LAMP}>")
    assert name_of(failed) == (400, "bad-query")
    assert ask(store, f"ASK {{ <{LAMP}> <{LAMP}> 1 }}")


def test_an_update_that_searches_is_refused_for_it_would_find_nothing(store: FlaskClient) -> None:
    update = f"DELETE {{ ?s ?p ?o }} WHERE {{ ?s <{MATCHES}> 'lamp' ; ?p ?o }}"
    response = store.post("/sparql", data={"update": update}, headers=TOKEN)
    assert name_of(response) == (400, "bad-request")
    assert "rcl:matches" in response.get_json(force=True)["detail"]


def test_a_graph_that_is_not_in_its_format_changes_nothing(store: FlaskClient) -> None:
    assert store.put(GRAPH, data=TURTLE, content_type="text/turtle", headers=TOKEN).status == (
        "201 CREATED"
    )
    bad = TURTLE + b" e:lamp e:shines"
    response = store.put(GRAPH, data=bad, content_type="text/turtle", headers=TOKEN)
    assert name_of(response) == (400, "bad-query")
    assert ask(store, f'ASK {{ GRAPH <http://e.example/lamps> {{ <{LAMP}> ?p "far" }} }}')
    graphs = store.get("/sparql?query=SELECT ?g { GRAPH ?g {} }").get_json(force=True)
    assert [row["g"]["value"] for row in graphs["results"]["bindings"]] == [
        "http://e.example/lamps"
    ]


@pytest.mark.parametrize(
    ("method", "path", "more", "told"),
    [
        ("PUT", "/graph-store", {}, (400, "bad-request")),
        ("PUT", "/graph-store?graph=lamps", {}, (400, "bad-request")),
        ("PUT", f"{GRAPH}&default", {}, (400, "bad-request")),
        ("PUT", f"{GRAPH}&graph=http://e.example/two", {}, (400, "bad-request")),
        ("PUT", "/graph-store/lamps?default", {}, (400, "bad-request")),
        ("PUT", GRAPH, {"content_type": "text/html"}, (415, "unsupported-type")),
        ("PUT", GRAPH, {"content_type": None}, (415, "unsupported-type")),
        ("PUT", GRAPH, {"content_type": "text/turtle; charset=latin-1"},
         (415, "unsupported-type")),
        ("DELETE", "/graph-store?graph=http://e.example/none", {}, (404, "not-found")),
        ("PATCH", GRAPH, {}, (405, "method-not-allowed")),
    ],
)  # fmt: skip
def test_what_breaks_the_graph_store_protocol_is_refused(
    used: FlaskClient, method: str, path: str, more: dict[str, Any], told: tuple[int, str]
) -> None:
    given = {"data": TURTLE, "content_type": "text/turtle"} | more
    assert name_of(used.open(path, method=method, headers=TOKEN, **given)) == told


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:9/>",
        "LOAD SILENT <http://127.0.0.1:9/> INTO GRAPH <http://g/>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_an_update_fetches_nothing(used: FlaskClient, text: str) -> None:
    assert name_of(update(used, text)) == (403, "no-fetching")


def test_a_change_without_end_is_stopped_and_the_next_one_made(tmp_path: Path) -> None:
    app = application(tmp_path, write_seconds=3)
    client = app.test_client()
    try:
        values = " ".join(f"<{LAMP}> <{LAMP}> {n} ." for n in range(200))
        assert update(client, f"INSERT DATA {{ {values} }}").status_code == 204
        endless = "INSERT { ?a ?b 1 } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        assert name_of(update(client, endless)) == (503, "too-slow")
        assert update(client, f"INSERT DATA {{ <{LAMP}> <{LAMP}> 'next' }}").status_code == 204
        assert ask(client, f"ASK {{ <{LAMP}> <{LAMP}> 'next' , 199 }}")
    finally:
        close(app)


def test_what_was_written_is_there_after_a_restart(tmp_path: Path) -> None:
    for known in (False, True):
        app = application(tmp_path)
        assert ask(app.test_client(), f"ASK {{ <{LAMP}> ?p ?o }}") is known
        update(app.test_client(), f"INSERT DATA {{ <{LAMP}> <{LAMP}> 1 }}")
        close(app)


def test_a_store_is_written_by_one_server(tmp_path: Path) -> None:
    app = application(tmp_path)
    try:
        with pytest.raises(NotWritable, match="lock"):
            application(tmp_path)
    finally:
        close(app)


@pytest.mark.parametrize("path", ["/", "/search?q=lamp", "/documents", "/dataset", "/sparql"])
def test_pages_of_an_empty_store_are_no_mistake(store: FlaskClient, path: str) -> None:
    assert store.get(path, headers={"Accept": "text/html"}).status_code < 500


def test_only_few_versions_stay_on_disk(tmp_path: Path) -> None:
    app = application(tmp_path)
    for number in range(12):
        update(app.test_client(), f"INSERT DATA {{ <{LAMP}> <{LAMP}> {number} }}")
    close(app)
    assert len(list((tmp_path / "versions").iterdir())) <= 9
