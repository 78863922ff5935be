"""The search page: what is found, what it can be narrowed by, what is told of mistakes."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.fulltext import asked


def ask(site: FlaskClient, **parameters: str | list[str]) -> TestResponse:
    return site.get("/search", query_string=parameters, headers={"Accept": "text/html"})


def count(response: TestResponse) -> int:
    return int(re.findall(r'role="status">([\d,]+) text', response.text)[0])


@pytest.mark.parametrize(
    ("words", "found"),
    [("lamp", "pp/1"), ("LAMPS keeper", "pp/1"), ('"trim the wick"', "op/1"), ("守护者", "pp/1"),
     ("بالحراس", "op/1"), ("corrigendum", "note/1")],
)  # fmt: skip
def test_a_search_finds_the_paragraph(site: FlaskClient, words: str, found: str) -> None:
    response = ask(site, q=words)
    assert response.status_code == 200
    assert f'href="/A/RES/79/191/{found}"' in response.text


def test_a_search_for_a_symbol_goes_there(site: FlaskClient) -> None:
    for words, path in (("79/191 para. 1", "/A/RES/79/191/op/1"), ("a/79/461", "/A/79/461"),
                        ("S/RES/2664 (2022)", "/S/RES/2664(2022)")):  # fmt: skip
        assert ask(site, q=words).headers["Location"] == path


def test_words_are_marked_and_texts_are_no_markup(site: FlaskClient) -> None:
    text = ask(site, q='lamp "wick & report"').text
    assert "&lt;script&gt;alert(&#39;<mark>lamp</mark>&#39;)&lt;/script&gt;" in text
    assert "<mark>wick</mark>&#34; &amp; <mark>report</mark>" in text
    assert '<p lang="ar" dir="auto">تهيب <mark>بالحراس</mark></p>' in ask(site, q="بالحراس").text
    assert "<mark>守护者</mark>" in ask(site, q="守护者").text


def test_every_choice_leads_to_as_many_texts_as_it_says(site: FlaskClient) -> None:
    words = "lamp OR keeper OR 守护 OR night"
    whole = ask(site, q=words)
    choice = r'<a href="(/search[^"]+)" rel="nofollow">[^<]+</a> <span class="count">(\d+)'
    found = re.findall(choice, whole.text)
    assert len(found) > 8
    for address, number in found:
        narrowed = site.get(unescape(address), headers={"Accept": "text/html"})
        assert count(narrowed) == int(number), address
        back = re.findall(r'<a href="([^"]+)" aria-label="No longer only', narrowed.text)
        assert unescape(back[0]) == "/search" + asked.Asked(words).address()


def test_choices_have_names(site: FlaskClient) -> None:
    text = ask(site, q="keeper").text
    for name in ("General Assembly", "Norway", "A/79/461", "OperativeParagraph", "2024"):
        assert f'rel="nofollow">{name}</a>' in text


def test_a_search_has_one_address() -> None:
    one = asked.read({"q": ["  lamp   keeper "], "year": ["2024"], "lang": ["fr", "en", "en"]})
    two = asked.read({"lang": ["en", "fr"], "q": ["lamp keeper"], "year": [" 2024", ""]})
    assert one == two
    assert one.address(page=2) == "?q=lamp+keeper&lang=en&lang=fr&year=2024&page=2"
    assert one.lacking("lang", "fr").having("lang", "fr") == one
    assert asked.read({"page": ["7"], "q": [""]}).node() is None


@pytest.mark.parametrize(
    "parameters",
    [{"q": '"'}, {"q": "AND OR"}, {"q": "a:b"}, {"q": "("}, {"q": "\\"}, {"q": "lamp " * 10_000},
     {"q": "x" * 10_000}, {"year": "then"}, {"lang": [str(n) for n in range(101)]},
     {"body": "x" * 3000}],
)  # fmt: skip
def test_a_search_that_cannot_be_understood_says_why(
    site: FlaskClient, parameters: dict[str, str | list[str]]
) -> None:
    response = ask(site, **parameters)
    assert response.status_code == 400
    assert 'role="alert"' in response.text


@pytest.mark.parametrize(
    "words",
    ["lamp*", "[a TO b]^2", "%00 lamp", "\x00lamp", "\u202elamp", "lamp\ud7ff", "+lamp",
     "'lamp'", "{lamp}"],
)  # fmt: skip
def test_a_search_for_anything_is_answered(site: FlaskClient, words: str) -> None:
    assert ask(site, q=words).status_code == 200


def test_pages_beyond_the_last_are_empty(site: FlaskClient) -> None:
    for page in ("2", "334", "99999"):
        response = ask(site, q="keeper", page=page)
        assert response.status_code == 200
        assert count(response) == 3
        assert "<mark>" not in response.text
