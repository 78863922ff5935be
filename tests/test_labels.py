"""Labels and heading numbers: the data's own examples, and what must not be taken for a number."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Rich
from ingest.parse import headings, labels
from ingest.parse.data import load

STYLES = [(scheme, style) for scheme in load("labels")["schemes"] for style in scheme["styles"]]


@pytest.mark.parametrize(
    ("scheme", "style"), STYLES, ids=[f"{scheme['id']} {style['id']}" for scheme, style in STYLES]
)
def test_every_style_reads_its_own_example(scheme, style):
    languages = style.get("languages", scheme.get("languages", ["en"]))
    read = labels.read(style["example"], languages[0])
    assert style["ordinal"] in [reading.ordinal for reading in read]
    if style.get("peel"):
        assert labels.head(f"{style['example']} Decides", languages[0]) == style["example"]


@pytest.mark.parametrize(
    ("label", "language", "segment"),
    [
        ("59.", "en", "59"),
        ("(aa)", "en", "aa"),
        ("(أ أ)", "ar", "aa"),
        ("(هـ)", "ar", "e"),
        ("’3‘", "ar", "iii"),
        ("㈢", "zh", "iii"),
        ("(十一)", "zh", "xi"),
        ("а)", "ru", "a"),
    ],
    ids=["number", "doubled letter", "doubled Arabic letter", "an elongated letter",
         "a quoted figure", "an enclosed ideograph", "an eleventh one", "a Cyrillic look-alike"],
)  # fmt: skip
def test_labels_of_all_languages_share_their_addresses(label, language, segment):
    assert segment in [reading.segment for reading in labels.read(label, language)]


@pytest.mark.parametrize(
    "text",
    ["2015. Decides", "1.2 million people", "-wide action", "a new year", "A/79/120.", "I. Peace"],
)
def test_words_and_figures_are_no_labels(text):
    assert labels.head(text) is None


@given(st.integers(1, 199))
def test_roman_numerals_go_there_and_back(number):
    assert labels.roman(labels.to_roman(number)) == number


@pytest.mark.parametrize("row", load("headings")["numbers"], ids=lambda row: row["example"])
def test_every_heading_number_reads_its_own_example(row):
    assert headings.style_of(row["example"]) is not None
    assert re.fullmatch(row["pattern"], row["example"])


@pytest.mark.parametrize("row", load("headings")["annexes"], ids=lambda row: row["example"])
def test_every_annex_word_reads_its_own_example(row):
    assert headings.annex(row["example"])[0]


@pytest.mark.parametrize("row", load("headings")["sentences"], ids=lambda row: row["example"])
def test_every_sentence_reads_its_own_example(row):
    assert headings.is_sentence(row["example"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Follow-up", True),
        ("Decides to act;", False),
        ("and so on", False),
        ("(a) Act", False),
        ("“The Council recalls", False),
        ("Capacity-building and transfer of technology", True),
        ("Recalling its wishes,", False),
        ("W" * 201, False),
    ],
)
def test_a_line_is_a_heading_by_print(text, expected):
    assert headings.by_print(text) is expected


@pytest.mark.parametrize(
    ("text", "label", "number", "title"),
    [
        ("I. Our made-up promise", None, "I", "Our made-up promise"),
        ("Our made-up promise", "I.", "I", "Our made-up promise"),
        ("II. Means", "II.", "II", "Means"),
        ("Article 4. Means", None, "Article 4", "Means"),
        ("Follow-up", None, None, "Follow-up"),
        ("In the year 2030", None, None, "In the year 2030"),
    ],
    ids=["number in the title", "number apart", "number in both", "article", "none", "a year"],
)
def test_a_heading_comes_apart(text, label, number, title):
    titled = headings.split(Rich(text), label)
    assert (titled.number, titled.content.text) == (number, title)


@pytest.mark.parametrize("text", ["* * *", "***", "_____"])
def test_ornaments_are_no_parts(text):
    assert headings.is_ornament(text)
