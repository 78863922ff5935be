"""Acts: the verbs of the body that speaks, in the words they are printed in."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.model import Document, DocumentKind, Form, Part, PartKind, Rich, Source, TitleBlock
from ingest.resolve import verbs
from ingest.resolve.acts import resolve
from ingest.resolve.verbs import Tense
from ontology.names import names

CASES = yaml.safe_load((Path(__file__).parent / "data/acts/cases.yaml").read_text("utf-8"))
KINDS = {"pp": PartKind.PREAMBULAR, "op": PartKind.OPERATIVE, "x": PartKind.UNNUMBERED}


def part(path: str, text: str, position: int = 1) -> Part:
    """A part by its path: ``op/1/a`` is a sub-paragraph of ``op/1``."""
    steps = path.removeprefix("annex/").split("/")
    kind = PartKind.SUBPARAGRAPH if len(steps) > 2 else KINDS[steps[0]]
    parent = path.rpartition("/")[0] if len(steps) > 2 else None
    return Part(path, kind, position, Rich(text), parent=parent)


def document(*parts: Part, kind: str = "Resolution") -> Document:
    """A document of these parts, adopted by the General Assembly at its eighty-fifth session."""
    head = TitleBlock(
        symbol="A/RES/85/1",
        kind=DocumentKind(kind),
        title="Lamps",
        adopted_by="general-assembly",
        adopted_on=date(2030, 12, 17),
        session="85",
    )
    return Document(Source("made-up", "0", 0, Form.PAGE_TEXT), "en", head, parts, ())


def read(case: dict[str, Any]) -> Document:
    """The document a case describes: its paragraph, under a chapeau where it has one."""
    under = (part("op/1", case["chapeau"]),) if "chapeau" in case else ()
    under += (part(**case["before"]),) if "before" in case else ()
    here = part(case.get("path", "op/2"), case["text"], 2)
    return document(*under, here, kind=case.get("kind", "Resolution"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])
def test_acts_of_a_paragraph(case: dict[str, Any]) -> None:
    acts, _ = resolve(read(case))
    path = case.get("path", "op/2")
    found = [[case["text"][a.start : a.end], a.verb, *a.addressees] for a in acts if a.part == path]
    assert found == case["acts"]


@pytest.mark.parametrize(
    ("verb", "third", "participle", "past"),
    [
        ("carry", "carries", "carrying", "carried"),
        ("convey", "conveys", "conveying", "conveyed"),
        ("stress", "stresses", "stressing", "stressed"),
        ("agree", "agrees", "agreeing", "agreed"),
        ("urge", "urges", "urging", "urged"),
        ("commit", "commits", "committing", "committed"),
    ],
)
def test_forms_of_a_verb(verb: str, third: str, participle: str, past: str) -> None:
    forms = verbs.conjugate(verb)
    assert (forms[Tense.THIRD], forms[Tense.PARTICIPLE], forms[Tense.PAST]) == (
        third,
        participle,
        past,
    )


@pytest.mark.parametrize("modifier", verbs.data()["modifiers"], ids=lambda m: m["example"])
def test_every_modifier_leaves_the_verb_of_its_example(modifier: dict[str, str]) -> None:
    sentence = f"{modifier['example']} the plan;"
    acts, _ = resolve(document(part("op/1", sentence[0].upper() + sentence[1:])))
    pp, _ = resolve(document(part("pp/1", sentence)))
    assert acts or pp
    assert modifier["words"] in verbs.modifiers()


RULES = [(n, r) for n in ("relative", "chapeau", "subjects") for r in verbs.data()[n]]


@pytest.mark.parametrize(("name", "rule"), RULES, ids=lambda value: str(value)[:60])
def test_every_pattern_matches_its_example(name: str, rule: dict[str, str]) -> None:
    assert re.compile(rule["pattern"]).search(rule["example"])


@pytest.mark.parametrize("rule", verbs.data()["own_tasks"], ids=lambda rule: rule["verb"])
def test_a_body_does_some_tasks_itself(rule: dict[str, str]) -> None:
    acts, _ = resolve(document(part("op/1", f"{rule['example'].capitalize()};")))
    assert [a.verb for a in acts] == ["welcome", rule["verb"]]


@pytest.mark.parametrize("word", verbs.data()["inside"], ids=lambda word: word["words"])
def test_words_stand_inside_a_phrase(word: dict[str, str]) -> None:
    found = verbs.at(word["example"], 0, Tense.THIRD)
    assert found
    assert found.end == len(word["example"])


def test_every_verb_of_the_registry_opens_a_paragraph() -> None:
    for label, path, _ in names("verbs"):
        if path.startswith(("verb/strength-", "verb/scheme")) or path == "verb/strength":
            continue
        first, *rest = label.split()
        third = " ".join([verbs.conjugate(first)[Tense.THIRD], *rest])
        found = verbs.at(third, 0, Tense.THIRD)
        assert found, label
        assert found.end == len(third), label
        assert found.ident == path.removeprefix("verb/"), label


def test_lists_of_verbs_name_verbs_once() -> None:
    for name in ("tasks", "own", "with_noun", "nouns", "infinitives", "adjectives_in_ly"):
        listed = verbs.data()[name]
        assert len(set(listed)) == len(listed), name
