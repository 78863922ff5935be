"""The bodies that parts name, and what their short forms mean."""

import re
from collections.abc import Sequence

import pytest

from ingest.model import Document, DocumentKind, Form, Part, PartKind, Rich, Source, TitleBlock
from ingest.resolve import bodies, unresolved
from ingest.resolve.data import load
from ingest.resolve.shortforms import UNKNOWN, Introductions, short_forms

RULES = load("bodies")


def document(*texts: str, adopted_by: str = "general-assembly", title: str = "") -> Document:
    """A document of operative paragraphs; a text that begins with "- " is the last one's child."""
    parts: list[Part] = []
    number = 0
    for text in texts:
        child = text.startswith("- ")
        number += not child
        path = f"op/{number}/a" if child else f"op/{number}"
        content = Rich(text.removeprefix("- "))
        parent = f"op/{number}" if child else None
        kind = PartKind.SUBPARAGRAPH if child else PartKind.OPERATIVE
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

MENTIONS: dict[str, tuple[Sequence[str], list[tuple[str, str | None]]]] = {
    "a full name names its body": ([f"Thanks the {UNODC};"], [(UNODC, "unodc")]),
    "a short form means the body named in the same paragraph": (
        [f"Asks the {CND} for a lamp, and the Commission for a wick;"],
        [(CND, "cnd"), ("Commission", "cnd")],
    ),
    "a sub-paragraph's short form means what its chapeau names": (
        [f"Asks the {CND}:", "- To tell the Commission’s members;"],
        [(CND, "cnd"), ("Commission", "cnd")],
    ),
    "one body named earlier is the one": (
        [f"Asks the {CND};", "Thanks the Commission;"],
        [(CND, "cnd"), ("Commission", "cnd")],
    ),
    "two bodies named earlier are not decided between": (
        [f"Asks the {CND};", f"Asks the {CSW};", "Thanks the Commission;"],
        [(CND, "cnd"), (CSW, "csw"), ("Commission", None)],
    ),
    "a body that no registry has stands in the way": (
        [f"Asks the {CND};", "Asks the Lamp Commission;", "Thanks the Commission;"],
        [(CND, "cnd"), ("Commission", None)],
    ),
    "a short form never introduced is unresolved": (
        ["Thanks the Commission;"],
        [("Commission", None)],
    ),
    "the adopting body has its short form": (
        ["Recalls that the Assembly met;"],
        [("Assembly", "general-assembly")],
    ),
    "brackets define a short form for good": (
        [f"Asks the {CND} (“the Commission”);", f"Asks the {CSW};", "Thanks the Commission;"],
        [(CND, "cnd"), (CSW, "csw"), ("Commission", "cnd")],
    ),
    "brackets after an owner define what it owns": (
        ["Asks the Office of Legal Affairs of the Secretariat (the Office) for oil;",
         "Asks the Office for lamps;"],
        [("Office of Legal Affairs of the Secretariat", "ola"), ("Secretariat", "secretariat"),
         ("Office", "ola")],
    ),
    "brackets after a name that no registry has define nothing known": (
        ["Asks the Lamp Fund of the Secretariat (the Fund);", "Asks the Fund;"],
        [("Secretariat", "secretariat"), ("Fund", None)],
    ),
    "a president is of the body whose session it is": (
        ["Asks the President of the eightieth session of the General Assembly;"],
        [("President", "general-assembly-president"), ("General Assembly", "general-assembly")],
    ),
    "any commission is none": (["To convene a Commission;"], []),
    "the issuer of a resolution is no mention": (
        ["Recalling General Assembly resolution 70/1 and Assembly decision 75/510;"],
        [],
    ),
    "the beginning of a longer name is no short form": (
        [f"Asks the {CND};", "Asks the Commission on Lamps;"],
        [(CND, "cnd")],
    ),
    "an actor's short form goes on with its act": (
        [f"Asks the {CND};", "Notes the adoption by the Commission of the Rules;"],
        [(CND, "cnd"), ("Commission", "cnd")],
    ),
    "an office belongs to the body it is said to be of": (
        [f"Thanks the {UNODC};", "Thanks the Executive Director of the Office;"],
        [(UNODC, "unodc"), ("Executive Director", "unodc-executive-director"), ("Office", "unodc")],
    ),
    "an office named in full names its body too": (
        [f"Thanks the Executive Director of the {UNODC};"],
        [(f"Executive Director of the {UNODC}", "unodc-executive-director"), (UNODC, "unodc")],
    ),
    "another organization's secretary-general is not the United Nations'": (
        ["Thanks the Secretary-General of the Council of Europe;"],
        [("Council of Europe", "council-of-europe")],
    ),
    "a title names what it ends in, not what it has inside": (
        [f"Recalls the Statute of the {ICJ};"],
        [(ICJ, "icj")],
    ),
    "a committee may be named by its resolution": (
        ["Asks the Committee established pursuant to paragraph 9 of resolution 2140 (2014);"],
        [
            (
                "Committee established pursuant to paragraph 9 of resolution 2140 (2014)",
                "2140-committee",
            )
        ],
    ),
    "groups of addressees are no bodies": (["Urges Member States and donors;"], []),
    "a name of the document's subject means its body": (
        ["Notes the study on children deprived of liberty;",
         "Thanks the non-governmental organization panel;"],
        [("non-governmental organization panel", "ngo-panel-children-deprived-of-liberty")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), MENTIONS.values(), ids=MENTIONS.keys())
def test_mentions(texts: Sequence[str], expected: list[tuple[str, str | None]]) -> None:
    assert found(document(*texts)) == expected


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


def test_the_council_is_the_one_that_adopts() -> None:
    doc = document("Decides that the Council meets;", adopted_by="security-council")
    assert found(doc) == [("Council", "security-council")]


BEFORE = ("defines", "definite", "indefinite", "own_office", "acting")
AFTER = ("issuer", "compound", "belongs")
ANYWHERE = ("continued", "numbered")
EXAMPLES = [(key, rule) for key in (*BEFORE, *AFTER, *ANYWHERE) for rule in RULES[key]]


@pytest.mark.parametrize(("key", "rule"), EXAMPLES, ids=lambda v: v if isinstance(v, str) else "")
def test_a_pattern_matches_its_example(key: str, rule: dict[str, str]) -> None:
    assert re.search(rule["pattern"], rule["example"])


@pytest.mark.parametrize("rule", RULES["subject"], ids=lambda rule: str(rule["name"]))
def test_a_name_of_a_subject_is_in_the_registry(rule: dict[str, str]) -> None:
    doc = document(f"Notes the {rule['where']};", f"Thanks the {rule['name']};")
    assert [m.body for m in bodies.mentions(doc)] == [rule["body"]]


SHORT = {
    "a body on a subject": ("Lamp Board on Wicks", ("Board", "Lamp Board")),
    "a body with its place": ("Lamp Mission in Utopia", ("Mission", "Lamp Mission")),
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
    assert unresolved.count([doc]) == [("Board for the Lighting of Streets", 2)]


@pytest.mark.parametrize("key", ["name", "openings"])
def test_a_pattern_of_unresolved_names_matches_its_example(key: str) -> None:
    rule = load("unresolved")[key]
    assert re.fullmatch(rule["pattern"], rule["example"])
