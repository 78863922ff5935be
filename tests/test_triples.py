from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, parse

from ingest.model import (
    Citation,
    Document,
    DocumentKind,
    Form,
    PartKind,
    Record,
    References,
    Rich,
    Source,
    Subject,
    Vote,
    Work,
)
from ingest.triples.facts import read_facts
from ingest.triples.graph import Graph, node
from ingest.triples.names import BASE, Names
from ingest.triples.parts import order
from ingest.triples.references import stubs
from ingest.triples.registry import registry
from ingest.triples.work import triples

Maker = Callable[..., Document]
PREFIXES = {
    "rcl": BASE + "ontology#",
    "a": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


def short(term: object) -> str:
    text = str(term).strip("<>") if not isinstance(term, Literal) else str(term)
    text = text.replace(BASE + "A/RES/79/999", "DOC")
    for prefix, iri in PREFIXES.items():
        if text == iri:
            return prefix
        text = text.replace(iri, prefix + ":")
    return text.replace(BASE, "").replace("^^<xsd:integer>", "").replace("^^<xsd:boolean>", "^b")


def statements(work: Work, base: str = BASE) -> set[str]:
    stated = triples(work, Names(base), "1.0").graph
    quads = list(parse(stated, format=RdfFormat.N_QUADS))
    assert {short(quad.graph_name) for quad in quads} == {"graph/A/RES/79/999"}
    return {" ".join(map(short, (q.subject, q.predicate, q.object))) for q in quads}


def about(work: Work, subject: str) -> set[str]:
    return {s.removeprefix(subject + " ") for s in statements(work) if s.startswith(subject + " ")}


def test_a_document_says_what_is_printed_above_its_text(document: Maker) -> None:
    made = document(agenda_items=("109",), committee_report="A/79/461", aliases=("S/RES/1(1946)",))
    assert about(Work("A/RES/79/999", (made,)), "DOC") == {
        "a rcl:Document",
        "a rcl:Resolution",
        'rcl:symbol "A/RES/79/999"',
        'rcl:alias "S/RES/1(1946)"',
        'dcterms:title "A matter"@en',
        "rcl:adoptedBy body/general-assembly",
        'rcl:adoptedOn "2024-12-17"^^<xsd:date>',
        'rcl:session "79"',
        'rcl:agendaItem "109"',
        "rcl:committeeReport A/79/461",
        'rcl:held "true"^b',
        'rcl:complete "true"^b',
        "rcl:officialText https://undocs.org/en/A/RES/79/999",
        "eli:is_realized_by DOC/expression/en",
    }


def test_a_symbol_made_here_is_not_stated_as_a_symbol(document: Maker) -> None:
    made = document(symbol_minted=True, kind=DocumentKind.DECLARATION)
    said = about(Work("A/RES/79/999", (made,)), "DOC")
    assert {'rcl:symbolMinted "true"^b', "a rcl:Declaration", "a rcl:Instrument"} <= said
    assert not [s for s in said if s.startswith(("rcl:symbol ", "rcl:officialText"))]


def test_a_specimen_says_so_and_has_no_official_text(document: Maker) -> None:
    stated = triples(Work("SPECIMEN/RES/1/1", (document("SPECIMEN/RES/1/1"),)), Names(), "1")
    assert b"#specimen>" in stated.graph
    assert b"#officialText>" not in stated.graph


def test_a_part_says_where_it_stands_and_what_it_reads(document: Maker) -> None:
    made = document()
    work = Work("A/RES/79/999", (made,))
    stretch = f"source/{made.source.sha256}#char=400,424"
    assert about(work, "DOC/op/1/a") == {
        "a rcl:Subparagraph",
        "a rcl:Part",
        "rcl:inDocument DOC",
        "rcl:partOf DOC/op/1",
        "rcl:underHeading DOC/h/1",
        'rcl:number "a"',
        'rcl:position "4"',
        'rcl:text "To report on the matter;"@en',
        f"rcl:readFrom {stretch}",
    }
    assert "rcl:partOf DOC" in about(work, "DOC/op/1")


def test_a_footnote_and_its_mark_are_anchored_in_a_part(document: Maker) -> None:
    work = Work("A/RES/79/999", (document(),))
    assert about(work, "DOC/note/1") == {
        "a rcl:Footnote",
        "rcl:inDocument DOC",
        'rcl:number "1"',
        'rcl:text "Resolution 1/1."@en',
        'rcl:position "1"',
        "rcl:anchoredIn DOC/op/1/a",
        "rcl:hasMark DOC/note/1/mark/en",
    }
    assert about(work, "DOC/note/1/mark/en") == {
        "a rcl:FootnoteMark",
        "rcl:inPart DOC/op/1/a",
        'rcl:start "9"',
        'dcterms:language "en"',
    }


def test_a_note_of_the_title_block_is_anchored_in_the_document(document: Maker) -> None:
    made = document()
    note = replace(made.footnotes[0], anchored_in=None, anchor=None)
    said = about(Work("A/RES/79/999", (replace(made, footnotes=(note,)),)), "DOC/note/1")
    assert "rcl:anchoredIn DOC" in said
    assert "rcl:hasMark" not in " ".join(said)


def test_a_table_has_its_cells_as_json(document: Maker) -> None:
    made = document()
    table = replace(
        made.parts[0], path="t/1", kind=PartKind.TABLE, rows=(("Year", "№"), ("2024", '"1"'))
    )
    said = about(Work("A/RES/79/999", (replace(made, parts=(table,)),)), "DOC/t/1")
    assert r'rcl:cells "[[\"Year\",\"№\"],[\"2024\",\"\\\"1\\\"\"]]"^^<rdf:JSON>' in said


def test_languages_add_texts_and_numbers_printed_otherwise(document: Maker) -> None:
    arabic = document(path="ar.xml", language="ar", texts={"op/1/a": "أن يقدم تقريرا؛"})
    parts = tuple(replace(p, number="أ") if p.path == "op/1/a" else p for p in arabic.parts)
    work = Work("A/RES/79/999", (document(), replace(arabic, parts=parts)))
    said = about(work, "DOC/op/1/a")
    assert {'rcl:number "a"', 'rcl:number "أ"@ar', 'rcl:position "4"'} <= said
    assert 'rcl:text "أن يقدم تقريرا؛"@ar' in said
    assert len([s for s in said if s.startswith("rcl:partOf")]) == 1


def test_a_part_of_another_language_only_stands_behind_the_one_it_follows(document: Maker) -> None:
    french = document(language="fr", texts={"op/2": "Décide.", "op/3": "Reste saisie."})
    english = document(texts={"op/3": "Remains seized."})
    assert order(Work("A/RES/79/999", (english, french))) == [
        "pp/1", "h/1", "op/1", "op/1/a", "op/2", "op/3",
    ]  # fmt: skip


def test_a_record_adds_votes_sponsors_and_subjects(document: Maker) -> None:
    record = Record(
        "A/RES/79/999",
        Source("79.json", "f" * 64, 1, Form.RECORDS),
        1,
        meeting_record="A/79/PV.53",
        vote=Vote("adopted", ("MEX",), ("FRA",), (), (1, 1, 0)),
        sponsors=("MEX",),
        subjects=(Subject("NARCOTIC DRUGS", "UNBIS Thesaurus"),),
        goals=("3",),
    )
    work = Work("A/RES/79/999", (document(),), record)
    assert {
        "rcl:vote DOC/vote",
        "rcl:sponsor state/MEX",
        "rcl:meetingRecord A/79/PV.53",
        "rcl:goal http://metadata.un.org/sdg/3",
        "dcterms:subject subject/narcotic-drugs",
    } <= about(work, "DOC")
    assert about(work, "DOC/vote") == {
        "a rcl:Vote",
        'rcl:outcome "adopted"',
        "rcl:inFavour state/MEX",
        "rcl:against state/FRA",
        'rcl:inFavourCount "1"',
        'rcl:againstCount "1"',
        'rcl:abstainingCount "0"',
    }
    assert triples(work, Names(), "1").mentioned == {"A/79/PV.53"}
    assert b"source/" + b"f" * 64 in triples(work, Names(), "1").provenance


def test_documents_that_are_mentioned_but_not_held_become_stubs() -> None:
    lines = stubs({"A/79/461", "S/RES/2664 (2022)"}, frozenset({"A/79/461"}), Names())
    said = [" ".join(map(short, q.triple)) for q in parse(lines, format=RdfFormat.N_QUADS)]
    assert said == [
        "S/RES/2664(2022) a rcl:Document",
        'S/RES/2664(2022) rcl:held "false"^b',
        'S/RES/2664(2022) rcl:symbol "S/RES/2664 (2022)"',
    ]


def test_another_base_moves_every_iri_but_the_terms(document: Maker) -> None:
    names = Names("https://example.org/un/")
    stated = triples(Work("A/RES/79/999", (document(),)), names, "1.0")
    for lines in (stated.graph, stated.provenance, registry(names)):
        rest = lines.replace(f"{BASE}ontology".encode(), b"")
        assert BASE.encode() not in rest


def test_the_registry_is_the_same_each_time() -> None:
    assert registry(Names()) == registry(Names())


@pytest.mark.parametrize(
    ("trig", "told"),
    [
        ("<a> <b>", "not TriG"),
        ("<http://a> <http://b> <http://c> .", "outside the graphs"),
        ("<http://g> { <http://a> <http://b> <http://c> }", "outside the graphs"),
    ],
)
def test_facts_that_are_not_ours_are_refused(trig: str, told: str) -> None:
    with pytest.raises(Exception, match=told):
        read_facts(trig.encode(), "facts.trig", Names())


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_from_the_lines_as_it_was(text: str) -> None:
    graph = Graph(node("http://example.org/g"))
    graph.say(node("http://example.org/s"), node("http://example.org/p"), text, "en")
    assert [q.object.value for q in parse(graph.lines(), format=RdfFormat.N_QUADS)] == (
        [text] if text else []
    )


@pytest.mark.parametrize("path", ["op/59/a", "note/*", "annex/II/pp/3", "s/article 5/op/1", "vote"])
def test_parts_are_named_as_the_addresses_say(path: str) -> None:
    names = Names()
    assert names.part("A/RES/79/191", path).value == names.iris.part("A/RES/79/191", path)


def test_every_path_can_be_stated(document: Maker, tmp_path: Path) -> None:
    made = document()
    part = replace(made.parts[0], path="s/article-5/op/1", content=Rich("x"))
    assert about(Work("A/RES/79/999", (replace(made, parts=(part,)),)), "DOC/s/article-5/op/1")


def test_other_languages_take_citations_over_without_words(document: Maker) -> None:
    english = document()
    found = Citation("pp/1", 10, 28, "A/RES/1/1", provision="article/3", footnote="1")
    english = replace(english, references=References(citations=(found,)))
    french = document(path="b.xml", language="fr")
    taken = {
        "a rcl:Citation",
        "rcl:inPart DOC/pp/1",
        "rcl:cites A/RES/1/1",
        "rcl:citedProvision A/RES/1/1/article/3",
        "rcl:viaFootnote DOC/note/1",
        "rcl:takenFrom DOC/pp/1/cite/1",
        'dcterms:language "fr"',
    }
    assert about(Work("A/RES/79/999", (english, french)), "DOC/pp/1/cite/1/fr") == taken
    apart = replace(french, footnotes=(replace(french.footnotes[0], content=Rich("A/9.")),))
    work = Work("A/RES/79/999", (english, apart))
    assert about(work, "DOC/pp/1/cite/1/fr") == taken - {"rcl:viaFootnote DOC/note/1"}
    longer = document(path="b.xml", language="fr", texts={"pp/2": "Notant aussi"})
    assert about(Work("A/RES/79/999", (english, longer)), "DOC/pp/1/cite/1/fr") == set()
