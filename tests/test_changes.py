"""What a release writes beside its graph: the delta, retired addresses, news, history."""

import gzip
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quads import BASE, D, document, made, part, quad

from ingest.changes.delta import Change, changes
from ingest.errors import BrokenRelease
from ontology.terms import DCTERMS, ELI, RCL, RDF


def told(release: Path) -> Any:
    return json.loads((release / "manifest.json").read_text("utf-8"))


def retired(release: Path) -> dict[str, str]:
    """By path: the path of what replaces it, or an empty string."""
    found: dict[str, str] = {}
    for line in (release / "retired.nq").read_text("utf-8").splitlines():
        subject, predicate, object_, _, _ = line.split(" ")
        path, value = (term[1:-1].removeprefix(BASE) for term in (subject, object_))
        by = value if predicate == f"<{DCTERMS.isReplacedBy}>" else ""
        found[path] = found.get(path, "") or by
    return found


CASES = {
    "a paragraph that got another number": (
        part("op/1", "Lights the lamp") + part("op/2", "Thanks the keeper"),
        part("op/1", "Lights the lamp") + part("op/3", "Thanks the keeper"),
        {f"{D}/op/2": f"{D}/op/3"},
    ),
    "the last of a list that moved up by one": (
        part("op/1", "One lamp") + part("op/2", "Two lamps") + part("op/3", "Three lamps"),
        part("op/1", "Two lamps") + part("op/2", "Three lamps"),
        {f"{D}/op/3": f"{D}/op/2"},
    ),
    "a paragraph that is gone": (
        part("op/1", "One lamp") + part("op/2", "Two lamps"),
        part("op/1", "One lamp"),
        {f"{D}/op/2": ""},
    ),
    "words that were there twice say nothing": (
        part("op/1", "One lamp") + part("op/2", "Two lamps"),
        part("op/1", "One lamp") + part("op/3", "Two lamps") + part("op/4", "Two lamps"),
        {f"{D}/op/2": ""},
    ),
    "the same words in another document are no place to go": (
        part("op/1", "One lamp") + part("op/2", "Two lamps"),
        part("op/1", "One lamp") + part("op/2", "Two lamps", "A/RES/79/998"),
        {f"{D}/op/2": ""},
    ),
    "an annex without words goes where its paragraphs went": (
        part("op/1") + part("annex") + part("annex/op/1", "A pier") + part("annex/op/2", "A quay"),
        part("op/1") + part("annex/I") + part("annex/I/op/1", "A pier")
        + part("annex/I/op/2", "A quay"),
        {f"{D}/{old}": f"{D}/{new}" for old, new in (
            ("annex", "annex/I"), ("annex/op/1", "annex/I/op/1"), ("annex/op/2", "annex/I/op/2"),
        )},
    ),
    "a document with a new symbol keeps its old address as an alias": (
        document() + part("op/1", "One lamp") + part("note/1", "A note"),
        document("A/RES/79/1000", alias=D) + part("op/1", "A lamp", "A/RES/79/1000"),
        {D: "A/RES/79/1000", f"{D}/op/1": "A/RES/79/1000/op/1", f"{D}/note/1": "",
         f"graph/{D}": ""},
    ),
    "findings are kept by rule, not by list": (
        [*part("op/1"), quad(f"{D}/op/1/cite/1", RCL.inPart, f"{D}/op/1")],
        part("op/1"),
        {},
    ),
    "what nobody describes but something points to answers too": (
        [*part("op/1"), quad(f"{D}/op/1", RCL.mentions, "body/harbour-board")],
        part("op/1"),
        {"body/harbour-board": ""},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_address_that_is_gone_is_recorded(tmp_path: Path, name: str) -> None:
    before, after, expected = CASES[name]
    first = made(tmp_path, before)
    assert not (first / "retired.nq").exists()
    assert retired(made(tmp_path, after)) == expected


def test_retired_addresses_are_carried_on(tmp_path: Path) -> None:
    one = made(tmp_path, part("op/1", "A lamp") + part("op/2", "A pier") + part("op/3", "A quay"))
    made(tmp_path, part("op/1", "A lamp") + part("op/4", "A pier"))
    third = made(tmp_path, part("op/1", "A lamp") + part("op/5", "A pier"))
    assert retired(third) == {f"{D}/op/2": f"{D}/op/5", f"{D}/op/3": "", f"{D}/op/4": f"{D}/op/5"}
    last = f"<{BASE}{D}/op/3> <{DCTERMS.isPartOf}> <{BASE}release/{one.name}>"
    assert last in (third / "retired.nq").read_text()
    back = made(tmp_path, part("op/1", "A lamp") + part("op/3", "A quay"))
    assert retired(back) == {f"{D}/op/{n}": "" for n in (2, 4, 5)}


def test_the_delta_leads_from_one_release_to_the_next(tmp_path: Path) -> None:
    one = made(tmp_path, document() + part("op/1", "A lamp"))
    two = made(tmp_path, document() + part("op/1", "A quay") + part("op/2", "A pier"))
    lines = {name: gzip.decompress((two / f"{name}.nq.gz").read_bytes()).splitlines()
             for name in ("added", "removed")}  # fmt: skip
    before, after = (
        gzip.decompress((r / "graph.nq.gz").read_bytes()).splitlines() for r in (one, two)
    )
    assert sorted({*before} - {*lines["removed"]} | {*lines["added"]}) == after
    assert told(two)["delta"] == {"added": 3, "removed": 1}
    assert told(two)["previous"] == one.name
    assert [told(two)["history"][0][key] for key in ("release", "documents")] == [one.name, 1]
    assert told(two)["history"][0]["published"] == told(one)["published"]


@settings(max_examples=50)
@given(st.sets(st.binary(max_size=3)), st.sets(st.binary(max_size=3)))
def test_a_delta_is_the_difference_of_two_sorted_files(old: set[bytes], new: set[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("old", "new")]
        sets = [{line.hex().encode() + b"\n" for line in lines} for lines in (old, new)]
        for path, lines in zip(paths, sets, strict=True):
            path.write_bytes(gzip.compress(b"".join(sorted(lines))))
        found = list(changes(*paths))
    assert [c.line for c in found] == sorted(sets[0] ^ sets[1])
    assert {c.line for c in found if c.added} == sets[1] - sets[0]
    assert all(isinstance(c, Change) for c in found)


def test_the_same_graph_after_the_same_release_gives_the_same_bytes(tmp_path: Path) -> None:
    made(tmp_path / "one", document() + part("op/1", "A lamp") + part("op/2", "A pier"))
    shutil.copytree(tmp_path / "one", tmp_path / "two", symlinks=True)
    after = document() + part("op/1", "A lamp") + [quad(f"{D}/op/1", ELI.cites, "A/RES/1/1")]
    one, two = (made(tmp_path / out, after) for out in ("one", "two"))
    alone = made(tmp_path / "three", after)
    assert one.name == two.name != alone.name
    for name in ("graph.nq.gz", "added.nq.gz", "removed.nq.gz", "retired.nq", "news.nq"):
        assert (one / name).read_bytes() == (two / name).read_bytes(), name
    assert (one / "graph.nq.gz").read_bytes() == (alone / "graph.nq.gz").read_bytes()


def test_a_release_that_comes_back_still_knows_what_came_between(tmp_path: Path) -> None:
    first = made(tmp_path, part("op/1", "A lamp"))
    made(tmp_path, part("op/1", "A lamp") + part("op/2", "A pier"))
    again = made(tmp_path, part("op/1", "A lamp"))
    assert again != first
    assert retired(again) == {f"{D}/op/2": ""}
    assert made(tmp_path, part("op/1", "A lamp")) == again
    assert [entry["quads"] for entry in told(again)["history"]] == [4, 2]


def test_news_says_which_release_brought_it(tmp_path: Path) -> None:
    cites = quad(f"{D}/op/1", ELI.cites, "A/RES/1/1")
    made(tmp_path, part("op/1", "A lamp"))
    two = made(tmp_path, [*document(), *part("op/1", "A lamp"), cites,
                          quad(D, ELI.cites, "A/RES/1/1")])  # fmt: skip
    three = made(tmp_path, [*document(), *part("op/1", "A pier"), cites])
    expected = [
        f"<{BASE}A/RES/1/1> <{ELI.cited_by}> <{BASE}{D}/op/1> <{BASE}release/{two.name}> .",
        f"<{BASE}dataset> <{DCTERMS.hasPart}> <{BASE}{D}> <{BASE}release/{two.name}> .",
    ]
    assert (two / "news.nq").read_text().splitlines() == expected
    assert (three / "news.nq").read_text().splitlines() == expected
    four = made(tmp_path, part("op/1", "A pier"))
    assert (four / "news.nq").read_text() == ""


def test_another_base_begins_anew(tmp_path: Path) -> None:
    made(tmp_path, part("op/1", "A lamp"))
    other = made(tmp_path, [quad("x", RDF.type, "y")], base="https://example.org/")
    assert "previous" not in told(other)


@pytest.mark.parametrize("broken", ["graph.nq.gz", "manifest.json"])
def test_a_release_before_that_cannot_be_read_is_named(tmp_path: Path, broken: str) -> None:
    first = made(tmp_path, part("op/1", "A lamp"))
    (first / broken).write_bytes(b"{")
    with pytest.raises(BrokenRelease, match=first.name):
        made(tmp_path, part("op/2", "A lamp"))
    assert (tmp_path / "current").resolve() == first
