"""Addressees: every pattern of a group matches its example, and names a group of the registry."""

import re
from typing import Any

import pytest
from test_acts import document, part

from ingest.resolve.acts import resolve
from ingest.resolve.addressees import data
from ontology.names import names

KNOWN = {path for _, path, _ in names("bodies")}


@pytest.mark.parametrize("group", data()["groups"], ids=lambda group: group["example"])
def test_every_group_is_found_by_its_example(group: dict[str, str]) -> None:
    text = f"Urges {group['example']} to help;"
    assert re.compile(group["words"]).search(group["example"] + group.get("after", ""))
    acts, _ = resolve(document(part("op/1", text)))
    assert acts[0].addressees == (f"body/{group['means']}",)


def test_groups_are_in_the_registry() -> None:
    rules = data()
    named = {g["means"] for g in rules["groups"]}
    named |= set(rules["adjectives"].values()) | set(rules["wider"].values()) | set(rules["wider"])
    assert {f"body/{slug}" for slug in named} <= KNOWN


@pytest.mark.parametrize("rule", data()["nominal"], ids=lambda rule: rule["example"])
def test_nominal_patterns_match_their_example(rule: dict[str, Any]) -> None:
    assert re.compile(rule["words"]).match(rule["example"])


def test_adjectives_match_their_example() -> None:
    acts, _ = resolve(document(part("op/1", f"Urges {data()['adjectives_example']} to help;")))
    assert len(acts[0].addressees) == 3
