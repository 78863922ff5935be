"""Addressees: every rule does with its example what it is there for."""

import re
from dataclasses import replace
from typing import Any

import pytest
from test_acts import document, part

from ingest.resolve.acts import resolve
from ingest.resolve.data import any_of
from ingest.resolve.objects import data
from ontology.names import names

RULES = data()
KNOWN = {path for _, path, _ in names("bodies")}
PATTERNS = [
    (name, rule)
    for name in ("described", "company", "hung", "clause", "noun_object", "nominal")
    for rule in RULES[name]
]
HELP = {
    "body/member-states": "Member States",
    "body/donors": "donors",
    "body/stakeholders": "stakeholders",
}


def spoken_to(text: str, adopted_by: str = "general-assembly") -> list[str]:
    """Whom the first act of a paragraph speaks to, in a text of this body."""
    made = document(part("op/1", text))
    made = replace(made, head=replace(made.head, adopted_by=adopted_by))
    acts, _ = resolve(made)
    return list(acts[0].addressees)


@pytest.mark.parametrize("group", RULES["groups"], ids=lambda group: group["words"][:60])
def test_every_group_is_found_by_its_example(group: dict[str, str]) -> None:
    assert re.compile(group["words"]).search(group["example"] + group.get("after", ""))
    body = group.get("in", "general-assembly")
    text = f"Urges {group['example']}{group.get('after', '')} to help;"
    assert spoken_to(text, body) == [f"body/{group['means']}"]


def test_groups_are_in_the_registry() -> None:
    named = {g["means"] for g in RULES["groups"]} | set(RULES["adjectives"].values())
    assert {f"body/{slug}" for slug in named | set(RULES["narrower"])} <= KNOWN


def test_no_two_groups_are_the_same() -> None:
    for given in ("words", "example"):
        told = [(g[given], g.get("in")) for g in RULES["groups"]]
        assert sorted(t for t in told if told.count(t) > 1) == []


@pytest.mark.parametrize(("name", "rule"), PATTERNS, ids=lambda v: str(v)[:60])
def test_patterns_match_their_example(name: str, rule: dict[str, Any]) -> None:
    assert re.compile(rule["pattern"]).search(rule["example"])
    others = [r for r in RULES[name] if r is not rule]
    matched = any_of(others).match(rule["example"]) if others else None
    assert matched is None or matched.end() < len(rule["example"])


@pytest.mark.parametrize("adjective", RULES["adjectives"])
def test_organizations_are_known_by_their_adjective(adjective: str) -> None:
    meant = [f"body/{RULES['adjectives'][adjective]}"]
    assert spoken_to(f"Urges {adjective} organizations to help;") == meant


@pytest.mark.parametrize("name", RULES["governments"])
def test_governments_are_their_states(name: str) -> None:
    assert spoken_to(f"Urges the {name} to help;") == [f"state/{RULES['governments'][name]}"]


SENTENCES = {
    "before": ("Urges {} stakeholders to help;", ["body/stakeholders"]),
    "aside": ("Urges Member States, {} the World Bank, and donors to help;", 2),
    "examples": ("Urges Member States, {} the World Bank, and donors to help;", 2),
    "attributes": ("Encourages donor {} to the towns to help;", []),
    "things": ("Encourages more {}, in particular donors, to help;", []),
}
WORDS = [(name, word) for name in SENTENCES for word in RULES[name]]


@pytest.mark.parametrize(("name", "word"), WORDS)
def test_every_word_of_a_list_does_its_work(name: str, word: str) -> None:
    sentence, expected = SENTENCES[name]
    found = spoken_to(sentence.format(word))
    assert found == (["body/member-states", "body/donors"] if expected == 2 else expected)


@pytest.mark.parametrize("doing", RULES["doings"])
def test_they_are_those_whose_doings_were_told_of(doing: str) -> None:
    text = f"Welcomes the {doing} of donors and States, and encourages them;"
    acts, _ = resolve(document(part("op/1", text)))
    assert acts[1].addressees == ("body/donors", "body/states")


@pytest.mark.parametrize("rule", RULES["company"], ids=lambda rule: rule["example"])
def test_company_is_not_spoken_to(rule: dict[str, str]) -> None:
    text = f"Urges donors, {rule['example']} the World Bank and Member States, to help;"
    assert spoken_to(text) == ["body/donors"]


@pytest.mark.parametrize(("verb", "rule"), RULES["complements"].items())
def test_what_is_said_of_the_object_names_nobody(verb: str, rule: dict[str, str]) -> None:
    example = rule["example"].replace("the keepers", "donors", 1)
    assert spoken_to(f"{verb.title()}s {example}, donors and Member States;") == ["body/donors"]


def test_verbs_that_speak_to_somebody_are_in_the_registry() -> None:
    verbs = {path.removeprefix("verb/") for _, path, _ in names("verbs")}
    for listed in ("direct", "asking", "told", "complements"):
        assert set(RULES[listed]) <= verbs, listed
