from collections.abc import Callable
from dataclasses import replace

from ingest.merge import differences, merge
from ingest.model import Document, Form, Record, Source

Maker = Callable[..., Document]


def codes(*documents: Document, record: Record | None = None) -> list[str]:
    work = merge("A/RES/79/999", documents, record).work
    return [finding.code for finding in work.findings] if work else []


def test_languages_stand_side_by_side_english_first(document: Maker) -> None:
    made = [document(path=f"{code}.xml", language=code) for code in ("fr", "ar", "en")]
    work = merge("A/RES/79/999", made, None).work
    assert work is not None
    assert [expression.language for expression in work.expressions] == ["en", "ar", "fr"]
    assert work.findings == ()


def test_xml_is_preferred_to_page_text_whichever_comes_first(document: Maker) -> None:
    xml = document(path="z.xml")
    page = document(path="a.txt", form=Form.PAGE_TEXT)
    work = merge("A/RES/79/999", [page, xml], None).work
    assert work is not None
    assert work.expressions == (xml,)
    assert work.findings == ()


def test_every_difference_between_the_forms_is_a_finding(document: Maker) -> None:
    xml = document(texts={"op/1/a": "To report on the matters;", "op/2": "Decides to meet."})
    page = document(path="a.txt", form=Form.PAGE_TEXT)
    assert [(f.path, f.message) for f in differences(xml, page)] == [
        ("op/2", "only in a.xml"),
        ("op/1/a", "a.xml / a.txt: differs at character 23: “s;” / “;”"),
    ]
    assert codes(xml, page) == ["forms-differ", "forms-differ"]


def test_a_note_anchored_elsewhere_is_a_difference(document: Maker) -> None:
    xml = document()
    page = document(path="a.txt", form=Form.PAGE_TEXT)
    moved = replace(page, footnotes=(replace(page.footnotes[0], anchored_in="op/1"),))
    assert [f.path for f in differences(xml, moved)] == ["note/1"]
    assert [f.path for f in differences(xml, replace(page, footnotes=()))] == ["note"]


def test_the_same_bytes_twice_are_used_once_and_told(document: Maker) -> None:
    one = document(path="a.xml")
    again = replace(one, source=replace(one.source, path="b.xml"))
    work = merge("A/RES/79/999", [again, one], None).work
    assert work is not None
    assert work.expressions == (one,)
    assert [f.message for f in work.findings] == ["b.xml has the same bytes as a.xml"]


def test_other_bytes_in_the_same_language_and_form_reject_all_of_them(document: Maker) -> None:
    made = [document(path="a.xml", content="1"), document(path="b.xml", content="2")]
    french = document(path="c.xml", language="fr")
    merged = merge("A/RES/79/999", [*made, french], None)
    assert [bad.path for bad in merged.rejected] == ["a.xml", "b.xml"]
    assert "with other contents also in b.xml" in merged.rejected[0].reason
    assert merged.work is not None
    assert [e.language for e in merged.work.expressions] == ["fr"]
    assert merge("A/RES/79/999", made, None).work is None


def test_a_paragraph_of_one_language_only_is_a_finding(document: Maker) -> None:
    french = document(path="f.xml", language="fr", texts={"op/2": "Décide de se réunir."})
    assert codes(document(), french) == ["languages-differ"]


def test_what_is_printed_is_preferred_to_the_record(document: Maker) -> None:
    source = Source("79.json", "0" * 64, 1, Form.RECORDS)
    record = Record("A/RES/79/999", source, 1, title="Another", agenda_item_title="The item")
    work = merge("A/RES/79/999", [document()], record).work
    assert work is not None
    assert work.expressions[0].head.title == "A matter"
    assert work.expressions[0].head.agenda_item_title == "The item"
    assert [f.code for f in work.findings] == ["record-differs"]
    assert codes(document(), record=replace(record, title="a MATTER")) == []
    untitled = merge("A/RES/79/999", [document(title=None)], record).work
    assert untitled is not None
    assert untitled.expressions[0].head.title == "Another"
