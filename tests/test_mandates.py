"""Mandates: who delivers what, to whom and when."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from test_acts import document, part

from ingest.resolve import dues
from ingest.resolve.acts import resolve
from ingest.resolve.data import load

CASES = yaml.safe_load((Path(__file__).parent / "data/acts/mandates.yaml").read_text("utf-8"))
TIMED = [
    (k, r)
    for k in ("recurring", "intervals", "dates", "years", "sessions")
    for r in load("mandates")[k]
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])
def test_mandates_of_a_paragraph(case: dict[str, Any]) -> None:
    _, mandates = resolve(document(part("op/1", case["text"])))
    assert [[m.assignee, m.recipient, m.due, m.due_date] for m in mandates] == case["mandates"]
    for m in mandates:
        assert case["text"][m.start : m.end]
        assert m.deliverable


@pytest.mark.parametrize(
    ("kind", "rule"), TIMED, ids=lambda x: x if isinstance(x, str) else x["example"]
)
def test_every_time_is_found_in_its_example(kind: str, rule: dict[str, Any]) -> None:
    assert re.compile(rule["words"]).search(rule["example"])
    assert dues.dues(rule["example"], 0, len(rule["example"]), date(2028, 1, 1)), kind


@pytest.mark.parametrize("rule", load("mandates")["existing"], ids=lambda rule: rule["example"])
def test_existing_reports_match_their_example(rule: dict[str, str]) -> None:
    found = re.compile(rule["words"]).search(rule["example"])
    before = re.compile(load("mandates")["existing_before"])
    assert found
    assert before.search(rule["example"], 0, found.start())


def test_other_patterns_match_their_example() -> None:
    rules = load("mandates")
    within = rules["within"].format(deliver="|".join(rules["deliver"]))
    assert re.search(within, rules["within_example"])
    for key in ("relevant", "past", "that", "besides", "told", "dangling"):
        assert re.search(rules[key], rules[f"{key}_example"]), key


def test_the_deliverable_is_what_is_handed_over() -> None:
    text = (
        "Requests the Secretary-General to submit to the General Assembly at its eighty-sixth"
        " session a report on lamps;"
    )
    _, (mandate,) = resolve(document(part("op/1", text)))
    assert mandate.deliverable == "submit to the General Assembly a report on lamps"


@pytest.mark.parametrize(
    ("task", "deliverable"),
    [
        ("to report on lamps well in advance of its eighty-sixth session", "report on lamps"),
        ("to submit a report on lamps by the end of its eighty-sixth session",
         "submit a report on lamps"),
    ],
)  # fmt: skip
def test_nothing_hangs_at_the_end_of_a_deliverable(task: str, deliverable: str) -> None:
    _, found = resolve(document(part("op/1", f"Requests the Secretary-General {task};")))
    assert {mandate.deliverable for mandate in found} == {deliverable}


def test_a_long_deliverable_shows_where_it_is_cut() -> None:
    lamps = ", ".join(f"the lamp of harbour {n}" for n in range(20))
    text = f"Requests the Secretary-General to submit at its eighty-sixth session {lamps};"
    _, (mandate,) = resolve(document(part("op/1", text)))
    assert mandate.deliverable.startswith("submit the lamp of harbour 0, ")
    assert mandate.deliverable.endswith(" …")
    assert mandate.deliverable.removesuffix(" …") in text.replace(
        "at its eighty-sixth session ", ""
    )


def test_a_sub_paragraph_under_a_request_carries_its_task() -> None:
    parts = (
        part("op/1", "Requests the Secretary-General:"),
        part("op/1/a", "To report to the General Assembly at its eighty-sixth session;", 2),
    )
    _, (mandate,) = resolve(document(*parts))
    assert (mandate.part, mandate.assignee) == ("op/1/a", "body/secretary-general")


@given(
    st.dates(date(1946, 1, 1), date(2100, 1, 1)),
    st.integers(1, 48),
    st.sampled_from(["day", "week", "month", "year"]),
)
def test_what_is_due_later_is_later(day: date, number: int, unit: str) -> None:
    assert day < dues.after(day, number, unit) < dues.after(day, number + 1, unit)


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1st"), (12, "12th"), (81, "81st"), (111, "111th"), (122, "122nd")]
)
def test_ordinals(number: int, words: str) -> None:
    assert dues.ordinal(number) == words
