"""Citations in parts: by number, by name, by set, by short form and by note."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import (
    Document,
    DocumentKind,
    Footnote,
    Form,
    Mark,
    Part,
    PartKind,
    Rich,
    Source,
    TitleBlock,
)
from ingest.resolve import names, numbers, provisions, series
from ingest.resolve.citations import resolve
from ontology.symbols import SCHEMES

DATA = Path(__file__).parent / "data"
RESOLVE = Path(series.__file__).parent


def _cases(name: str) -> list[Any]:
    rows = yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))
    return [pytest.param(row, id=row["says"]) for row in rows]


def _document(parts: list[str], notes: dict[str, str]) -> Document:
    built = []
    anchors: dict[str, tuple[str, int]] = {}
    for number, text in enumerate(parts, start=1):
        marks = []
        while found := re.search("[¹²³]", text):
            mark = str("¹²³".index(found[0]) + 1)
            marks.append(Mark(mark, found.start()))
            anchors[mark] = (f"op/{number}", found.start())
            text = text[: found.start()] + text[found.end() :]
        content = Rich(text, tuple(marks))
        built.append(Part(f"op/{number}", PartKind.OPERATIVE, number, content))
    kept = tuple(
        Footnote(f"note/{mark}", mark, Rich(text), *anchors.get(mark, (None, None)))
        for mark, text in notes.items()
    )
    head = TitleBlock("A/RES/99/9", DocumentKind.RESOLUTION, None, "general-assembly")
    return Document(Source("x", "0", 0, Form.AKN), "en", head, tuple(built), kept)


@pytest.mark.parametrize("case", _cases("series_cases"))
def test_numbers_are_the_documents_of_their_body(case: dict[str, Any]) -> None:
    finds = series.spot(case["text"], series.Setting(case["body"]))
    assert [t for f in finds for t in f.targets] == case["targets"]
    if "candidates" in case:
        assert [c for f in finds for c in f.candidates] == case["candidates"]


@pytest.mark.parametrize("case", _cases("citation_cases"))
def test_a_document_cites(case: dict[str, Any]) -> None:
    document = _document([text for text, _ in case["parts"]], case.get("notes", {}))
    texts = {p.path: p.content.text for p in document.parts}
    citations, _ = resolve(document)
    for number, (_, wanted) in enumerate(case["parts"], start=1):
        found = [
            [texts[c.part][c.start : c.end], c.target, c.provision]
            for c in citations
            if c.part == f"op/{number}"
        ]
        assert found == [list(row) for row in wanted]


def test_what_is_ambiguous_keeps_its_candidates() -> None:
    document = _document(
        [
            "Recalling the Convention on the Rights of the Child and the United Nations Convention"
            " against Corruption,",
            "Urges States parties to the Convention to report;",
        ],
        {},
    )
    last = resolve(document)[0][-1]
    assert last.target is None
    assert set(last.candidates) == {"instrument/crc", "instrument/uncac"}


def _patterns() -> list[Any]:
    entries = []
    for name in ("comments", "footnotes", "marks", "names", "provisions", "series", "works"):
        data = yaml.safe_load((RESOLVE / f"{name}.yaml").read_text("utf-8"))
        stack = [(name, data)]
        while stack:
            where, value = stack.pop()
            if isinstance(value, dict):
                if "pattern" in value:
                    entries.append(pytest.param(value["pattern"], value["example"], id=where))
                stack += [(f"{where}.{key}", inner) for key, inner in value.items()]
            elif isinstance(value, list):
                stack += [(f"{where}.{i}", inner) for i, inner in enumerate(value)]
    return entries


@pytest.mark.parametrize(("pattern", "example"), _patterns())
def test_every_pattern_matches_its_example(pattern: str, example: str) -> None:
    assert re.search(pattern, example)


def test_every_body_of_the_series_is_in_the_registry_of_symbols() -> None:
    for body in numbers.rules()["series"]:
        assert any(s.data.get("body") == body for s in SCHEMES), body


@given(st.text(alphabet="AaRES/ 0123456789()XVI,.and–resolutions“”of", max_size=120))
def test_offsets_lie_in_the_text_and_finds_have_words(text: str) -> None:
    for find in (*series.spot(text, series.Setting("general-assembly")), *names.spot(text)):
        assert 0 <= find.start < find.end <= len(text)
        for pinned in provisions.pinned(text, find):
            assert (pinned.start, pinned.end) == (find.start, find.end)


def test_the_links_are_no_input(corpus: Path) -> None:
    from dataclasses import replace

    from benchmarks.links import documents

    document = next(documents(corpus / "unxml" / "ga" / "75"))
    bare = replace(
        document,
        parts=tuple(replace(p, content=replace(p.content, links=())) for p in document.parts),
        footnotes=tuple(
            replace(n, content=replace(n.content, links=())) for n in document.footnotes
        ),
    )
    assert resolve(document) == resolve(bare)
