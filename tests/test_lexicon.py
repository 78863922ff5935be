"""Names in running text: the longest at each place, whatever their print."""

from collections.abc import Callable
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.resolve import lexicon
from ingest.resolve.lexicon import Lexicon, Name

LAMPS = Lexicon(
    [
        Name("Lamp Board", "body/lamps"),
        Name("the Board", "body/lamps", contextual=True),
        Name("Board", "body/wicks", contextual=True),
        Name("Lamp Board’s Fund", "body/fund"),
        Name("Secretary-General", "body/sg"),
        Name("Convention on Lamps and Wicks", "instrument/lamps"),
        Name("lamp lighters", "body/lighters"),
        Name("HIV/AIDS Lamp (HAL)", "body/hal"),
    ]
)

FOUND = {
    "a name stands between words": ("by the Lamp Board today", [(7, 17, "body/lamps", False)]),
    "the longest name wins": ("the Lamp Board's Fund", [(4, 21, "body/fund", False)]),
    "a short form gives a hit for each body it may mean": (
        "the Board",
        [(4, 9, "body/lamps", True), (4, 9, "body/wicks", True)],
    ),
    "a name inside a word is none": ("Boardwalk, Dashboard", []),
    "what a hyphen makes another office is none": ("the Under-Secretary-General", []),
    "any dash is a hyphen": ("Secretary–General", [(0, 17, "body/sg", False)]),
    "three words match in any case": (
        "CONVENTION on lamps and Wicks",
        [(0, 29, "instrument/lamps", False)],
    ),
    "two words match in their own letters": ("the lamp board", []),
    "a small letter may be a capital": ("Lamp lighters", [(0, 13, "body/lighters", False)]),
    "a name may end in a bracket": ("HIV/AIDS Lamp (HAL).", [(0, 19, "body/hal", False)]),
    "a possessive ends a name": ("the Lamp Board’s oil", [(4, 14, "body/lamps", False)]),
    "nothing is nothing": ("", []),
}


@pytest.mark.parametrize(("text", "hits"), FOUND.values(), ids=FOUND.keys())
def test_spot(text: str, hits: list[tuple[int, int, str, bool]]) -> None:
    assert [astuple(hit) for hit in LAMPS.spot(text)] == hits


def test_a_lexicon_without_names_finds_nothing() -> None:
    assert Lexicon([]).spot("the Lamp Board") == ()


@given(st.text(alphabet="lLamp BordİßǰSecretary-Gn’'“–eul\u0307"))
def test_a_hit_is_a_stretch_of_the_text(text: str) -> None:
    end = 0
    for hit in LAMPS.spot(text):
        assert end <= hit.start < hit.end <= len(text) or hit.end == end
        end = hit.end


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(lexicon.fold(text)) == len(text)


REGISTRIES = {
    "a body": (lexicon.bodies, "the World Health Organization", "body/who"),
    "a body by an abbreviation": (lexicon.bodies, "UN Mission in South Sudan", "body/unmiss"),
    "a group": (lexicon.bodies, "all Member States", "body/member-states"),
    "a treaty": (lexicon.instruments, "Convention on the Rights of the Child", "instrument/crc"),
    "a State": (lexicon.states, "in Papua New Guinea", "state/PNG"),
}  # fmt: skip


@pytest.mark.parametrize(("lexicon_of", "text", "target"), REGISTRIES.values(), ids=REGISTRIES)
def test_registries_name(lexicon_of: Callable[[], Lexicon], text: str, target: str) -> None:
    assert [hit.target for hit in lexicon_of().spot(text)] == [target]
