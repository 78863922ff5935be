"""What is offered while one types in the search field."""

import json

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("79/191", ("A/RES/79/191", "document", "/A/RES/79/191")),
        ("a/res/79/191", ("A/RES/79/191", "document", "/A/RES/79/191")),
        ("tuv", ("Tuvalu", "State", "/state/TUV")),
        ("gen asse", ("General Assembly", "body", "/body/general-assembly")),
        ("keeping of lighth", ("A/RES/79/191", "document", "/A/RES/79/191")),
        ("méxi", ("Mexico", "State", "/state/MEX")),
        ("nothingness", None),
        ("", None),
        ("?/.", None),
        ("x" * 5000, None),
    ],
)
def test_a_thing_is_found_by_the_beginnings_of_the_words_of_its_names(
    site: FlaskClient, typed: str, first: tuple[str, str, str] | None
) -> None:
    response = site.get("/search/suggestions", query_string={"q": typed})
    found = json.loads(response.text)["suggestions"]
    told = [(one["name"], one["kind"], one["address"]) for one in found]
    assert (told[0] if told else None) == first
    assert len(told) <= 8


def test_without_scripts_the_search_page_lists_what_has_such_a_name(site: FlaskClient) -> None:
    text = site.get("/search", query_string={"q": "tuvalu"}).text
    assert '<a href="/state/TUV">Tuvalu</a>' in text
