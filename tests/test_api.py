"""The REST interface: every query of the catalogue and the search, by page and by format."""

import csv
import io
import json
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from server import catalogue
from server.rest import paging

EXAMPLES = catalogue.load()
NAMES = [example.name for example in EXAMPLES]


def told(site: FlaskClient, path: str, **parameters: Any) -> dict[str, Any]:
    response = site.get(path, query_string=parameters or None)
    assert response.status_code == 200, response.text
    assert response.content_type == "application/json"
    found: dict[str, Any] = json.loads(response.text)
    return found


def test_the_description_is_openapi_and_has_every_query(site: FlaskClient) -> None:
    description = told(site, "/api/openapi.json")
    validate(description)
    assert set(description["paths"]) == {
        "/api/queries", "/api/search", *(f"/api/queries/{name}" for name in NAMES),
    }  # fmt: skip


def test_the_list_has_every_query_with_its_question(site: FlaskClient) -> None:
    listed = told(site, "/api/queries")["queries"]
    assert [one["name"] for one in listed] == NAMES
    assert all(one["question"] and one["columns"] for one in listed)
    page = site.get("/api", headers={"Accept": "text/html"}).text
    for example in EXAMPLES:
        assert f'href="/api/queries/{example.name}.json"' in page


@pytest.mark.parametrize("name", NAMES)
def test_pages_together_are_the_whole_answer(site: FlaskClient, name: str) -> None:
    parameters = {"verb": "verb/call-upon", "state": "state/MEX"}
    known = {p.name for e in EXAMPLES if e.name == name for p in e.parameters}
    given = {key: value for key, value in parameters.items() if key in known}
    whole = told(site, f"/api/queries/{name}", limit=1000, **given)
    page = site.get(f"/queries/{name}", query_string=given, headers={"Accept": "text/csv"}).text
    assert whole["columns"] == page.splitlines()[0].split(",")
    assert whole["total"] == len(whole["rows"])
    assert (whole["next"], whole["previous"]) == (None, None)
    rows, address = [], f"/api/queries/{name}?{urlencode({**given, 'limit': 2})}"
    while address:
        part = told(site, address)
        assert part["total"] == whole["total"]
        assert len(part["rows"]) <= 2
        rows += part["rows"]
        address = part["next"]
    assert rows == whole["rows"]


def test_every_format_has_the_same_rows(site: FlaskClient) -> None:
    path, given = "/api/queries/paragraphs-in-order", {"limit": 3, "offset": 1}
    rows = told(site, path, **given)["rows"]
    for by in ("suffix", "accept"):
        answers = {}
        for suffix, media in (("csv", "text/csv"), ("tsv", "text/tab-separated-values"),
                              ("xml", "application/sparql-results+xml")):  # fmt: skip
            named = f"{path}.{suffix}" if by == "suffix" else path
            accept = {"Accept": media} if by == "accept" else {}
            response = site.get(named, query_string=given, headers=accept)
            assert response.status_code == 200
            assert response.mimetype == media
            assert response.headers["Recalling-Total"] == "8"
            links = response.headers.getlist("Link")
            assert f'<{named}?limit=3&offset=4>; rel="next"' in links
            assert f'<{named}?limit=3&offset=0>; rel="prev"' in links
            answers[suffix] = response.text
        assert [r["part"] for r in csv.DictReader(io.StringIO(answers["csv"]))] == [
            row["part"] for row in rows
        ]
        assert len(answers["tsv"].splitlines()) == 4
        results = ElementTree.fromstring(answers["xml"])
        assert len(results.findall(".//{*}result")) == 3


def test_parameters_are_bound_and_told(site: FlaskClient) -> None:
    path = "/api/queries/votes-of-state"
    for value in ("state/TUV", "/state/TUV", "https://w3id.org/recalling/state/TUV"):
        found = told(site, path, state=value)
        assert found["parameters"]["state"] == value
        assert found["total"] == 1
    assert told(site, path, state="state/MEX> } SELECT * { ?s ?p ?o")["total"] == 0
    assert told(site, path)["parameters"]["state"].endswith("/state/" + told(site, path)[
        "parameters"]["state"].rpartition("/")[2])  # fmt: skip


def test_a_search_may_be_a_parameter(site: FlaskClient) -> None:
    path = "/api/queries/texts-with-words"
    found = told(site, path, words="keeper OR 守护", limit=2)
    assert found["total"] == 4
    assert found["rows"][0]["words"] == "keeper OR 守护"
    assert "↦" in found["rows"][0]["snippet"]
    response = site.get(path, query_string={"words": "keeper OR"})
    assert response.status_code == 400
    assert json.loads(response.text)["type"].endswith("#problem-bad-query")


def test_numbers_are_numbers(site: FlaskClient) -> None:
    rows = told(site, "/api/queries/votes-that-split")["rows"]
    assert [(r["inFavour"], r["against"], type(r["share"])) for r in rows] == [(2, 1, float)]


@pytest.mark.parametrize(
    ("address", "status", "name"),
    [
        ("/api/queries/nothing", 404, "not-found"), ("/api/nothing", 404, "not-found"),
        ("/api/queries/votes-of-state?limit=0", 400, "bad-request"),
        ("/api/queries/votes-of-state?limit=1001", 400, "bad-request"),
        ("/api/queries/votes-of-state?limit=ten", 400, "bad-request"),
        ("/api/queries/votes-of-state?limit=%D9%A1", 400, "bad-request"),
        ("/api/queries/votes-of-state?offset=-1", 400, "bad-request"),
        ("/api/queries/votes-of-state?offset=9999999999", 400, "bad-request"),
        ("/api/queries/votes-of-state?limit=1&limit=2", 400, "bad-request"),
        ("/api/queries/votes-of-state?stat=x", 400, "bad-request"),
        ("/api/queries/votes-of-state?state=" + "x" * 3000, 400, "bad-request"),
        ("/api/queries?x=1", 400, "bad-request"), ("/api/search?q=", 400, "bad-search"),
        ("/api/search", 400, "bad-search"), ("/api/search?q=lamp+AND", 400, "bad-search"),
        ("/api/search?q=lamp&year=then", 400, "bad-search"),
        ("/api/search?q=lamp&q=keeper", 400, "bad-request"),
        ("/api/search?q=lamp&size=1", 400, "bad-request"),
        ("/api/search?q=lamp&limit=101", 400, "bad-request"),
        ("/api/search.xml?q=lamp", 404, "not-found"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_problem_document_even_for_browsers(
    site: FlaskClient, address: str, status: int, name: str
) -> None:
    response = site.get(address, headers={"Accept": "text/html,*/*;q=0.1"})
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert json.loads(response.text)["type"].endswith(f"#problem-{name}")


def test_other_formats_and_methods_are_refused(site: FlaskClient) -> None:
    for path in ("/api/queries/cited-most", "/api/search?q=lamp"):
        response = site.get(path, headers={"Accept": "image/png"})
        assert (response.status_code, response.mimetype) == (406, "application/problem+json")
        response = site.post(path)
        assert (response.status_code, response.mimetype) == (405, "application/problem+json")
        assert site.head(path).status_code == 200


def test_a_search_is_told_with_places_and_counts(site: FlaskClient) -> None:
    found = told(site, "/api/search", q="lamp OR 守护", limit=2)
    assert found["total"] == 3
    assert found["next"] == "/api/search?q=lamp+OR+%E5%AE%88%E6%8A%A4&limit=2&offset=2"
    rest = told(site, found["next"])
    assert len(found["hits"]) + len(rest["hits"]) == 3
    for hit in found["hits"] + rest["hits"]:
        marked = [hit["snippet"][start:end] for start, end in hit["marks"]]
        assert marked == (["守护"] if hit["language"] == "zh" else ["lamp"])
        assert hit["document"].endswith("A/RES/79/191")
        assert hit["title"] == "Keeping of lighthouses"
    assert found["counts"]["lang"] == {"values": {"en": 2, "zh": 1}, "rest": 0}
    only = told(site, "/api/search", q="lamp OR 守护", lang="zh")
    assert only["total"] == 1
    assert told(site, "/api/search", year="2024", kind="Footnote")["total"] == 2


def test_a_search_comes_as_a_table(site: FlaskClient) -> None:
    for address, accept in (("/api/search.csv?q=lamp", "*/*"), ("/api/search?q=lamp", "text/csv")):
        response = site.get(address, headers={"Accept": accept})
        assert response.mimetype == "text/csv"
        rows = list(csv.DictReader(io.StringIO(response.text)))
        assert len(rows) == int(response.headers["Recalling-Total"]) == 2
        assert all("↦lamp↤" in row["snippet"] for row in rows)


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT ?a $b { ?a ?c $b }", "a b"),
        ("PREFIX a: <http://e/>\nselect distinct ?x(COUNT(?y) as ?n)WHERE { ?x a ?y } GROUP BY ?x",
         "x n"),
        ("SELECT (IF(EXISTS { ?q a ?r }, ?s, 'AS ?t') AS ?u) FROM <http://e/> { ?s ?p ?o } # end",
         "u"),
    ],
)  # fmt: skip
def test_a_table_has_columns(query: str, columns: str) -> None:
    assert paging.columns(query) == tuple(columns.split())
    assert paging.page(query, 5, 10).endswith("\n} } LIMIT 5 OFFSET 10")


@pytest.mark.parametrize("query", ["ASK {}", "SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE {}", ""])
def test_what_is_no_table_has_none(query: str) -> None:
    with pytest.raises(paging.NoTable):
        paging.count(query)
