"""The measures of references: what counts as a name, and that a draw can be repeated."""

import re
from pathlib import Path

import pytest
import yaml

from benchmarks import draw, hub, ibid, names
from ingest.model import Document, DocumentKind, Footnote, Form, Mark, Part, PartKind, Rich, Source
from ingest.model import TitleBlock as Head

RULES = yaml.safe_load(Path(names.__file__).with_suffix(".yaml").read_text("utf-8"))

NAMES = {
    "a head with what is capitalised around it": (
        "under the Stockholm Convention on Lamps and Wicks,",
        [("Stockholm Convention on Lamps and Wicks", False)],
    ),
    "a head alone is a bare short form": ("parties to the Convention", [("Convention", True)]),
    "the opening of a sentence is no part of a name": (
        "Recalling the Convention, and Noting Guidelines",
        [("Convention", True), ("Guidelines", True)],
    ),
    "small letters are no name": ("other conventions and rules", []),
}  # fmt: skip


def document() -> Document:
    """A note on a report, and an *Ibid.* behind it."""
    text = "Takes note of the report of the Keeper and of the annex to the report of the Board;"
    marks = (Mark("1", 38), Mark("2", len(text) - 1))
    notes = (
        Footnote("note/1", "1", Rich("A/79/120."), "op/1", 38),
        Footnote("note/2", "2", Rich("Ibid., annex."), "op/1", len(text) - 1),
    )
    head = Head("A/RES/99/9", DocumentKind.RESOLUTION, None, "general-assembly")
    part = Part("op/1", PartKind.OPERATIVE, 1, Rich(text, marks))
    return Document(Source("x", "0", 0, Form.AKN), "en", head, (part,), notes)


@pytest.mark.parametrize(("text", "wanted"), NAMES.values(), ids=NAMES)
def test_names(text: str, wanted: list[tuple[str, bool]]) -> None:
    assert [(name.words, name.bare) for name in names.names(text)] == wanted


@pytest.mark.parametrize("key", ["before", "after", "opening"])
def test_a_pattern_matches_its_example(key: str) -> None:
    assert re.search(RULES[key]["pattern"], RULES[key]["example"])


def test_a_draw_shows_the_words_in_their_context_and_the_target() -> None:
    told = list(draw.unlinked(document()))
    assert "«report of the Keeper»" in told[0]
    assert told[0].endswith("-> A/79/120")


def test_an_ibid_note_is_drawn_with_the_notes_it_leans_on() -> None:
    (told,) = draw.ibid(document())
    assert told.splitlines()[1:3] == ["    1: A/79/120.", "    2: Ibid., annex."]


def test_ibid_notes_have_their_chain() -> None:
    (leaning,) = ibid.leaning(document())
    assert (leaning.chain, leaning.targets, leaning.reason) == (("1",), ("A/79/120",), None)


def test_a_third_has_every_third_document_in_all_its_languages(tmp_path: Path) -> None:
    files = ["ga/1/en/1_2_E.xml", "ga/1/ar/1_2_A.xml", "ga/1/en/1_3A-B_E.xml", "ga/1/en/1_4_E.xml",
             "ga/2/en/A_RES_2_1-2400001E.xml", "ga/2/fr/A_RES_2_1-2400002F.xml",
             "ga/2/en/A_RES_2_2-2400003E.xml", "sc/prst/2/S_PRST_2_1.xml",
             "metadata/1.json"]  # fmt: skip
    for name in files:
        path = tmp_path / "all" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    third = hub.share(tmp_path / "all", tmp_path / "third")
    assert sorted(path.relative_to(third).as_posix() for path in third.rglob("*.*")) == [
        "ga/1/ar/1_2_A.xml", "ga/1/en/1_2_E.xml", "ga/2/en/A_RES_2_1-2400001E.xml",
        "ga/2/fr/A_RES_2_1-2400002F.xml", "metadata/1.json",
    ]  # fmt: skip
