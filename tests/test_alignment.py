"""Which paragraph answers to which, and which words differ: nothing of either text is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.views.alignment import Block, align
from server.views.wording import cut, differences

LAMP = "Requests the keeper to trim the wick of the great lamp before every winter night"
FOG = "Urges all pilots to sound the bell twice when fog hides the outer reef"
LOG = "Decides that a log of every passing ship shall be kept in the lower room"
OIL = "Encourages harbours to buy oil of good quality from honest merchants only"


def matched(one: list[str], other: list[str]) -> list[tuple[int, int, bool]]:
    found = align([Block("p", t) for t in one], [Block("p", t) for t in other])
    return [(match.one, match.other, match.moved) for match in found.matches]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([LAMP, FOG, LOG], [LAMP, FOG, LOG], [(0, 0, False), (1, 1, False), (2, 2, False)]),
        ([LAMP, LOG], [LAMP, FOG, LOG], [(0, 0, False), (1, 2, False)]),
        ([LAMP, FOG, LOG], [LAMP, LOG], [(0, 0, False), (2, 1, False)]),
        ([LAMP, FOG, LOG, OIL], [FOG, LOG, OIL, LAMP],
         [(1, 0, False), (2, 1, False), (3, 2, False), (0, 3, True)]),
        ([LAMP], [f"{LAMP} and to report on the matter"], [(0, 0, False)]),
        ([LAMP], [FOG], []),
        ([LAMP, LAMP], [LAMP, LAMP], [(0, 0, False), (1, 1, False)]),
        ([LAMP], [LAMP, LAMP], [(0, 0, False)]),
        ([], [LAMP], []),
        ([], [], []),
        ([LAMP.upper()], [LAMP], [(0, 0, False)]),
        (["守护者应修剪灯芯"], ["守护者应修剪大灯芯"], [(0, 0, False)]),
    ],
    ids=[
        "what stays is matched", "what is new answers to nothing", "what is left out too",
        "what has moved is found out of its order", "what has grown is still the same",
        "what has nothing in common is not matched", "what is said twice keeps its order",
        "one answers to one at most", "an empty text has no counterpart", "nothing to nothing",
        "case does not matter", "Chinese is matched by its characters",
    ],
)  # fmt: skip
def test_paragraphs_are_matched(
    one: list[str], other: list[str], expected: list[tuple[int, int, bool]]
) -> None:
    assert matched(one, other) == expected


def test_only_what_is_of_one_kind_is_matched() -> None:
    assert align([Block("heading", LAMP)], [Block("paragraph", LAMP)]).matches == ()


def test_of_paragraphs_made_into_one_it_is_told_where_the_other_went() -> None:
    one = [Block("p", LAMP), Block("p", FOG), Block("p", "Notes the bell of the reef")]
    other = [Block("p", f"{LAMP}, and {FOG} as long as the night is dark"), Block("p", OIL)]
    found = align(one, other)
    assert [(match.one, match.other) for match in found.matches] == [(0, 0)]
    assert found.within == ({1: 0}, {})


WORDS = st.lists(
    st.sampled_from(["the", "keeper", "lamp", "wick", "reef", "trims", ",", "(a)", "灯", "É"]),
    max_size=12,
).map(" ".join)
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=20)), max_size=10)


@given(TEXTS, TEXTS)
def test_no_paragraph_answers_twice_and_those_in_order_are_in_order(
    one: list[str], other: list[str]
) -> None:
    found = matched(one, other)
    for side in (0, 1):
        places = [match[side] for match in found]
        assert len(set(places)) == len(places)
    straight = [match for match in found if not match[2]]
    assert [m[0] for m in straight] == sorted(m[0] for m in straight)
    assert [m[1] for m in found] == sorted(m[1] for m in found)


@given(TEXTS)
def test_a_text_answers_to_itself_word_for_word(texts: list[str]) -> None:
    assert matched(texts, texts) == [(place, place, False) for place in range(len(texts))]


@pytest.mark.parametrize(
    ("one", "other", "left", "added"),
    [
        ("Trims the wick;", "Trims the wick;", [], []),
        ("Trims the wick;", "Trims the old wick;", [], ["old"]),
        ("Trims the old wick;", "Trims the wick;", ["old"], []),
        ("Urges keepers to act", "Requests keepers to act", ["Urges"], ["Requests"]),
        ("resolution 61/124 on lamps", "resolution 61/194 on lamps", ["124"], ["194"]),
        ("lamps of oil, then", "bells of brass, then", ["lamps of oil"], ["bells of brass"]),
        ("", "All is new", [], ["All is new"]),
        ("修剪灯芯", "修剪大灯芯", [], ["大"]),
        ("wick;", "wick.", [";"], ["."]),
    ],
    ids=[
        "the same words", "a word that was added", "one left out", "one in place of another",
        "the number of a resolution", "a slight word between changes goes with them",
        "all of it", "a character", "a sign",
    ],
)  # fmt: skip
def test_words_that_differ_are_found(
    one: str, other: str, left: list[str], added: list[str]
) -> None:
    found = differences(one, other)
    assert [one[a:b] for a, b in found[0]] == left
    assert [other[a:b] for a, b in found[1]] == added


@given(st.one_of(WORDS, st.text(max_size=40)), st.one_of(WORDS, st.text(max_size=40)))
def test_no_word_is_lost_and_what_is_not_marked_is_the_same(one: str, other: str) -> None:
    changed = differences(one, other)
    kept = []
    for text, stretches in zip((one, other), changed, strict=True):
        pieces = list(cut(text, stretches))
        assert "".join(piece for piece, _ in pieces) == text
        kept.append("".join(piece for piece, (marked,) in pieces if not marked).split())
    assert "".join(kept[0]) == "".join(kept[1])


def test_a_text_is_cut_by_two_kinds_of_stretches() -> None:
    assert list(cut("the old lamp", [(4, 7)], [(4, 12)])) == [
        ("the ", (False, False)),
        ("old", (True, True)),
        (" lamp", (False, True)),
    ]
