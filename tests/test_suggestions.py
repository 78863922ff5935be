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
        ("79/191 para. 1", ("A/RES/79/191, paragraph 1", "paragraph", "/A/RES/79/191/op/1")),
        (
            "79/191 para 1 (a)",
            ("A/RES/79/191, paragraph 1 (a)", "paragraph", "/A/RES/79/191/op/1/a"),
        ),
        ("A/RES/79/191 note 1", ("A/RES/79/191, footnote 1", "footnote", "/A/RES/79/191/note/1")),
        (
            "lamp convention, article 3",
            ("Lamp Convention, article 3", "article", "/instrument/lamp-convention/article/3"),
        ),
        ("lamp convention art. 99", None),
        ("79/191 para. 99", None),
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


@pytest.mark.parametrize(
    ("typed", "kinds", "names"),
    [
        ("lamp", ["instrument"], ["Lamp Convention"]),
        ("nor", ["State", "body"], ["Norway"]),
        ("nor", ["verb"], []),
        ("79/191 para. 1", ["document"], ["A/RES/79/191, paragraph 1"]),
        ("79/191 para. 1", ["verb"], []),
    ],
)
def test_only_things_of_the_kinds_wanted_are_offered(
    site: FlaskClient, typed: str, kinds: list[str], names: list[str]
) -> None:
    response = site.get("/search/suggestions", query_string={"q": typed, "kind": kinds})
    assert [one["name"] for one in json.loads(response.text)["suggestions"]] == names


def test_without_scripts_the_search_page_lists_what_has_such_a_name(site: FlaskClient) -> None:
    text = site.get("/search", query_string={"q": "tuvalu"}).text
    assert '<a href="/state/TUV">Tuvalu</a>' in text
