"""Lines to parts: each case is a sentence of the design or of the gold's rules."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Mark, PartKind, Rich
from ingest.parse import structure
from ingest.parse.blocks import Block, Note, Reading, Role

CASES = yaml.safe_load((Path(__file__).parent / "data/structure.yaml").read_text("utf-8"))
SIGNS = {"pp ": Role.PREAMBLE, "# ": Role.HEADING, "| ": Role.TABLE}


def block(line: str) -> Block:
    if line == "annex":
        return Block(Rich(""), Role.ANNEX)
    for sign, role in SIGNS.items():
        if line.startswith(sign):
            return Block(Rich(line.removeprefix(sign)), role)
    return Block(Rich(line))


def reading(lines, **more) -> Reading:
    return Reading(head=(), blocks=tuple(block(line) for line in lines), notes=(), **more)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_print_becomes_parts(case):
    built = structure.build(reading(case["lines"], complete=case.get("complete", True)))
    assert [part.path for part in built.parts] == case["paths"]
    assert [finding.message for finding in built.findings if case.get("complete", True)] == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["1. A;", "2. B;", "5. C."], "number-gap"),
        (["1. A:", "(a) B;", "(d) C."], "number-gap"),
        (["1. A;", "1. B."], None),
    ],
    ids=["a gap among paragraphs", "a gap in a list", "a second 1. is a list inside the first"],
)
def test_gaps_are_reported(lines, code):
    found = [finding.code for finding in structure.build(reading(lines)).findings]
    assert found == ([code] if code else [])


def test_a_part_knows_its_number_its_label_and_its_parent():
    built = structure.build(reading(["12. Decides:", "(b) To act."], complete=False))
    paragraph, item = built.parts
    assert (paragraph.number, paragraph.label, paragraph.parent) == ("12", "12.", None)
    assert (item.number, item.label, item.parent) == ("b", "(b)", "op/12")
    assert item.content.text == "To act."


def test_headings_in_force_nest_by_the_style_of_their_numbers():
    lines = ["# I. One", "1. A.", "# A. Two", "2. B.", "# B. Three", "3. C.", "# II. Four", "4. D."]
    built = structure.build(reading(lines))
    force = {p.path: p.headings for p in built.parts if p.kind is PartKind.OPERATIVE}
    assert force == {
        "op/1": ("h/1",),
        "op/2": ("h/1", "h/2"),
        "op/3": ("h/1", "h/3"),
        "op/4": ("h/4",),
    }


def test_the_title_of_an_annex_holds_throughout():
    lines = ["annex", "# Annex", "# Plan", "1. A.", "# Money", "2. B.", "# Time", "3. C."]
    built = structure.build(reading(lines))
    assert built.parts[-1].headings == ("annex/h/1", "annex/h/2", "annex/h/4")


@pytest.mark.parametrize(
    ("marks", "notes", "expected"),
    [
        (("1",), ("1",), []),
        (("1",), (), ["mark-without-note"]),
        ((), ("1",), ["note-without-mark"]),
        (("1",), ("1", "1"), ["repeated-note"]),
    ],
    ids=["a pair", "a mark without note", "a note without mark", "a note printed twice"],
)
def test_notes_and_marks_belong_together(marks, notes, expected):
    text = Rich("Decides to act.", marks=tuple(Mark(mark, 7) for mark in marks))
    held = Reading(
        head=(),
        blocks=(Block(text, label="1."),),
        notes=tuple(Note(mark, Rich("See above.")) for mark in notes),
    )
    built = structure.build(held)
    assert [finding.code for finding in built.findings] == expected
    if marks and notes:
        assert (built.footnotes[0].anchored_in, built.footnotes[0].anchor) == ("op/1", 7)


def test_a_star_is_written_out_in_the_address():
    held = replace(reading(["1. Decides."]), notes=(Note("*", Rich("Reissued.")),))
    assert structure.build(held).footnotes[0].path == "note/star"


LINES = st.lists(
    st.sampled_from(
        ["pp Recalling,", "# Heading", "# I. Part", "# Article 2", "1. A.", "2. B:", "(a) C;",
         "(b) D:", "(i) E;", "(ii) F;", "• G;", "words of nobody;", "annex", "# Annex", "| T"]
    ),
    max_size=30,
)  # fmt: skip


@given(LINES)
def test_whatever_the_lines_no_text_is_lost_and_no_address_is_given_twice(lines):
    built = structure.build(reading(lines))
    paths = [part.path for part in built.parts]
    assert len(set(paths)) == len(paths)
    assert [part.position for part in built.parts] == list(range(1, len(paths) + 1))
    known = {None, *paths}
    assert all(part.parent in known for part in built.parts)
    assert all(heading in known for part in built.parts for heading in part.headings)
    words = sum("words of nobody" in line for line in lines)
    assert sum("words of nobody" in part.content.text for part in built.parts) == words
