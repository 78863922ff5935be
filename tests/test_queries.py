"""The catalogue of queries: each says what it asks, and takes its parameters bound."""

import json
from collections import Counter

import pytest
from flask.testing import FlaskClient

from server.catalogue import Example, load

EXAMPLES = load()
UNKNOWN = {"IRI": "unknown/thing", "text": "xyzzy", "number": "-1"}
"""Values that nothing in a release has."""

each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)


def rows(site: FlaskClient, name: str, **parameters: str) -> list[object]:
    response = site.get(f"/queries/{name}", query_string=parameters)
    assert response.status_code == 200, response.text
    found: list[object] = json.loads(response.text)["results"]["bindings"]
    return found


@each
def test_a_query_says_in_words_what_it_asks(example: Example) -> None:
    assert example.question.endswith("?")
    assert len(example.question) <= 120


@each
def test_a_query_runs_on_a_release_that_was_not_made_for_it(
    site: FlaskClient, example: Example
) -> None:
    response = site.get("/sparql", query_string={"query": example.query})
    assert response.status_code == 200, response.text
    rows(site, example.name)


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.parameters], ids=lambda e: e.name)
def test_asked_about_something_unknown_a_query_finds_nothing(
    site: FlaskClient, example: Example
) -> None:
    unknown = {parameter.name: UNKNOWN[parameter.kind] for parameter in example.parameters}
    assert rows(site, example.name, **unknown) == []


@pytest.mark.parametrize("part", ["question", "query"])
def test_no_two_queries_ask_the_same(part: str) -> None:
    told = Counter(" ".join(getattr(example, part).split()) for example in EXAMPLES)
    assert [text for text, times in told.items() if times > 1] == []
