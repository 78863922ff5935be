"""BibTeX, RIS and CSL-JSON: read back by the parsers of those who use them."""

import json
import re

import bibtexparser
import pytest
import rispy
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from server.exports.bibliography import bibtex, csl, ris
from server.exports.reference import Reference

BASE = "https://w3id.org/recalling/"
DOCUMENT = "A/RES/79/191"
NASTY = "Lamps & lenses: 50% of {the} keepers_ #1 ~ ^ $5 \\ “é” 维护 المنارات }{"
COMMANDS = {"backslash": "\\", "asciicircum": "^", "asciitilde": "~", "braceleft": "{",
            "braceright": "}"}  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)


def plain(latex: str) -> str:
    """LaTeX as it is printed."""
    return re.sub(
        r"\\text(\w+)\{\}|\\([&%#_$])|[{}]",
        lambda m: COMMANDS[m[1]] if m[1] else m[2] or "",
        latex,
    )


def test_a_document_is_cited_in_bibtex(site: FlaskClient) -> None:
    response = site.get(f"/{DOCUMENT}", headers={"Accept": "application/x-bibtex"})
    assert response.status_code == 200
    assert response.headers["Content-Location"] == f"/{DOCUMENT}.bib"
    entry = parse_string(response.text, "bibtex").entries["A-RES-79-191"]
    assert entry.type == "misc"
    (author,) = entry.persons["author"]
    assert plain(str(author)) == "United Nations. General Assembly"
    fields = {name: plain(value) for name, value in entry.fields.items()}
    assert fields == {
        "title": "Keeping of lighthouses", "number": "A/RES/79/191", "year": "2024",
        "month": "12", "day": "17", "publisher": "United Nations", "language": "en",
        "note": "A/RES/79/191. session 79, 53rd plenary meeting",
        "url": "https://undocs.org/en/A/RES/79/191", "annote": BASE + DOCUMENT,
    }  # fmt: skip


def test_a_paragraph_is_cited_in_ris(site: FlaskClient) -> None:
    (entry,) = rispy.loads(site.get(f"/{DOCUMENT}/op/1/a.ris").text)
    assert entry["type_of_reference"] == "GOVDOC"
    assert entry["section"] == "Paragraph 1 (a)"
    assert entry["number"] == "A/RES/79/191"
    assert entry["date"] == "2024/12/17"
    assert entry["urls"] == ["https://undocs.org/en/A/RES/79/191", f"{BASE}{DOCUMENT}/op/1/a"]


def test_a_paragraph_is_cited_in_csl(site: FlaskClient) -> None:
    response = site.get(f"/{DOCUMENT}/op/1.csl.json")
    assert response.mimetype == "application/vnd.citationstyles.csl+json"
    (item,) = json.loads(response.data)
    assert item["type"] == "legislation"
    assert item["issued"] == {"date-parts": [[2024, 12, 17]]}
    assert (item["number"], item["section"]) == ("A/RES/79/191", "Paragraph 1")
    assert item["event-title"] == "session 79, 53rd plenary meeting"


def test_a_citation_processor_prints_it(site: FlaskClient) -> None:
    items = json.loads(site.get(f"/{DOCUMENT}.csl.json").data)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    (printed,) = bibliography.bibliography()
    assert "Keeping of lighthouses" in str(printed)
    assert "2024" in str(printed)


@pytest.mark.parametrize("suffix", ["bib", "ris", "csl.json"])
def test_a_reference_speaks_the_language_asked_for(site: FlaskClient, suffix: str) -> None:
    for path in (f"/{DOCUMENT}.{suffix}?lang=ar", f"/{DOCUMENT}/expression/ar.{suffix}"):
        text = site.get(path).text
        assert "حفظ المنارات" in text
        assert "https://undocs.org/ar/A/RES/79/191" in text
        assert "الجمعية العامة" in text


@pytest.mark.parametrize("path", ["S/RES/2664(2022)", "A/79/461", f"{DOCUMENT}/note/1"])
def test_what_is_half_known_is_cited_all_the_same(site: FlaskClient, path: str) -> None:
    assert len(parse_string(site.get(f"/{path}.bib").text, "bibtex").entries) == 1
    assert len(rispy.loads(site.get(f"/{path}.ris").text)) == 1
    assert json.loads(site.get(f"/{path}.csl.json").data)[0]["URL"]


@pytest.mark.parametrize("path", ["body/general-assembly", "state/MEX", f"{DOCUMENT}/op/1/act/1"])
def test_what_is_no_document_is_not_cited(site: FlaskClient, path: str) -> None:
    response = site.get(f"/{path}.bib")
    assert response.status_code == 404
    told = response.get_json(force=True)
    assert told["type"].endswith("#problem-not-offered")
    assert ".ttl" in told["available"]


def test_every_character_survives_bibtex() -> None:
    text = bibtex(Reference(f"{BASE}A/1", "A/1", title=NASTY, body=NASTY)).decode()
    entry = parse_string(text, "bibtex").entries["A-1"]
    assert plain(entry.fields["title"]) == NASTY
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert plain(library.entries[0]["title"]) == NASTY


@given(TEXTS, TEXTS)
def test_no_text_breaks_a_record(title: str, symbol: str) -> None:
    it = Reference(f"{BASE}A/1", symbol, title=title, place=title, date="2024-02-29")
    (entry,) = parse_string(bibtex(it).decode(),
                            "bibtex").entries.values()  # fmt: skip
    assert plain(entry.fields["title"]) == title
    (record,) = rispy.loads(ris(it).decode())
    assert record["title"] == title
    assert json.loads(csl(it))[0]["title"] == title


def test_a_key_is_plain() -> None:
    assert Reference("x", "S/RES/2664 (2022)", place="Paragraph 1 (a)").key == (
        "S-RES-2664-2022-Paragraph-1-a"
    )
    assert Reference("x", "}{").key == "document"
