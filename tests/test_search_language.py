"""The language of searches, in six languages: what is found, what is refused and where."""

from pathlib import Path

import pytest
import textindex
from hypothesis import given
from hypothesis import strategies as st

from ontology.text_index import Entry
from server.fulltext import index, language, snippets
from server.fulltext.fields import FIELDS
from server.fulltext.index import Index
from server.fulltext.snippets import Snippet

TEXTS = {
    "en": "Calls upon the keepers of lighthouses to trim every lamp, gender-based or not;",
    "fr": "Demande aux gardiens de l’éducation nautique de rallumer les lampes;",
    "es": "Exhorta a los guardianes a que enciendan las lámparas de los faros;",
    "ru": "Призывает смотрителей маяков зажигать лампы каждую ночь;",
    "ar": "تهيب بحراس المنارات أن يوقدوا المصابيح كلّ ليلة؛",
    "zh": "促请灯塔守护者每晚点亮灯火；",
}
ENTRIES = [
    Entry(f"http://e/{code}", "A/RES/1/1", code, text, "OperativeParagraph", "general-assembly",
          "79", 2024, ("call-upon",), ("body/member-states",), ("instrument/lamp-convention",))
    for code, text in TEXTS.items()
] + [
    Entry("http://e/note", "S/RES/2(1946)", "en", "A lamp is a light. See A/RES/1/1.", "Footnote",
          "security-council", "", 1946, cites=("A/RES/1/1",)),
    Entry("http://e/rise", "S/RES/2(1946)", "en", "Lamp keepers rise early; the keepers lamp."),
]  # fmt: skip


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Index:
    release = tmp_path_factory.mktemp("texts")
    (release / "text-index").mkdir()
    textindex.write(release / "text-index", ENTRIES)
    return Index(release)


def snippet(text: str, code: str, search: str) -> Snippet:
    return snippets.Marker(language.parse(search)).snippet(text, code)


def found(texts: Index, search: str) -> set[str]:
    hits, count = texts.search(language.parse(search), 100)
    assert count == len(hits)
    return {hit.iri.removeprefix("http://e/") for hit in hits}


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        # words and stems, language by language
        ("lighthouse", "en"), ("KEEPER lamps", "en rise"), ("rallumant", "fr"), ("gardien", "fr"),
        ("guardián enciende", "es"), ("faro", "es"), ("лампа", "ru"), ("маяк", "ru"),
        ("ночь", "ru"), ("مصابيح", "ar"), ("كل", "ar"), ("كلّ", "ar"), ("守护", "zh"),
        ("灯塔守护者", "zh"), ("塔守", "zh"), ("守灯", ""),
        # a word is not a part of a word, and signs are no words
        ("amp", ""), ("lamp & keeper —", "en rise"), ("éducation", "fr"), ("l’éducation", "fr"),
        ("gender-based", "en"), ("based gender", "en"), ("A/RES/1/1", "note"),
        # phrases, of stems too
        ('"keepers of lighthouses"', "en"), ('"lighthouses of keepers"', ""),
        ('"keeper lamp"', "rise"), ("“lamp keeper”", "rise"), ('"点亮灯火"', "zh"),
        # beginnings of words, as printed
        ("light*", "en note"), ("lighthou*", "en"), ("LIGHTHOU*", "en"), ("лам*", "ru"),
        ("المنا*", "ar"), ('"lamp keep*"', "rise"), ("gender-ba*", "en"), ("守*", "zh"),
        # operators: NOT before AND before OR; lower case is words
        ("lamp AND keeper", "en rise"), ("маяк OR early", "ru rise"),
        ("light NOT see", ""), ("early NOT faro", "rise"), ("keeper -early", "en"),
        ("keeper AND NOT early", "en"),
        ("faro OR keeper NOT early", "es en"), ("(faro OR keeper) NOT (faro OR early)", "en"),
        ("маяк OR faro OR 守护", "ru es zh"), ("lamp and keeper", ""),
        ('NOT (lang:en OR lang:fr)', "es ru ar zh"), ("lang:en -(early OR light)", "en"),
        ("keeper -early -trim", ""),
        # fields
        ("lang:fr", "fr"), ("kind:Footnote", "note"), ("year:1946", "note"),
        ("year:-1950", "note"), ("year:1946-2023", "note"), ("year:1946–2024 lang:en", "en note"),
        ("year:2024- rallumer", "fr"), ("in:S/RES/2(1946)", "note rise"),
        ("verb:call-upon faro", "es"), ("addressee:member-states faro", "es"),
        ("addressee:body/member-states faro", "es"), ("cites:A/RES/1/1", "note"),
        ("cites:lamp-convention lang:en", "en"), ('session:"79" faro', "es"),
        ("body:security-council", "note"), ("body:nobody", ""),
    ],
)  # fmt: skip
def test_a_search_finds(texts: Index, search: str, expected: str) -> None:
    assert found(texts, search) == set(expected.split())


@pytest.mark.parametrize(
    ("search", "at", "said"),
    [
        ("", 1, "no word"), ("  ", 1, "no word"), ("&", 1, "no word"), ("()", 1, "no word"),
        ('lamp "keeper', 6, "never closed"), ("lamp “keeper", 6, "never closed"),
        ("(lamp", 1, "never closed"), ("lamp)", 5, "closes nothing"), ("((lamp)", 1, "never"),
        ("AND lamp", 1, "between"), ("lamp AND", 6, "between"), ("lamp AND AND x", 10, "between"),
        ("lamp OR", 6, "between"), ("OR lamp", 1, "between"), ("a OR OR b", 3, "between"),
        ("lamp NOT", 6, "before"), ("NOT NOT lamp", 1, "before"), ("NOT )", 1, "before"),
        ("lamp *", 6, "no word"), ("la*mp", 1, "star"), ("*lamp", 1, "star"), ('""', 1, "no word"),
        ('"!!"', 1, "no word"), ("lamp-*", 1, "no word"), ("wick:lamp", 1, "no field “wick”"),
        ("lamp lang:", 11, "value is missing"), ("lang: (x)", 6, "value is missing"),
        ("year:then", 1, "A year is written"), ("year:-", 1, "A year is written"),
        ("lamp " * 51, 251, "at most 50"),
        ("a* " * 11, 31, "at most 10 stars"), ("(" * 30 + "x" + ")" * 30, 22, "20 deep"),
        ("x" * 2001, 2001, "2,000 characters"),
    ],
)  # fmt: skip
def test_a_search_that_cannot_be_understood_is_told_with_its_place(
    texts: Index, search: str, at: int, said: str
) -> None:
    with pytest.raises(language.BadSearch, match=said) as raised:
        found(texts, search)
    assert raised.value.at == at


HOSTILE = st.text() | st.lists(
    st.sampled_from(
        ["lamp", '"', "“", "”", "(", ")", "*", "-", "AND", "OR", "NOT", ":", "lang:", "year:", "en",
         "\\", "^2", "~", "[a TO b]", "\x00", "\u202e", "\u200f", "守", "مصباح", "ّ", "{", "'", "/"]
    ),
    max_size=30,
).map(" ".join)  # fmt: skip


@given(search=HOSTILE)
def test_whatever_is_asked_is_answered_or_refused(texts: Index, search: str) -> None:
    at, hits, count = 1, [], 0
    try:
        node = language.parse(search)
        hits, count = texts.search(node, 100)
        texts.counts(node)
    except language.BadSearch as refused:
        at = refused.at
    assert 1 <= at <= len(search) + 1
    assert len(hits) == count
    for hit in hits:
        text = next(e.text for e in ENTRIES if e.iri == hit.iri)
        cut = snippet(text, hit.language, search)
        assert "".join(piece for piece, _ in cut.pieces()) == cut.text


def test_the_example_of_every_field_can_be_read(texts: Index) -> None:
    for name, field in FIELDS.items():
        assert field.example.startswith(f"{name}:")
        found(texts, field.example)


def test_texts_are_counted_by_field(texts: Index) -> None:
    counts = texts.counts(language.parse("lamp*"))
    assert counts["lang"].values == (("en", 3), ("fr", 1))
    assert counts["year"].values == (("2024", 2), ("1946", 1))
    assert set(counts) == set(FIELDS)
    few = texts.counts(language.parse("lamp*"), most=1)
    assert few["lang"] == index.Counts((("en", 3),), 1)


def test_better_hits_come_first_and_pages_do_not_overlap(texts: Index) -> None:
    node = language.parse("lamp OR keeper OR light")
    whole = texts.search(node, 100)[0]
    assert [hit.score for hit in whole] == sorted((h.score for h in whole), reverse=True)
    paged = [hit for offset in range(len(whole)) for hit in texts.search(node, 1, offset)[0]]
    assert paged == whole


@pytest.mark.parametrize(
    ("code", "search", "marked"),
    [
        ("en", "lighthouse lamp", "lighthouses lamp"), ("en", '"keepers of lighthouses"',
                                                       "keepers of lighthouses"),
        ("en", "calls NOT faro", "Calls"), ("en", "ligh*", "lighthouses"),
        ("fr", "lampe", "lampes"),
        ("es", "lámpara guardián", "guardianes lámparas"), ("ru", "лампа", "лампы"),
        ("ar", "مصابيح", "المصابيح"), ("zh", "守护者", "守护者"), ("en", "lang:en", ""),
        ("en", '"keeper lamp"', ""),
    ],
)  # fmt: skip
def test_a_snippet_marks_what_was_found(code: str, search: str, marked: str) -> None:
    cut = snippet(TEXTS[code], code, search)
    assert cut.text == TEXTS[code]
    assert " ".join(piece for piece, hit in cut.pieces() if hit) == marked
    assert cut.marked().count("↦") == len(cut.marks)


def test_a_long_text_is_cut_where_the_words_are() -> None:
    text = "The sea is wide. " * 50 + "A lamp, a keeper and a lamp again. " + "So it is. " * 50
    cut = snippet(text, "en", "lamp keeper")
    assert [piece for piece, hit in cut.pieces() if hit] == ["lamp", "keeper", "lamp"]
    assert cut.text.startswith("… ")
    assert cut.text.endswith(" …")
    assert len(cut.text) <= snippets.LENGTH + 50
    assert snippet(text, "en", "nothing").text.startswith("The sea")


def test_an_index_of_another_version_is_not_read(tmp_path: Path) -> None:
    assert index.of(tmp_path) is None
