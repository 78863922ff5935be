"""Every series reads its good examples, refuses its bad ones, and no two claim the same symbol."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.symbols import SCHEMES, canonical, from_link, numbered
from ontology.symbols.scheme import Scheme, squeeze

GOOD = [(s, *row) for s in SCHEMES for row in s.data["good"]]
BARE = [(s, *row) for s in SCHEMES for row in s.data.get("good_bare", ())]
BAD = [(s, text) for s in SCHEMES for text in s.data["bad"]]


@pytest.mark.parametrize("row", GOOD, ids=lambda row: f"{row[0].name}: {row[1]}")
def test_good_example_is_read_and_printed(row: tuple[Any, ...]) -> None:
    scheme, written, path, printed, *pinpoint = row
    symbol = canonical(written)
    assert symbol is not None
    assert (symbol.series, symbol.canonical, symbol.printed) == (scheme.name, path, printed)
    assert [symbol.pinpoint or ""] == (pinpoint or [""])
    assert canonical(path) == canonical(printed) or symbol.pinpoint
    assert " " not in symbol.canonical


@pytest.mark.parametrize("row", BARE, ids=lambda row: f"{row[0].name}: {row[1]}")
def test_bare_number_is_read_beside_its_body(row: tuple[Scheme, str, str]) -> None:
    scheme, written, path = row
    symbol = numbered(str(written), scheme.data["body"], scheme.data["kind"])
    assert symbol is not None
    assert (symbol.series, symbol.canonical) == (scheme.name, path)


@pytest.mark.parametrize("row", BAD, ids=lambda row: f"{row[0].name}: {row[1]}")
def test_bad_example_is_no_symbol(row: tuple[Scheme, str]) -> None:
    assert row[0].parse(squeeze(row[1])) is None


@pytest.mark.parametrize("row", GOOD, ids=lambda row: f"{row[0].name}: {row[1]}")
def test_no_two_series_claim_one_symbol(row: tuple[Any, ...]) -> None:
    assert [s.name for s in SCHEMES if s.parse(squeeze(row[1]))] == [row[0].name]


def test_a_set_lists_its_members() -> None:
    symbol = canonical("A/RES/75/254 A-C")
    assert symbol
    assert symbol.members == ("A/RES/75/254A", "A/RES/75/254B", "A/RES/75/254C")
    single = canonical("A/RES/75/253 B")
    assert single
    assert single.members == ()


def test_a_joint_symbol_has_the_first_for_its_path() -> None:
    symbol = canonical("ISBA/24/A/2-ISBA/24/C/3")
    assert symbol
    assert (symbol.canonical, symbol.aliases) == ("ISBA/24/A/2", ("ISBA/24/C/3",))
    symbol = canonical("E/2021/10-E/CN.4/2021/3/REV.1")
    assert symbol
    assert symbol.aliases == ("E/CN.4/2021/3/Rev.1",)


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("https://undocs.org/en/A/RES/79/191", "A/RES/79/191"),
        ("https://undocs.org//en/A/RES/70/1", "A/RES/70/1"),
        ("http://undocs.org/A/Res/70/1", "A/RES/70/1"),
        ("https://docs.un.org/zh/S/RES/2664(2022)", "S/RES/2664(2022)"),
        ("https://undocs.org/en/S/RES/2664%20(2022)", "S/RES/2664(2022)"),
        ("https://undocs.org/en/A/69/8(supp)", "A/69/8"),
        ("https://example.org/en/A/69/8", None),
        ("https://undocs.org/en/", None),
        ("https://[broken", None),
    ],
)
def test_link_to_the_document_server(href: str, path: str | None) -> None:
    symbol = from_link(href)
    assert (symbol.canonical if symbol else None) == path


@given(st.text(max_size=60))
def test_any_text_is_a_clean_symbol_or_none(text: str) -> None:
    symbol = canonical(text)
    assert symbol is None or not set(symbol.canonical) & set(' "<>\\^`{|}\n\t%#?')
