"""The five page-text files of the corpus against their annotation and their XML copies."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from pagetext_compare import differences

from ingest.model import Document, Form, Part, PartKind, Source
from ingest.parse import normalise, read, text

GOLD = {
    "001_2eec2a8f8cb1d93e.txt": ["A-RES-76-188"],
    "002_c06a331f5e4bfe35.txt": ["CND-RES-59-1"],
    "003_01c0ed7a37a3fc1d.txt": ["CND-RES-64-2", None, "CND-RES-64-4"],
    "004_79ef3c8b67c3bccb.txt": ["CND-2024-DECLARATION"],
}
KNOWN = {
    "003_01c0ed7a37a3fc1d.txt": ["CND/RES/64/2", "CND/RES/64/3", "CND/RES/64/4"],
    "004_79ef3c8b67c3bccb.txt": ["CND/2024/DECLARATION"],
}
SAME = {
    "000_079714b3c2e82dc7.txt": "ga/79/en/A_RES_79_191-*.xml",
    "001_2eec2a8f8cb1d93e.txt": "ga/76/en/A_RES_76_188-*.xml",
}


def documents(path: Path) -> tuple[Document, ...]:
    data = path.read_bytes()
    form = Form.AKN if path.suffix == ".xml" else Form.PAGE_TEXT
    source = Source(path.name, hashlib.sha256(data).hexdigest(), len(data), form)
    listed = [{"symbol": symbol} for symbol in KNOWN.get(path.name, ())]
    return read(data, source, {"documents": listed} if listed else {})


def gold_id(part: Part) -> str:
    """``annex/op/5/x1`` is ``annex.op5.x1`` in the annotation."""
    return re.sub(r"\b(pp|op|h)/", r"\1", part.path).replace("/", ".")


@pytest.mark.parametrize("name", GOLD)
def test_a_seed_is_read_as_it_was_annotated(name: str, corpus: Path) -> None:
    folder = corpus.parent / "eval" / "gold"
    if not folder.is_dir():
        pytest.skip("no annotation beside the corpus")
    found = documents(corpus / "seeds" / name)
    assert len(found) == len(GOLD[name])
    for document, wanted in zip(found, GOLD[name], strict=True):
        if wanted is None:
            continue
        gold = json.loads((folder / f"{wanted}.json").read_text("utf-8"))
        parts = [part for part in document.parts if part.kind is not PartKind.ANNEX]
        assert document.complete == gold["document"]["complete"]
        assert {gold_id(p): p.content.text for p in parts} == {
            segment["id"]: normalise.text(segment["text"]) for segment in gold["segments"]
        }
        assert {gold_id(p): [m.mark for m in p.content.marks] for p in parts} == {
            segment["id"]: segment["footnotes"] for segment in gold["segments"]
        }
        assert {note.mark: note.content.text for note in document.footnotes} == {
            note["label"]: normalise.text(note["text"]) for note in gold["footnotes"]
        }


@pytest.mark.parametrize("name", SAME)
def test_page_text_and_xml_give_the_same_document(name: str, corpus: Path) -> None:
    (paged,) = documents(corpus / "seeds" / name)
    (marked,) = documents(next((corpus / "unxml").glob(SAME[name])))
    assert differences(marked, paged) == []


def test_a_file_of_three_resolutions_gives_each_its_own_notes(corpus: Path) -> None:
    source = (corpus / "seeds" / "003_01c0ed7a37a3fc1d.txt").read_text("utf-8")
    readings = text.read(source)
    assert [reading.complete for reading in readings] == [False, True, False]
    assert [[note.mark for note in reading.notes] for reading in readings] == [
        [],
        [str(number) for number in range(14, 25)],
        [str(number) for number in range(25, 29)],
    ]
    assert [len(reading.head) for reading in readings] == [0, 2, 2]


def test_a_title_block_that_was_glued_together_comes_apart(corpus: Path) -> None:
    source = (corpus / "seeds" / "001_2eec2a8f8cb1d93e.txt").read_text("utf-8")
    (reading,) = text.read(source)
    assert len(reading.head) == 6
    assert reading.head[2].text == "International drug control"
    assert reading.head[4].text == "[on the report of the Third Committee (A/76/465, para. 10)]"
