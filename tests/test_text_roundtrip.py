"""Documents printed as page text and read back are the same Documents."""

import string
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pagetext import render, style
from pagetext_carriable import carriable
from pagetext_compare import differences

from ingest.model import Document, DocumentKind, Form, Mark, Rich, Source, TitleBlock
from ingest.parse import read, structure
from ingest.parse.blocks import Block, Note, Reading, Role

SAMPLE = 320
"""So many documents of the corpus are printed in every run of the tests."""


def english(corpus: Path) -> list[Path]:
    return sorted((corpus / "unxml").glob("[gs][ac]/**/en/*.xml"))


def documents(paths: Iterable[Path]) -> Iterator[Document]:
    for path in paths:
        data = path.read_bytes()
        yield from read(data, Source(path.name, "0" * 64, len(data), Form.AKN), {})


def through_page_text(document: Document, random: Random) -> list[str]:
    """What is not the same in the document read back from its page text."""
    printed = render(document, random, style(random)).encode()
    source = Source("printed.txt", "0" * 64, len(printed), Form.PAGE_TEXT)
    found = read(printed, source, {})
    return differences(document, found[0]) if len(found) == 1 else [f"{len(found)} documents"]


def not_the_same(held: Iterable[Document], seed: str) -> tuple[Counter[str], dict[str, list[str]]]:
    """How many documents page text carries, or why not; and those that came back otherwise."""
    counted: Counter[str] = Counter()
    failed: dict[str, list[str]] = {}
    for document in held:
        reason = carriable(document)
        counted[reason or "carried"] += 1
        if not reason:
            found = through_page_text(document, Random(f"{seed} {document.source.path}"))
            if found:
                failed[document.source.path] = found[:3]
    return counted, failed


def test_documents_of_all_series_and_sessions_come_back_the_same(corpus: Path) -> None:
    paths = english(corpus)
    step = max(1, len(paths) // (SAMPLE + 60))
    counted, failed = not_the_same(documents(paths[::step]), "sample")
    assert failed == {}
    assert counted["carried"] >= min(SAMPLE, len(paths) // 2)


@pytest.mark.whole_corpus
def test_every_document_that_page_text_can_carry_comes_back_the_same(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted, failed = not_the_same(documents(english(corpus)), "whole")
    with capsys.disabled():
        print("\nEnglish documents through page text:")
        for reason, number in counted.most_common():
            print(f"{number:6d} {reason}")
    assert failed == {}
    assert counted["carried"] >= 0.75 * counted.total()


_WORD = st.one_of(
    st.text(string.ascii_lowercase, min_size=2, max_size=9),
    st.sampled_from(
        ["Member", "States", "United Nations", "2024", "12,500", "long-term", "the", "of"]
    ),
    st.sampled_from(
        ["and", "A/RES/79/999", "2024–2028", "(UNODC)", "“joint", "lakes”", "inter alia,"]
    ),
)
_CLAUSE = st.lists(_WORD, min_size=4, max_size=40).map(" ".join)
_PREAMBLE = st.sampled_from(["Recalling", "Deeply concerned", "Aware", "Also noting", "Having met"])
_VERB = st.sampled_from(["Decides", "Calls upon", "Also requests", "We reaffirm", "Takes note"])
_TITLE = st.lists(st.sampled_from(["lakes", "of", "the", "large rivers"]), min_size=1, max_size=5)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A made-up resolution, with sub-paragraphs, notes, headings and an annex."""
    notes: list[Note] = []

    def rich(words: str) -> Rich:
        """``words``, some of them with a mark behind them."""
        marks = []
        for offset in (at for at, letter in enumerate(words) if letter == " "):
            if words[offset - 1].isalpha() and draw(st.integers(0, 9)) == 0:
                mark = str(len(notes) + 1)
                marks.append(Mark(mark, offset))
                notes.append(Note(mark, Rich(f"{draw(_WORD)} of {draw(_CLAUSE)}.")))
        return Rich(words, marks=tuple(marks))

    def heading(number: str) -> Block:
        title = f"Care of {' '.join(draw(_TITLE))} lakes"
        return Block(Rich(f"{number} {title}".strip()), Role.HEADING)

    def operative(first: str, ending: str) -> Iterator[Block]:
        headed = draw(st.sampled_from(["", "roman", "plain"]))
        numbers = zip(count(1), ("I.", "II.", "III.", "IV."), strict=False)
        for number, roman in list(numbers)[: draw(st.integers(1, 4))]:
            if headed and draw(st.booleans()):
                yield heading(roman if headed == "roman" else "")
            items = draw(st.integers(0, 3))
            opening = f"{number}. {draw(_VERB)} {first} {draw(_CLAUSE)} lakes"
            yield Block(rich(opening + (":" if items else ending)))
            for letter in "abc"[:items]:
                yield Block(rich(f"({letter}) To hold {draw(_CLAUSE)} lakes{ending}"))

    blocks = [Block(Rich("The General Assembly,"), Role.ADOPTING_LINE)]
    for _ in range(draw(st.integers(0, 3))):
        blocks.append(Block(rich(f"{draw(_PREAMBLE)} of {draw(_CLAUSE)} lakes,"), Role.PREAMBLE))
    blocks += operative("that", ";")
    if draw(st.booleans()):
        blocks += [Block(Rich(""), Role.ANNEX), Block(Rich("Annex"), Role.HEADING), heading("")]
        if draw(st.booleans()):
            blocks.append(Block(rich(f"We, the Ministers of {draw(_CLAUSE)} lakes;")))
        blocks += operative("of", ".")
    return Reading((), tuple(blocks), tuple(notes))


@settings(max_examples=60, deadline=None)
@given(readings(), st.integers(0, 2**32))
def test_made_up_documents_come_back_the_same(reading: Reading, seed: int) -> None:
    built = structure.build(reading)
    head = TitleBlock(
        symbol="A/RES/79/999",
        kind=DocumentKind.RESOLUTION,
        title="Care of lakes",
        adopted_by="general-assembly",
        adopted_on=date(2024, 12, 17),
        session="79",
        meeting="53rd plenary meeting",
    )
    source = Source("made-up.xml", "0" * 64, 1, Form.AKN)
    document = Document(source, "en", head, built.parts, built.footnotes)
    assert through_page_text(document, Random(seed)) == []
