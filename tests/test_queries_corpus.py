"""What each query answers about the real corpus, as stated in data/queries/ by those who read it.

A statement holds ``checked`` (how it was compared with the texts), ``rows`` (how many there are;
left out where a reader found rows that should not be), ``columns`` (which of them it speaks of;
texts are left out) and rows, their IRIs without the base: ``first`` has those that the answer
begins with, in order, ``present`` some that are anywhere in it, ``absent`` some that must not be.
"""

import json
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from ontology.iris import BASE
from server.catalogue import Example, load

FOLDER = Path(__file__).parent / "data" / "queries"
EXAMPLES = load()
ROWS = ("first", "present", "absent")
LONGEST = 60
"""Characters of a value: enough for names and symbols, too few for the text of a document."""

each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)


def stated(name: str) -> dict[str, Any]:
    told = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    assert isinstance(told, dict)
    return told


def rows(told: dict[str, Any], key: str) -> list[str]:
    return [" | ".join(map(str, row)) for row in told.get(key, [])]


def answer(site: FlaskClient, path: str, **parameters: str) -> Any:
    response = site.get(path, query_string=parameters)
    assert response.status_code == 200, response.text
    return json.loads(response.text)["results"]["bindings"]


def short(value: str) -> str:
    return value.removeprefix(BASE)


def lines(found: list[dict[str, Any]], columns: list[str]) -> list[str]:
    return [
        " | ".join(short(row[name]["value"]) if name in row else "-" for name in columns)
        for row in found
    ]


@each
def test_a_query_gives_the_stated_answer(corpus_site: FlaskClient, example: Example) -> None:
    told = stated(example.name)
    found = answer(corpus_site, "/sparql", query=example.query)
    said = lines(found, told["columns"])
    first = rows(told, "first")
    wrong = list(unified_diff(first, said[: len(first)], "stated", "answered", lineterm="", n=0))
    wrong += [f"missing: {row}" for row in rows(told, "present") if row not in said]
    wrong += [f"must not be there: {row}" for row in rows(told, "absent") if row in said]
    count = told.get("rows", len(said))
    if len(said) != count:
        wrong.append(f"{count} rows are stated, {len(said)} answered")
        if count == len(first):
            wrong += [f"more than stated: {row}" for row in said[count:]]
    assert not wrong, "\n".join([example.question, *wrong])


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.parameters], ids=lambda e: e.name)
def test_a_bound_parameter_asks_the_same(corpus_site: FlaskClient, example: Example) -> None:
    as_it_stands = answer(corpus_site, "/sparql", query=example.query)
    given = {parameter.name: parameter.example for parameter in example.parameters}
    bound = answer(corpus_site, f"/queries/{example.name}", **given)
    free = [name for name in (bound[0] if bound else {}) if name not in given]
    assert sorted(lines(bound, free)) == sorted(lines(as_it_stands, free))


def test_every_query_has_a_statement_and_every_statement_a_query() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {e.name for e in EXAMPLES}


@each
def test_a_statement_says_how_it_was_checked_and_holds_no_text(example: Example) -> None:
    told = stated(example.name)
    assert told["checked"]
    assert set(told) <= {"checked", "rows", "columns", *ROWS}
    shown = [value for key in ROWS for row in told.get(key, []) for value in row]
    assert [value for value in shown if len(str(value)) > LONGEST] == []
