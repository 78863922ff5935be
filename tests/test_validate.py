import re
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


SPOILT = [
    ("as it is", lambda lines: lines),
    ("without its symbol", lambda lines: [s for s in lines if "ontology#symbol>" not in s]),
    ("without types", lambda lines: [s for s in lines if "#type>" not in s]),
    ("without texts", lambda lines: [s for s in lines if "ontology#text>" not in s]),
    ("without positions", lambda lines: [s for s in lines if "ontology#position>" not in s]),
    ("with one position for all", lambda lines: [re.sub(r'"\d+"\^\^', '"1"^^', s) for s in lines]),
    ("with strings for numbers", lambda lines: [re.sub(r"\^\^<[^>]*>", "", s) for s in lines]),
    ("with texts of no language", lambda lines: [s.replace("@en", "") for s in lines]),
    ("in a language that is not official", lambda lines: [s.replace("@en", "@tlh") for s in lines]),
    ("with another day", lambda lines: [s.replace('"2002-01-15"', '"soon"') for s in lines]),
    ("with parts of no document", lambda lines: [s for s in lines if "inDocument>" not in s]),
    ("with notes anchored nowhere", lambda lines: [s for s in lines if "anchoredIn>" not in s]),
    ("with marks beyond the text", lambda lines: [re.sub(r'"\d+"\^\^', '"9999"^^', s) for s in lines]),
    *[(f"without every 7th line from {n}", lambda lines, n=n: [s for i, s in enumerate(lines) if i % 7 != n]) for n in range(4)],
]  # fmt: skip


@pytest.mark.parametrize(("how", "spoil"), SPOILT, ids=[how for how, _ in SPOILT])
def test_the_quick_look_agrees_with_the_reference(how: str, spoil: object) -> None:
    assert callable(spoil)
    lines = "".join(spoil(specimen().decode().splitlines(keepends=True))).encode()
    assert validator().passes(lines) == (validator().judge(lines) == [])
    assert validator().passes(lines) == (how == "as it is")


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
    with pytest.raises(BadData, match=r"full\.ttl"):
        (tmp_path / "part.ttl").write_text("")
        Validator(Profile.FULL, tmp_path)
