"""Every example of ``aliases.yaml`` leads where it says, and nothing else leads anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.aliases import akn, data, provision, resolve
from ontology.iris import BASE, Iris

AKN = [(path, symbol) for row in data()["akn"] for path, symbol in row["examples"].items()]


@pytest.mark.parametrize(("path", "symbol"), AKN)
def test_akn_path_names_a_document(path: str, symbol: str) -> None:
    assert akn(path) == symbol
    assert resolve(path) == symbol


@pytest.mark.parametrize(("text", "path"), data()["examples"].items())
def test_words_lead_to_a_path(text: str, path: str) -> None:
    assert resolve(text) == path
    assert Iris().parse(BASE + path) is not None


@pytest.mark.parametrize("text", data()["bad"])
def test_other_words_lead_nowhere(text: str) -> None:
    assert resolve(text) is None


@pytest.mark.parametrize(("text", "told"), data()["provisions"].items())
def test_an_article_is_told_from_its_instrument(text: str, told: list[str]) -> None:
    assert provision(text) == tuple(told)


@pytest.mark.parametrize("text", data()["no_provisions"])
def test_other_words_are_no_article(text: str) -> None:
    assert provision(text) is None


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    path = resolve(text)
    assert path is None or Iris().parse(BASE + path) is not None
