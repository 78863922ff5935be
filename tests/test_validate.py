import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from ingest import parse
from ingest.errors import BadData
from ingest.fetch import places
from ingest.model import Form, Source, Work
from ingest.triples.names import Names
from ingest.triples.work import triples
from ingest.validate import Profile, Validator


@cache
def validator() -> Validator:
    return Validator(Profile.FULL)


@cache
def specimen(name: str = "specimen-2.txt") -> bytes:
    data = (places.SAMPLE / name).read_bytes()
    form = Form.AKN if name.endswith(".xml") else Form.PAGE_TEXT
    (document,) = parse.read(data, Source(name, "0" * 64, len(data), form), {})
    return triples(Work(document.head.symbol, (document,)), Names(), "1").graph


def without(*words: str) -> Callable[[str], str]:
    """Drops the lines that have one of the words."""
    return lambda line: "" if any(word in line for word in words) else line


def with_(pattern: str, replacement: str) -> Callable[[str], str]:
    """Replaces in each line."""
    return lambda line: re.sub(pattern, replacement, line)


SPOILT: list[tuple[str, Callable[[str], str]]] = [
    ("without its symbol", without("ontology#symbol>")),
    ("without texts", without("ontology#text>")),
    ("without positions", without("ontology#position>")),
    ("without classes of parts", without("Paragraph>", "#Subparagraph>")),
    ("with one position for all", with_(r'"\d+"\^\^', '"1"^^')),
    ("with marks beyond the text", with_(r'"\d+"\^\^', '"9999"^^')),
    ("with strings for numbers", with_(r"\^\^<[^>]*>", "")),
    ("with texts of no language", with_("@en", "")),
    ("in a language that is not official", with_("@en", "@tlh")),
    ("with another day", with_("2002-01-15", "soon")),
    ("with parts of no document", without("ontology#inDocument>")),
    *((f"without lines that have a {letter}", without(letter)) for letter in "xyzw"),
]


@pytest.mark.parametrize(("how", "spoil"), SPOILT, ids=[how for how, _ in SPOILT])
def test_the_quick_look_agrees_with_the_reference(how: str, spoil: Callable[[str], str]) -> None:
    lines = "".join(map(spoil, specimen().decode().splitlines(keepends=True))).encode()
    passes = validator().passes(lines)
    assert passes == (validator().judge(lines) == [])
    assert not passes or how.startswith("without lines")


@pytest.mark.parametrize("name", ["specimen-1.xml", "specimen-2.txt"])
def test_the_specimens_keep_to_the_shapes(name: str) -> None:
    assert validator().violations(specimen(name)) == []


def test_a_violation_says_where_and_what() -> None:
    spoilt = specimen().replace(b"2002-01-15", b"soon")
    (line,) = [line for line in validator().violations(spoilt) if "adoptedOn" in line]
    assert line.startswith("https://w3id.org/recalling/SPECIMEN/RES/2/1: ")
    assert line.endswith("(adoptedOn: soon)")


def test_facts_may_have_no_texts() -> None:
    facts = Validator(Profile.FACTS)
    assert not facts.passes(specimen())
    bare = b"".join(line for line in specimen().splitlines(True) if b"ontology#text>" not in line)
    assert facts.violations(bare) == []


def test_shapes_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "part.ttl").write_text("this is no Turtle")
    with pytest.raises(BadData, match=r"part\.ttl: shapes that cannot be read"):
        Validator(Profile.FULL, tmp_path)
    (tmp_path / "part.ttl").write_text("")
    with pytest.raises(BadData, match=r"full\.ttl"):
        Validator(Profile.FULL, tmp_path)
