"""Metadata records: States by any spelling, bad lines told and passed over, the rest read."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BadSource
from ingest.model import Form, Record, Source, Subject
from ingest.parse import sponsors
from ingest.parse.data import load
from ingest.parse.records import read
from ontology import registries

SOURCE = Source("metadata/99.json", "00", 0, Form.RECORDS)
GA: dict[str, Any] = {
    "symbol": "A/RES/99/7",
    "pv": "A/99/PV.53 (Resumption 1)",
    "title": "Lighting of harbours",
    "originating_document": "A/99/L.2 and A/99/L.2/Add.1",
    "committee": "N.A.",
    "agenda_item_name": "Lighthouses",
    "sponsors": ["MEXICO", "Uganda (on behalf of the lighthouses)"],
    "additional_sponsors": ["Mexico", "Albania, Bosnia and Herzegovina and South Africa"],
    "SDGs": ["3", "3"],
    "MS_in_favour": ["TÜRKÝYE", "COTE D'IVOIRE"],
    "MS_against": [],
    "MS_abstaining": ["UNITED STATES"],
    "MS_in_favour_count": "2",
    "MS_against_count": "0",
    "MS_abstaining_count": "1",
    "adoption_type": "By a recorded vote",
    "subjects": [
        ["CIVIL SOCIETY", "UNBIS Thesaurus"],
        ["LIGHTHOUSES", "UNBIS Thesaurus"],
        ["20a", "A/99/251"],
    ],
}


def one(**change: Any) -> Record:
    records, findings = read(json.dumps(GA | change).encode(), SOURCE)
    assert findings == ()
    return records[0]


def test_a_record_is_read() -> None:
    record = one()
    assert (record.symbol, record.title, record.line) == ("A/RES/99/7", "Lighting of harbours", 1)
    assert record.meeting_record == "A/99/PV.53(Resumption1)"
    assert (record.draft, record.committee) == ("A/99/L.2", None)
    assert record.sponsors == ("MEX", "UGA")
    assert record.additional_sponsors == ("ALB", "BIH", "ZAF")
    assert record.sponsor_notes == ("Uganda (on behalf of the lighthouses)",)
    assert record.goals == ("3",)
    assert record.vote is not None
    assert (record.vote.in_favour, record.vote.abstaining) == (("TUR", "CIV"), ("USA",))
    assert (record.vote.outcome, record.vote.counts) == ("By a recorded vote", (2, 0, 1))
    assert record.subjects == (
        Subject("CIVIL SOCIETY", "UNBIS Thesaurus", "http://metadata.un.org/thesaurus/1001012"),
        Subject("LIGHTHOUSES", "UNBIS Thesaurus", None),
    )
    assert record.findings == ()


def test_a_committee_report_is_no_draft() -> None:
    assert one(originating_document="A/99/450, para. 7").draft is None


def test_a_vote_without_voters_has_no_counts() -> None:
    record = one(MS_in_favour=[], MS_abstaining=[], MS_in_favour_count="0", MS_abstaining_count="0")
    assert record.vote is not None
    assert record.vote.counts is None


def test_the_record_of_a_set_is_one_for_each_member() -> None:
    records, _ = read(json.dumps(GA | {"symbol": "A/RES/99/8 A-C"}).encode(), SOURCE)
    assert [r.symbol for r in records] == ["A/RES/99/8A", "A/RES/99/8B", "A/RES/99/8C"]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("unknown-state", {"MS_against": ["RURITANIA"], "MS_against_count": "0"}),
        ("unknown-state", {"sponsors": ["Ruritania and Mexico"]}),
        ("vote-count-differs", {"MS_in_favour_count": "5"}),
        ("odd-record-field", {"sponsors": {"first": "Mexico"}}),
        ("odd-record-field", {"title": 7}),
        ("odd-record-field", {"subjects": ["CIVIL SOCIETY"]}),
        ("odd-record-field", {"SDGs": [[["3"]]]}),
    ],
)
def test_what_is_odd_is_told_and_the_rest_goes_on(code: str, change: dict[str, Any]) -> None:
    record = one(**change)
    assert [finding.code for finding in record.findings] == [code]
    assert record.symbol == "A/RES/99/7"


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"symbol": "A/99/450"}',
        b'{"symbol": ["A/RES/99/7"]}',
        b"[" * 100_000,
        b'{"symbol": "A/RES/99/7\x01"}',
    ],
)
def test_a_bad_line_is_named_and_the_next_is_read(line: bytes) -> None:
    records, findings = read(line + b"\n\n" + json.dumps(GA).encode() + b"\n", SOURCE)
    assert [record.symbol for record in records] == ["A/RES/99/7"]
    assert [finding.code for finding in findings] == ["bad-record"]
    assert findings[0].message.startswith("line 1: ")


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(BadSource, match=r"metadata/99\.json: is not UTF-8"):
        read(json.dumps(GA, ensure_ascii=False).encode("latin-1", "replace"), SOURCE)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(sorted(GA)), inner, max_size=6)
        ),
        max_leaves=20,
    )
)
def test_any_json_is_read_or_told(value: Any) -> None:
    records, findings = read(json.dumps(value).encode(), SOURCE)
    assert len(records) + len(findings) >= 1


@pytest.mark.parametrize("row", load("records")["notes"], ids=lambda row: row["example"])
def test_words_for_an_office_are_a_note(row: dict[str, str]) -> None:
    assert sponsors.interpret(row["example"]) == sponsors.Sponsors((), note=True)


@pytest.mark.parametrize("example", load("records")["behalf_examples"])
def test_a_state_on_behalf_of_others_is_the_sponsor(example: str) -> None:
    found = sponsors.interpret(example)
    assert found.note
    assert len(found.states) == 1


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("Niger, Nigeria and Dominica", "NER NGA DMA"),
        ("THE DOMINICAN REPUBLIC", "DOM"),
        ("DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA, REPUBLIC OF KOREA", "PRK KOR"),
        ("CZECHI A", "CZE"),
        ("GUINEA BISSAU", "GNB"),
        ("BAHAMAS (THE)", "BHS"),
        ("UNITED KINGDOMAND URUGUAY", "GBR URY"),
        ("Netherlands (Kingdom of the) and Venezuela (Bolivarian Republic of)", "NLD VEN"),
        ("Mexico and some others", ""),
        ("", ""),
        (" and ", ""),
    ],
)
def test_lists_of_states(printed: str, codes: str) -> None:
    assert sponsors.interpret(printed).states == tuple(codes.split())


def test_the_registry_of_states_is_whole() -> None:
    text = (Path(__file__).parent.parent / "ontology/states.ttl").read_text("utf-8")
    assert len(set(re.findall(r"^<state/([A-Z]{3})>", text, re.MULTILINE))) == 195
    assert text.count('rcl:memberSince "') == 193
    names = registries.state_names()
    assert len(set(names.values())) == 195
    assert len({registries.key(name) for name in names}) == len(names)
    for labels in re.findall(r"skos:prefLabel (.*) ;", text):
        assert re.findall(r'"@(\w+)', labels) == ["en", "fr", "es", "ru", "zh", "ar"]


def test_a_subject_heading_has_its_published_iri_whatever_its_case() -> None:
    drug_control = "http://metadata.un.org/thesaurus/1001775"
    assert registries.subject("drug control") == (drug_control, "DRUG CONTROL")
    assert registries.subject("A heading nobody publishes") is None


def test_every_record_of_the_corpus_is_read(corpus: Path) -> None:
    found = [
        read(path.read_bytes(), Source(path.name, "00", 0, Form.RECORDS))
        for path in sorted((corpus / "unxml/metadata").glob("*/*.json"))
    ]
    records = [record for some, _ in found for record in some]
    told = [finding.code for record in records for finding in record.findings]
    assert [finding for _, findings in found for finding in findings] == []
    assert len({(record.source.path, record.line) for record in records}) == 1515
    assert sorted(told) == ["unknown-state", "unknown-state", "vote-count-differs"]
