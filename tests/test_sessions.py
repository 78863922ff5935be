"""Sessions are read from their words, and met in the year that the record knows."""

from datetime import date

import pytest

from ontology import sessions

WORDS = [(w, i) for kind in sessions.data()["kinds"] for w, i in kind["examples"].items()]
OPENINGS = [(n, d) for rule in sessions.data()["openings"] for n, d in rule["examples"].items()]


@pytest.mark.parametrize(("words", "ident"), WORDS)
def test_words_of_a_session_give_its_id(words: str, ident: str) -> None:
    assert sessions.session(words) == ident


@pytest.mark.parametrize(
    "words",
    ["", "session", "Seventy-ninth", "Seventy-nine session", "special session", "79 session"],
)
def test_other_words_give_none(words: str) -> None:
    assert sessions.session(words) is None


def test_every_ordinal_has_one_spelling_and_its_place() -> None:
    found = [n for n in (sessions.ordinal(w) for w in sessions._ordinals()) if n]
    assert sorted(found) == list(range(1, 200))


@pytest.mark.parametrize("body", sessions.data()["calendar"])
def test_a_body_meets_in_the_year_of_its_example(body: str) -> None:
    number, year = sessions.data()["calendar"][body]["example"]
    assert sessions.year(number, body) == year
    assert sessions.year(1, "nobody") is None


@pytest.mark.parametrize(("number", "day"), OPENINGS)
def test_the_assembly_opens_on_its_tuesday(number: int, day: date) -> None:
    assert sessions.opening(number) == day


def test_the_opening_of_an_early_session_is_not_computed() -> None:
    assert sessions.opening(57) is None
