"""Queries of the catalogue asked by people: things by their names, and what is said of mistakes."""

import json
import re
from html import unescape
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server import catalogue
from server.forms import kinds_of
from server.views.suggestions import DOCUMENT, KINDS

PAGE = {"Accept": "text/html"}


def ask(site: FlaskClient, query: str, **typed: str) -> TestResponse:
    return site.get(f"/queries/{query}", query_string=typed, headers=PAGE)


def field(response: TestResponse, name: str) -> str:
    (value,) = re.findall(rf'name="{name}" value="([^"]*)"', response.text)
    return unescape(value)


@pytest.mark.parametrize(
    ("query", "name", "typed", "shown", "found"),
    [
        ("votes-of-state", "state", "Mexico", "Mexico", "in favour"),
        ("votes-of-state", "state", "méxico ", "Mexico", "in favour"),
        ("votes-of-state", "state", "state/TUV", "Tuvalu", "against"),
        ("votes-of-state", "state", "https://w3id.org/recalling/state/TUV", "Tuvalu", "against"),
        ("acts-of-document", "document", "79/191", "A/RES/79/191", "call upon"),
        ("sources-of-part", "part", "79/191 para. 1", "A/RES/79/191, paragraph 1", "0 rows"),
        ("addressees-of-verb", "verb", "call upon", "call upon", "0 rows"),
        ("acts-of-document", "document", "79/999", "A/RES/79/999", "0 rows"),
        ("votes-of-state", "state", "state/XYZ", "state/XYZ", "0 rows"),
    ],
    ids=["a name", "a name as people write it", "a path", "an IRI", "the number of a resolution",
         "a pinpoint", "a verb", "a resolution that is not here", "a path that leads nowhere"],
)  # fmt: skip
def test_a_thing_is_asked_about_by_its_name_and_shown_by_it(
    site: FlaskClient, query: str, name: str, typed: str, shown: str, found: str
) -> None:
    response = ask(site, query, **{name: typed})
    assert response.status_code == 200
    assert field(response, name) == shown
    assert found in response.text
    # what the form shows means the same again
    again = ask(site, query, **{name: field(response, name)})
    assert again.text == response.text


def test_files_of_a_table_are_asked_with_the_path_of_the_thing(site: FlaskClient) -> None:
    text = ask(site, "votes-of-state", state="tuvalu").text
    assert '<a href="/queries/votes-of-state.csv?state=state/TUV" download>' in unquote(text)


def test_the_examples_are_shown_by_their_names(site: FlaskClient) -> None:
    assert field(ask(site, "votes-of-state"), "state") == "Norway"


@pytest.mark.parametrize(
    ("typed", "reason", "candidates"),
    [
        ("nothingness", "Nothing is called “nothingness”", []),
        ("Mex", "Nothing is called “Mex”", ["state=state/MEX"]),
        ("<script>", "Nothing is called “<script>”", []),
        ("x" * 3000, "Nothing is called", []),
    ],
)
def test_what_is_not_understood_is_said_with_what_may_be_meant(
    site: FlaskClient, typed: str, reason: str, candidates: list[str]
) -> None:
    response = ask(site, "votes-of-state", state=typed)
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert reason in unescape(response.text)
    assert field(response, "state") == typed
    found = re.findall(r'<li><a href="/queries/votes-of-state\?([^"]+)">', response.text)
    assert [unquote(one) for one in found] == candidates
    assert "<script>" not in response.text


def test_of_several_things_of_one_name_each_is_offered_and_the_rest_is_kept(
    editions: FlaskClient,
) -> None:
    response = ask(editions, "citations-added-and-dropped", earlier="keeping of lighthouses",
                   later="79/191")  # fmt: skip
    assert response.status_code == 400
    links = re.findall(r'<li><a href="(/queries/[^"]+)">', response.text)
    assert len(links) == 2
    assert all("later=A/RES/79/191" in unquote(unescape(link)) for link in links)
    assert {editions.get(unescape(link), headers=PAGE).status_code for link in links} == {200}


def test_a_program_is_told_in_a_problem(site: FlaskClient) -> None:
    for path in ("/queries/votes-of-state.csv", "/queries/votes-of-state"):
        response = site.get(path, query_string={"state": "Mex"})
        assert response.status_code == 400
        assert "Mexico (state/MEX)" in json.loads(response.text)["detail"]


def test_the_interface_for_programs_takes_paths_as_before(site: FlaskClient) -> None:
    for state, total in (("state/MEX", 1), ("Mexico", 0)):
        response = site.get("/api/queries/votes-of-state", query_string={"state": state})
        assert json.loads(response.text)["total"] == total


@pytest.mark.parametrize(
    "parameter",
    [p for e in catalogue.load() for p in e.parameters if p.kind == "IRI"],
    ids=lambda p: p.meaning,
)
def test_a_parameter_offers_what_it_is_about(parameter: catalogue.Parameter) -> None:
    kinds = kinds_of(parameter)
    assert kinds <= {*KINDS.values(), DOCUMENT}
    if "State" in parameter.meaning:
        assert "State" in kinds
    if "body" in parameter.meaning:
        assert "body" in kinds
