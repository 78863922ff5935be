"""Title blocks: every pattern fits its example, print wins over metadata, nothing is guessed."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BadSource
from ingest.model import DocumentKind, Rich
from ingest.parse.data import load
from ingest.parse.title import Hints, interpret, previous
from ingest.parse.title_lines import body, day, spot
from ontology.symbols import canonical

DATA = load("title")
EXAMPLES = [
    (language, row["field"], row["pattern"], *example)
    for language, entry in DATA["languages"].items()
    for row in entry["lines"]
    for example in row["examples"]
]
HINTS = Hints("a.xml")
COVER = (
    "United Nations",
    "A/RES/99/7",
    "General Assembly",
    "Distr.: General",
    "18 December 2044",
    "Ninety-ninth session",
    "Agenda items 20 and 78 (a)",
    "Lighthouses",
    "Report of the Harbour Commission on the work of its first session",
    "Resolution adopted by the General Assembly on 17 December 2044",
    "[on the report of the Sixth Committee (A/99/450 and A/99/450/Corr.1, para. 7)]",
    "99/7. Lighting of harbours",
)
CLOSING = ("53rd (resumed) plenary meeting 17 December 2044",)


def rich(*lines: str) -> tuple[Rich, ...]:
    return tuple(Rich(line) for line in lines)


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row[0]} {row[1]}: {row[3]}")
def test_pattern_fits_its_example(row: tuple[Any, ...]) -> None:
    language, name, _, text, groups = row
    line = spot(text, "en" if language == "any" else language)
    assert line is not None
    assert (line.field, line.groups) == (name, groups)
    assert name in DATA["fields"]


@pytest.mark.parametrize("language", [k for k, v in DATA["languages"].items() if "months" in v])
def test_every_month_of_every_language_is_read(language: str) -> None:
    entry = DATA["languages"][language]
    printed, expected = entry["date_example"]
    assert day(printed, language) == expected
    assert len(set(entry["months"])) == 12


def test_a_date_that_is_none_is_none() -> None:
    assert day("31 February 2020") is None
    assert day("18 December 2024", "ar") == date(2024, 12, 18)


def test_bodies_are_those_of_the_registry() -> None:
    registry = (Path(__file__).parent.parent / "ontology/bodies.ttl").read_text("utf-8")
    assert all(f"<body/{ident}>" in registry for ident in DATA["bodies"])
    assert body("Assemblée générale", "fr") == "general-assembly"
    assert body("Harbour Commission") is None


def test_a_misprint_and_what_is_meant_are_both_symbols() -> None:
    assert all(canonical(k) and canonical(v) for k, v in DATA["misprints"].items())


def test_a_whole_cover_is_read() -> None:
    head, findings = interpret(rich(*COVER), rich(*CLOSING), HINTS)
    assert findings == ()
    assert (head.symbol, head.kind) == ("A/RES/99/7", DocumentKind.RESOLUTION)
    assert (head.title, head.adopted_by) == ("Lighting of harbours", "general-assembly")
    assert (head.adopted_on, head.issued_on) == (date(2044, 12, 17), date(2044, 12, 18))
    assert (head.session, head.agenda_items) == ("99", ("20", "78 (a)"))
    assert head.agenda_item_title == (
        "Lighthouses; Report of the Harbour Commission on the work of its first session"
    )
    assert (head.committee_report, head.committee_report_paragraph) == ("A/99/450", "7")
    assert head.meeting == "53rd (resumed) plenary meeting"
    assert (head.drafts, head.part_of_set, head.symbol_inferred) == ((), None, False)


@pytest.mark.parametrize(
    ("lines", "hints", "symbol", "title", "minted", "inferred"),
    [
        (("Resolution 64/3", "On harbours"), {}, "CND/RES/64/3", "On harbours", False, False),
        (("Decision 63/15", "On harbours"), {}, "CND/DEC/63/15", "On harbours", False, False),
        (
            ("2022/12. Lighting",),
            {"adopting_line": "The Economic and Social Council,"},
            "E/RES/2022/12",
            "Lighting",
            False,
            False,
        ),
        ((), {"following": "CND/RES/64/3"}, "CND/RES/64/2", None, False, True),
        ((), {"symbol": "CND/RES/64/2"}, "CND/RES/64/2", None, False, True),
        (
            ("Distr.: Limited 14 March 2044", "Declaration by the Commission on Narcotic Drugs on"
             " harbours"),
            {},
            "CND/2044/DECLARATION",
            "Declaration by the Commission on Narcotic Drugs on harbours",
            True,
            False,
        ),
        (
            ("Resolution 2507 (2020)", "Adopted by the Security Council on 30 March 2020"),
            {"adopting_line": "The Security Council,"},
            "S/RES/2507(2020)",
            None,
            False,
            False,
        ),
        (
            ("A/RES/99/8 A-B", "99/8. Harbours", "B Their lights"),
            {},
            "A/RES/99/8B",
            "Their lights",
            False,
            False,
        ),
        (("A/RES/99/8 A-B", "99/8. Harbours", "A"), {}, "A/RES/99/8A", "Harbours", False, False),
        (("A/RES/99/8 B", "99/8. Harbours B"), {}, "A/RES/99/8B", "Harbours", False, False),
        (
            ("S/PRST/2021/1", "12 January 2021", "Statement by the President of the Security"
             " Council"),
            {},
            "S/PRST/2021/1",
            "Statement by the President of the Security Council",
            False,
            False,
        ),
    ],
)  # fmt: skip
def test_a_document_is_known_by_what_it_prints(
    lines: tuple[str, ...],
    hints: dict[str, str],
    symbol: str,
    title: str | None,
    minted: bool,
    inferred: bool,
) -> None:
    told = replace(HINTS, **({"adopting_line": "The Commission on Narcotic Drugs,"} | hints))  # type: ignore[arg-type]
    head, findings = interpret(rich(*lines), (), told)
    assert (head.symbol, head.title) == (symbol, title)
    assert (head.symbol_minted, head.symbol_inferred) == (minted, inferred)
    assert findings == ()


def test_a_declaration_and_a_statement_are_adopted_on_the_day_they_are_issued() -> None:
    head, _ = interpret(rich("S/PRST/2021/1", "12 January 2021"), (), HINTS)
    assert head.adopted_on == date(2021, 1, 12)
    head, _ = interpret(rich("A/RES/99/7", "12 January 2021"), (), HINTS)
    assert head.adopted_on is None


@pytest.mark.parametrize(
    ("code", "change", "hints"),
    [
        ("print-differs-from-metadata", {}, {"symbol": "A/RES/99/6"}),
        ("print-differs-from-metadata", {}, {"adopted_on": date(2044, 12, 16)}),
        ("print-differs-from-metadata", {}, {"session": "98"}),
        ("symbols-differ", {11: "99/8. Lighting of harbours"}, {}),
        ("dates-differ", {9: "Resolution adopted by the General Assembly on 1 May 2044"}, {}),
        ("title-line-unclaimed", {0: "Something else"}, {}),
        ("misprint", {10: "[on the report of the Sixth Committee (A/78423, para. 8)]"}, {}),
    ],
)
def test_every_difference_is_told(code: str, change: dict[int, str], hints: dict[str, Any]) -> None:
    lines = [change.get(index, line) for index, line in enumerate(COVER)]
    head, findings = interpret(rich(*lines), rich(*CLOSING), replace(HINTS, **hints))
    assert [finding.code for finding in findings] == [code]
    assert head.symbol == "A/RES/99/7"


@pytest.mark.parametrize(
    "lines", [(), ("A title and no more",), ("A/99/450",), ("A/RES/99/8 A-B", "99/8. Harbours")]
)
def test_a_document_that_nothing_names_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(BadSource, match=r"^a\.xml: "):
        interpret(rich(*lines), (), HINTS)


def test_the_resolution_before() -> None:
    assert previous("CND/RES/64/3") == "CND/RES/64/2"
    assert previous("CND/RES/64/1") is None
    assert previous("S/RES/2507(2020)") is None


@given(st.lists(st.text(max_size=60), max_size=4), st.text(max_size=40))
def test_any_lines_are_read_or_refused(lines: list[str], closing: str) -> None:
    head, _ = interpret(rich("A/RES/99/7", *lines), rich(closing), HINTS)
    assert canonical(head.symbol)
