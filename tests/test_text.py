"""Page text to Readings: cases of the print, and promises for any text at all."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Rich
from ingest.parse import normalise, text
from ingest.parse.blocks import Reading, Role
from ingest.parse.pagetext.patterns import fits

CASES = yaml.safe_load((Path(__file__).parent / "data" / "text.yaml").read_text("utf-8"))


def shown(rich: Rich) -> str:
    """A text with its marks in braces and its italics in angles."""
    inserted: dict[int, str] = {}
    for span in rich.italics:
        inserted[span.end] = ">" + inserted.get(span.end, "")
        inserted[span.start] = inserted.get(span.start, "") + "<"
    for mark in rich.marks:
        inserted[mark.offset] = inserted.get(mark.offset, "") + f"{{{mark.mark}}}"
    out = "".join(inserted.get(at, "") + rich.text[at] for at in range(len(rich.text)))
    return out + inserted.get(len(rich.text), "")


def blocks(reading: Reading) -> list[str]:
    return [
        ("" if block.role is Role.BODY else f"{block.role}: ")
        + (f"{block.label} " if block.label else "")
        + shown(block.content)
        for block in reading.blocks
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_page_text_is_read_as_printed(case: dict[str, list[str]]) -> None:
    (reading,) = text.read(str(case["text"]))
    assert blocks(reading) == case["blocks"]
    assert [f"{n.mark}: {shown(n.content)}" for n in reading.notes] == case.get("notes", [])
    assert [shown(line) for line in reading.head] == case.get("head", [])
    assert [shown(line) for line in reading.closing] == case.get("closing", [])
    assert [shown(line) for line in reading.unclaimed] == case.get("unclaimed", [])


@pytest.mark.parametrize("nothing", ["", "\n\n", " \f ", "---", "123 456", "¹", "\x00\x01"])
def test_text_without_a_word_holds_no_document(nothing: str) -> None:
    assert text.read(nothing) == ()


def test_a_second_title_and_adopting_line_begin_a_second_document() -> None:
    one = "5/{0}. Care of {1}\n\n*The Lake Council,*\n\n1. *Decides* to care for {1}.¹\n\n"
    source = one.format(1, "lakes") + one.format(2, "rivers").replace("¹", "²") + "¹ One.\n\n² Two."
    readings = text.read(source)
    assert [[line.text for line in reading.head] for reading in readings] == [
        ["5/1. Care of lakes"],
        ["5/2. Care of rivers"],
    ]
    assert [[note.content.text for note in reading.notes] for reading in readings] == [
        ["One."],
        ["Two."],
    ]


def test_links_keep_their_words_and_their_target() -> None:
    (reading,) = text.read("1. Recalls resolution [A/79/999](https://example.org/a_(b)) of 2024;")
    (link,) = reading.blocks[0].content.links
    assert reading.blocks[0].content.text[link.start : link.end] == "A/79/999"
    assert link.href == "https://example.org/a_(b)"


def test_a_healed_paragraph_knows_both_places_of_its_source() -> None:
    source = "1. Recalls the\n\n---\n\n² Lost.\n\n*common* cause;"
    (reading,) = text.read(source)
    spans = reading.blocks[0].content.spans
    assert [source[span.start : span.end] for span in spans] == ["1. Recalls the", "common* cause;"]


_MARKUP = re.compile(
    r"(?:\s|\*+|_|\\|#{1,6}|\[|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|</?su[bp]>|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|,"
    r"|<sup>[^<>]{1,20}</sup>|-{3,}|_{3,}|—{3,}|\(\d{1,2}\))*"
)


def everything(reading: Reading) -> list[Rich]:
    held = [*reading.head, *reading.closing, *reading.unclaimed]
    held += [block.content for block in reading.blocks]
    return held + [note.content for note in reading.notes]


def is_furniture(line: str) -> bool:
    return bool(fits("furniture", line) or fits("running-head", line))


def unaccounted(source: str, readings: tuple[Reading, ...]) -> list[str]:
    """What of a source no Reading holds and is neither markup nor a page's furniture."""
    taken = sorted(
        (span.start, span.end)
        for reading in readings for rich in everything(reading) for span in rich.spans
    )  # fmt: skip
    lost, at = [], 0
    for start, end in [*taken, (len(source), len(source))]:
        between = [line for line in source[at:start].split("\n") if not is_furniture(line.strip())]
        if start > at and not _MARKUP.fullmatch("\n".join(between)):
            lost.append(source[at:start])
        at = max(at, end)
    return lost


def bare(printed: str) -> str:
    """Text without spaces, markup and marks."""
    printed = re.sub(r"</?su[bp]>|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)", "", printed)
    printed = normalise.characters(printed).translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789"))
    return re.sub(r"[\s*_\\#\[\]⁰¹²³⁴⁵⁶⁷⁸⁹]", "", printed)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_every_character_of_a_case_is_accounted_for(case: dict[str, str]) -> None:
    readings = text.read(case["text"])
    assert unaccounted(case["text"], readings) == []


def test_every_character_of_the_seeds_is_accounted_for(corpus: Path) -> None:
    for path in sorted((corpus / "seeds").glob("*.txt")):
        source = path.read_text("utf-8")
        readings = text.read(source)
        assert unaccounted(source, readings) == []
        for reading in readings:
            for rich in everything(reading):
                joined = "".join(source[span.start : span.end] for span in rich.spans)
                assert bare(joined) == bare(rich.text)


_WORDS = st.one_of(
    st.sampled_from(["lakes", "The", "We", "of.", "é", "vol.", "12,", ";", "2,500", "meeting"]),
    st.sampled_from(["1.", "(a)", "(b)", "A.", "II.", "Annex", "Resolution 9/1", "Recalling,"]),
    st.sampled_from(["¹", "²", "<sup>2</sup>", "<sup>", "*", "**", "***", "_", "#", "---"]),
    st.sampled_from(["[x](#)", "](", "(", ")", "\\(", "\n", "\n\n", "\n\n\n", "\f", "\xad", "‑"]),
)


@given(st.lists(_WORDS, max_size=60), st.sampled_from(["", " "]))
def test_no_text_breaks_the_reader_and_every_text_is_normalised(
    words: list[str], glue: str
) -> None:
    for reading in text.read(glue.join(words)):
        for rich in everything(reading):
            assert rich.text == normalise.text(rich.text)
            assert all(0 <= mark.offset <= len(rich.text) for mark in rich.marks)


@given(st.text(max_size=200))
def test_any_characters_at_all_can_be_read(anything: str) -> None:
    for reading in text.read(anything):
        assert all(isinstance(rich.text, str) for rich in everything(reading))
