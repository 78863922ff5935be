"""Every pattern of the page-text reader fits its examples and refuses what it should."""

import re
from pathlib import Path

import pytest

from ingest.parse import pagetext
from ingest.parse.pagetext import patterns

PATTERNS = patterns.load("patterns")
JOINS = patterns.load("joins")


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_fits_its_examples(name: str) -> None:
    assert PATTERNS[name]["matches"]
    for example in PATTERNS[name]["matches"]:
        assert patterns.fits(name, example), example


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_refuses_what_only_looks_alike(name: str) -> None:
    assert PATTERNS[name]["refuses"]
    for example in PATTERNS[name]["refuses"]:
        assert not patterns.fits(name, example), example


def test_no_pattern_is_idle() -> None:
    folder = Path(pagetext.__file__).parent
    code = "\n".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    assert [name for name in PATTERNS if not re.search(rf'"{name}"', code)] == []


@pytest.mark.parametrize("row", JOINS, ids=lambda row: row["name"])
def test_two_halves_join_as_their_rule_says(row: dict[str, str]) -> None:
    example = row["example"]
    assert patterns.join(example["before"], example["after"]) == row["glue"]


def test_two_halves_that_no_rule_knows_are_not_sure_to_join() -> None:
    assert patterns.join("of the United", "Nations") is None
