"""The title blocks of the corpus say which document each file holds, and when it was adopted."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest import parse
from ingest.model import Document, Form, Source

CODES = {
    "dates-differ",
    "misprint",
    "print-differs-from-metadata",
    "symbols-differ",
    "title-line-unclaimed",
}
SEEDS = {
    "000": ["A/RES/79/191"],
    "001": ["A/RES/76/188"],
    "002": ["CND/RES/59/1"],
    "003": ["CND/RES/64/2", "CND/RES/64/3", "CND/RES/64/4"],
    "004": ["CND/2024/DECLARATION"],
}


def documents(path: Path, form: Form) -> tuple[Document, ...]:
    data = path.read_bytes()
    return parse.read(data, Source(path.name, "00", len(data), form), {})


@pytest.mark.parametrize("number", SEEDS)
def test_page_text_says_which_documents_it_holds(corpus: Path, number: str) -> None:
    (path,) = (corpus / "seeds").glob(f"{number}_*.txt")
    heads = [document.head for document in documents(path, Form.PAGE_TEXT)]
    assert [head.symbol for head in heads] == SEEDS[number]
    assert [head.symbol_inferred for head in heads] == [h.symbol == "CND/RES/64/2" for h in heads]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "ga/79/en/A_RES_79_191-2424134E.xml",
            {
                "title": "Addressing and countering the world drug problem through a"
                " comprehensive, integrated and balanced approach",
                "adopted_on": date(2024, 12, 17),
                "issued_on": date(2024, 12, 18),
                "session": "79",
                "agenda_items": ("109",),
                "committee_report": "A/79/461",
                "committee_report_paragraph": "11",
                "meeting": "53rd plenary meeting",
            },
        ),
        (
            "ga/79/zh/A_RES_79_191-2424134C.xml",
            {
                "adopted_by": "general-assembly",
                "adopted_on": date(2024, 12, 17),
                "session": "79",
                "agenda_items": ("109",),
                "committee_report": "A/79/461",
                "committee_report_paragraph": "11",
            },
        ),
        (
            "ga/75/en/75_247_E.xml",
            {"agenda_items": ("139", "151"), "meeting": "48th (resumed) plenary meeting"},
        ),
        (
            "ga/76/en/A_RES_ES-11_1-2204067E.xml",
            {"symbol": "A/RES/ES-11/1", "session": "ES-11"},
        ),
        (
            "sc/2020/en/S_RES_2507 (2020)-2001488E.xml",
            {
                "symbol": "S/RES/2507(2020)",
                "adopted_by": "security-council",
                "meeting": "8712th meeting",
                "session": None,
                "title": None,
            },
        ),
    ],
)
def test_a_cover_of_the_corpus(corpus: Path, file: str, expected: dict[str, Any]) -> None:
    (document,) = documents(corpus / "unxml" / file, Form.AKN)
    assert {name: getattr(document.head, name) for name in expected} == expected


@pytest.mark.whole_corpus
def test_every_cover_of_the_corpus_is_understood(corpus: Path) -> None:
    told: Counter[str] = Counter()
    heads = []
    for path in sorted((corpus / "unxml").glob("[gs][ac]/**/*.xml")):
        for document in documents(path, Form.AKN):
            heads.append(document.head)
            told.update(f.code for f in document.findings if f.code in CODES)
    assert len(heads) == 1745
    assert told == {"print-differs-from-metadata": 18, "misprint": 1}
    assert all(head.adopted_on and head.adopted_by and head.issued_on for head in heads)
    assembly = [head for head in heads if head.adopted_by == "general-assembly"]
    assert all(head.session and head.agenda_items and head.meeting for head in assembly)
    assert all(head.title for head in assembly)
