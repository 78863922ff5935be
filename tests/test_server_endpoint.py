"""The SPARQL 1.1 Protocol at ``/sparql``, read-only."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

BASE = "https://w3id.org/recalling/"
ASK = "ASK { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s a ?k } WHERE { ?s a ?k } LIMIT 2"
QUERY_TYPE = "application/sparql-query"


def ask(site: FlaskClient, query: str, accept: str = "*/*", **graphs: Any) -> TestResponse:
    parameters = {"query": query} | {key.replace("_", "-"): v for key, v in graphs.items()}
    return site.get("/sparql", query_string=parameters, headers={"Accept": accept})


def problem(response: TestResponse, status: int, name: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.content_type == "application/problem+json"
    told: dict[str, Any] = json.loads(response.text)
    assert told["status"] == status
    assert told["type"].endswith(f"#problem-{name}")
    assert told["title"]
    return told


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "GET", "query_string": {"query": ASK}},
        {"method": "POST", "data": {"query": ASK}},
        {"method": "POST", "data": ASK, "content_type": QUERY_TYPE},
        {"method": "POST", "data": ASK, "content_type": f"{QUERY_TYPE}; charset=utf-8"},
        {"method": "QUERY", "data": ASK, "content_type": QUERY_TYPE},
        {"method": "QUERY", "data": {"query": ASK}},
    ],
    ids=lambda r: f"{r['method']} {r.get('content_type', '')}",
)
def test_a_query_is_taken_in_every_form_of_the_protocol(
    site: FlaskClient, request_: dict[str, Any]
) -> None:
    response = site.open("/sparql", **request_)
    assert response.status_code == 200, response.text
    assert response.get_json(force=True)["boolean"] is True


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        (COUNT, "*/*", "application/sparql-results+json"),
        (COUNT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (COUNT, "text/csv", "text/csv; charset=utf-8"),
        (COUNT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/trig", "application/trig"),
        (CONSTRUCT, "application/n-quads", "application/n-quads"),
        (f"DESCRIBE <{BASE}state/MEX>", "text/turtle", "text/turtle; charset=utf-8"),
    ],
)
def test_an_answer_comes_in_the_format_asked_for(
    site: FlaskClient, query: str, accept: str, content_type: str
) -> None:
    response = ask(site, query, accept)
    assert response.status_code == 200, response.text
    assert response.content_type == content_type
    assert response.headers["Vary"] == "Accept"
    assert response.content_length == len(response.data) > 0


@pytest.mark.parametrize(
    ("query", "accept"),
    [(COUNT, "text/turtle"), (ASK, "text/csv"), (CONSTRUCT, "text/csv"), (ASK, "image/png")],
)
def test_what_cannot_be_accepted_is_told_with_what_could(
    site: FlaskClient, query: str, accept: str
) -> None:
    assert problem(ask(site, query, accept), 406, "not-acceptable")["available"]


@pytest.mark.parametrize(
    ("query", "line"),
    [("SELECT", 1), ("SELECT * {\n  ?s ?p\n}", 3), ("DROP ALL", 1), ("ASK { e:x ?p ?o }", 1)],
)
def test_a_bad_query_is_told_with_its_place(site: FlaskClient, query: str, line: int) -> None:
    told = problem(ask(site, query), 400, "bad-query")
    assert told["line"] == line
    assert told["column"] > 0


def test_a_form_without_a_query_is_a_mistake(site: FlaskClient) -> None:
    problem(site.post("/sparql", data={"question": "?"}), 400, "bad-request")


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "POST", "data": {"update": "CLEAR ALL"}},
        {"method": "POST", "data": "CLEAR ALL", "content_type": "application/sparql-update"},
    ],
)
def test_an_update_is_refused(site: FlaskClient, request_: dict[str, Any]) -> None:
    problem(site.open("/sparql", **request_), 403, "read-only")


@pytest.mark.parametrize(
    ("request_", "status", "name"),
    [
        ({"method": "GET", "query_string": {"update": "CLEAR ALL"}}, 400, "bad-request"),
        ({"method": "QUERY", "data": {"update": "CLEAR ALL"}}, 400, "bad-request"),
        ({"method": "QUERY", "data": "CLEAR ALL", "content_type": "application/sparql-update"},
         415, "unsupported-type"),
        ({"method": "POST", "data": {"query": ASK, "update": "CLEAR ALL"}}, 400, "bad-request"),
        ({"method": "POST", "data": ASK, "content_type": f"{QUERY_TYPE}; charset=utf-16"}, 415,
         "unsupported-type"),
        ({"method": "POST", "data": ASK, "content_type": QUERY_TYPE,
          "headers": {"Content-Encoding": "gzip"}}, 415, "unsupported-type"),
        ({"method": "GET", "query_string": "query=ASK%20%7B%7D%FF"}, 400, "bad-request"),
        ({"method": "GET", "query_string": {"query": ""}}, 400, "bad-query"),
        ({"method": "GET", "query_string": {"query": ASK, "timeout": "soon"}}, 400, "bad-request"),
        ({"method": "GET", "query_string": {"query": ASK, "timeout": "-1"}}, 400, "bad-request"),
        ({"method": "POST", "data": "x", "content_type": "text/plain"}, 415, "unsupported-type"),
        ({"method": "POST", "data": {"query": [ASK, ASK]}}, 400, "bad-request"),
        ({"method": "POST", "data": b"\xff", "content_type": QUERY_TYPE}, 400, "bad-request"),
        ({"method": "GET", "query_string": {"query": ASK, "default-graph-uri": "x"}}, 400,
         "bad-request"),
        ({"method": "POST", "data": ASK, "content_type": QUERY_TYPE,
          "query_string": {"query": ASK}}, 400, "bad-request"),
        ({"method": "POST", "data": {"query": "#" * 2_000_000}}, 413, "request-entity-too-large"),
    ],
)  # fmt: skip
def test_what_breaks_the_protocol_is_refused(
    site: FlaskClient, request_: dict[str, Any], status: int, name: str
) -> None:
    problem(site.open("/sparql", **request_), status, name)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_told_which_are_allowed(site: FlaskClient, method: str) -> None:
    response = site.open("/sparql", method=method)
    problem(response, 405, "method-not-allowed")
    assert {"GET", "POST", "QUERY"} <= set(response.headers["Allow"].split(", "))


def count(response: TestResponse) -> int:
    assert response.status_code == 200, response.text
    return int(response.get_json(force=True)["results"]["bindings"][0]["n"]["value"])


def test_the_default_graph_is_the_union_unless_the_request_names_another(
    site: FlaskClient,
) -> None:
    everything = count(ask(site, COUNT))
    registry = f"{BASE}graph/registry"
    in_registry = count(ask(site, COUNT, default_graph_uri=registry))
    assert 0 < in_registry < everything
    clause = COUNT.replace("WHERE", f"FROM <{registry}> WHERE")
    assert count(ask(site, clause)) == in_registry
    assert count(ask(site, COUNT, named_graph_uri=registry)) == 0
    inside = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert count(ask(site, inside, named_graph_uri=registry)) == in_registry
    both = [registry, f"{BASE}graph/stubs"]
    assert count(ask(site, COUNT, default_graph_uri=both)) == in_registry + 3


def test_naming_a_graph_on_the_web_fetches_nothing(site: FlaskClient) -> None:
    elsewhere = COUNT.replace("WHERE", "FROM <http://e.example/data.ttl> WHERE")
    assert count(ask(site, elsewhere)) == 0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    ],
)
def test_a_query_is_never_sent_on(site: FlaskClient, query: str) -> None:
    problem(ask(site, query), 403, "no-federation")


def test_without_a_query_programs_get_the_service_description(site: FlaskClient) -> None:
    response = site.get("/sparql", headers={"Accept": "text/turtle"})
    assert response.status_code == 200
    assert "sparql-service-description#Service" in response.text
    assert "UnionDefaultGraph" in response.text
    assert f"sd:name <{BASE}graph/A/RES/79/191>" in response.text.replace(
        "<http://www.w3.org/ns/sparql-service-description#name>", "sd:name"
    )
    assert "SPARQL11Update" not in response.text
    assert site.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_without_a_query_people_get_the_editor(site: FlaskClient) -> None:
    response = site.get("/sparql", headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert "<textarea" in response.text


def test_people_get_a_table_and_the_mistake_beside_their_query(site: FlaskClient) -> None:
    table = ask(site, "SELECT ?s ?o { ?s ?p ?o } LIMIT 3", "text/html")
    assert table.status_code == 200
    assert table.text.count("<tr>") == 4
    bad = ask(site, "SELECT <b> {", "text/html")
    assert bad.status_code == 400
    assert "line 1" in bad.text
    assert "SELECT &lt;b&gt; {</textarea>" in bad.text


def test_head_and_options_tell_what_get_would(site: FlaskClient) -> None:
    head = site.head("/sparql", query_string={"query": ASK})
    assert head.status_code == 200
    assert head.content_type == "application/sparql-results+json"
    assert head.data == b""
    options = site.options("/sparql")
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert "QUERY" in options.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize(
    ("path", "asked", "status", "mimetype"),
    [
        ("/sparql/results.csv", COUNT, 200, "text/csv"),
        ("/sparql/results.xml", ASK, 200, "application/sparql-results+xml"),
        ("/sparql/results.ttl", CONSTRUCT, 200, "text/turtle"),
        ("/sparql/results.csv", CONSTRUCT, 406, "application/problem+json"),
        ("/sparql/results.pdf", COUNT, 404, "application/problem+json"),
        ("/sparql/results.csv", None, 400, "application/problem+json"),
        ("/queries/votes-of-state.csv?state=state/TUV", None, 200, "text/csv"),
        ("/queries/votes-of-state.pdf", None, 404, "application/problem+json"),
    ],
)
def test_a_whole_answer_comes_as_a_file_in_the_format_of_the_suffix(
    site: FlaskClient, path: str, asked: str | None, status: int, mimetype: str
) -> None:
    response = site.post(path, data={"query": asked}) if asked else site.get(path)
    assert (response.status_code, response.mimetype) == (status, mimetype)
    if status == 200:
        name = path.partition("?")[0].rpartition("/")[2]
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    response.close()


def test_the_editor_learns_the_terms_of_the_release(site: FlaskClient) -> None:
    told = json.loads(site.get("/sparql/terms").text)
    assert told["prefixes"]["rcl"] == f"{BASE}ontology#"
    assert f"{BASE}ontology#Resolution" in told["classes"]
    assert f"{BASE}ontology#partOf" in told["properties"]
