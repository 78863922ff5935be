"""The bodies that parts name, and what their short forms mean."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.model import Document, DocumentKind, Form, Part, PartKind, Rich, Source, TitleBlock
from ingest.resolve import bodies, ellipsis, unresolved
from ingest.resolve.data import load
from ingest.resolve.shortforms import UNKNOWN, Introductions, short_forms

RULES = load("bodies")


def document(*texts: str, adopted_by: str = "general-assembly", title: str = "Lamps") -> Document:
    """A document of operative paragraphs: "- " begins the last one's child, "# " a heading."""
    parts: list[Part] = []
    number = 0
    for text in texts:
        child, heading = text.startswith("- "), text.startswith("# ")
        number += not child and not heading
        path = f"op/{number}/a" if child else "h/1" if heading else f"op/{number}"
        content = Rich(text.removeprefix("- ").removeprefix("# "))
        parent = f"op/{number}" if child else None
        kind = PartKind.SUBPARAGRAPH if child else PartKind.OPERATIVE
        kind = PartKind.HEADING if heading else kind
        parts.append(Part(path, kind, len(parts) + 1, content, parent=parent))
    head = TitleBlock("A/RES/99/1", DocumentKind.RESOLUTION, title, adopted_by)
    source = Source("specimen.xml", "0" * 64, 0, Form.AKN)
    return Document(source, "en", head, tuple(parts), ())


def found(doc: Document) -> list[tuple[str, str | None]]:
    """The words of each mention and the body's id."""
    texts = {part.path: part.content.text for part in doc.parts}
    return [
        (texts[m.part][m.start : m.end], m.body.removeprefix("body/") if m.body else None)
        for m in bodies.mentions(doc)
    ]


CND, UNODC = "Commission on Narcotic Drugs", "United Nations Office on Drugs and Crime"
ICJ, CSW = "International Court of Justice", "Commission on the Status of Women"

CASES = yaml.safe_load((Path(__file__).parent / "data/mention_cases.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])
def test_mentions(case: dict[str, Any]) -> None:
    assert found(document(*case["texts"])) == [tuple(pair) for pair in case["bodies"]]


def test_an_unresolved_mention_has_its_candidates() -> None:
    doc = document(f"Asks the {CND};", f"Asks the {CSW};", "Thanks the Commission;")
    assert bodies.mentions(doc)[-1].candidates == ("body/cnd", "body/csw")


def test_the_title_says_which_body_is_meant() -> None:
    doc = document(
        f"Asks the {CSW};", "Thanks the Commission;", title=f"Report of the {CND} on lamps"
    )
    assert found(doc) == [(CSW, "csw"), ("Commission", "cnd")]


def test_its_president_is_the_adopting_bodys() -> None:
    doc = document("Recalling the statements of its President,", adopted_by="security-council")
    assert found(doc) == [("President", "security-council-president")]


def test_its_president_is_of_the_body_named_before() -> None:
    doc = document("Thanks the Economic and Social Council and its President;")
    assert found(doc) == [("Economic and Social Council", "ecosoc"), ("President", None)]


def test_a_statement_by_its_president_is_the_councils_own() -> None:
    text = "Notes the International Court of Justice, and the statement by its President;"
    doc = document(text, adopted_by="security-council")
    assert found(doc)[-1] == ("President", "security-council-president")


def test_a_text_without_a_title_names_bodies_where_it_comes_to_them() -> None:
    doc = document("Thanks the Commission;", f"Asks the {CND};", title="")
    untitled = replace(doc, head=replace(doc.head, title=None))
    assert found(untitled) == [("Commission", "cnd"), (CND, "cnd")]


def test_a_resolutions_own_number_names_its_committee() -> None:
    doc = document("To tell the Committee established pursuant to paragraph 9 of this resolution;")
    own = replace(doc, head=replace(doc.head, symbol="S/RES/2140(2014)"))
    assert [m.body for m in bodies.mentions(own)] == ["body/2140-committee"]


def test_a_longer_name_may_name_the_speaker_too() -> None:
    text = (
        "Asks the Committees established by this Council with respect to sanctions implementation;"
    )
    doc = document(text, adopted_by="security-council")
    assert [m.body for m in bodies.mentions(doc)] == [
        "body/sanctions-committees", "body/security-council"
    ]  # fmt: skip


def test_the_council_is_the_one_that_adopts() -> None:
    doc = document("Decides that the Council meets;", adopted_by="security-council")
    assert found(doc) == [("Council", "security-council")]


BEFORE = ("defines", "definite", "indefinite", "own_office", "own_words", "acting", "prefix")
AFTER = ("issuer", "compound", "belongs", "parties")
ANYWHERE = ("noun", "continued", "numbered", "makers", "titles", "own_inside")
EXAMPLES = [(key, rule) for key in (*BEFORE, *AFTER, *ANYWHERE) for rule in RULES[key]]


@pytest.mark.parametrize(("key", "rule"), EXAMPLES, ids=lambda v: v if isinstance(v, str) else "")
def test_a_pattern_matches_its_example(key: str, rule: dict[str, str]) -> None:
    assert re.search(rule["pattern"], rule["example"])


@pytest.mark.parametrize("rule", RULES["variants"], ids=lambda rule: str(rule["pattern"]))
def test_a_name_is_also_written_as_its_variant(rule: dict[str, str]) -> None:
    name, other = rule["example"]
    assert re.sub(rule["pattern"], rule["becomes"], name, count=1) == other


def test_words_that_names_share_match_their_example() -> None:
    for rule in RULES["ellipsis"]["listed"]:
        assert rule["many"] in rule["example"]
        assert re.search(rule["pattern"], rule["example"])
    assert all(ellipsis._tails(head["one"]) for head in RULES["ellipsis"]["beginnings"])


@pytest.mark.parametrize("rule", RULES["subject"], ids=lambda rule: str(rule["name"]))
def test_a_name_of_a_subject_is_in_the_registry(rule: dict[str, str]) -> None:
    doc = document(f"Notes the {rule['where']};", f"Thanks the {rule['name']};")
    assert [m.body for m in bodies.mentions(doc)] == [rule["body"]]


SHORT = {
    "a body on a subject": ("Lamp Board on Wicks", ("Board", "Lamp Board")),
    "a body with its place": ("Lamp Mission in Utopia", ("Mission", "Lamp Mission")),
    "an owner is left out": ("Mayor’s Lamp Board", ("Board", "Lamp Board")),
    "an envoy is the Secretary-General's": (
        "Lamp Envoy of the Secretary-General on Wicks",
        (
            "Envoy",
            "Lamp Envoy",
            "Envoy of the Secretary-General",
            "Lamp Envoy of the Secretary-General",
        ),
    ),
    "an abbreviation in brackets is left out": ("Lamp Board (LB)", ("Board", "Lamp Board")),
    "a small word is no head": ("Lamp lighters", ()),
}


@pytest.mark.parametrize(("name", "forms"), SHORT.values(), ids=SHORT.keys())
def test_short_forms(name: str, forms: tuple[str, ...]) -> None:
    assert short_forms(name) == forms


def test_what_a_body_is_usually_called_goes_before_what_its_name_merely_has() -> None:
    told = Introductions({}, lambda body: ("Board",) if body == "body/a" else ())
    told.full("op/1", "Lamp Board", "body/a")
    told.full("op/1", "Wick Board", "body/b")
    assert told.meaning("Board", ["op/1"]).target == "body/a"
    told.full("op/1", "Oil Board", UNKNOWN)
    assert told.meaning("Board", ["op/1"]).target is None


def test_capitalised_names_that_nothing_resolved_are_counted() -> None:
    doc = document(
        "Welcoming the Board for the Lighting of Streets and the World Health Organization;",
        "Thanks the Board for the Lighting of Streets in Mexico;",
    )
    assert unresolved.count(doc) == (("Board for the Lighting of Streets", 2),)


@pytest.mark.parametrize("key", ["name", "openings"])
def test_a_pattern_of_unresolved_names_matches_its_example(key: str) -> None:
    rule = load("unresolved")[key]
    assert re.fullmatch(rule["pattern"], rule["example"])
