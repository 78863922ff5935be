"""A mandate is answered by the one report that the next resolution takes note of; else by none."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from ontology.infer import infer
from ontology.iris import BASE
from ontology.terms import RCL, ROOT

TOLD = (ROOT / "tests" / "data" / "reasoning" / "answers.ttl").read_text("utf-8")
INFERRED = NamedNode(f"{BASE}graph/inferred")
MANDATE = NamedNode(f"{BASE}A/RES/98/1/op/3/mandate/1")


def answers(told: str) -> list[str]:
    store = Store()
    store.load(told.encode(), format=RdfFormat.TURTLE, to_graph=NamedNode(f"{BASE}graph/A"))
    infer(store, INFERRED)
    answered = NamedNode(str(RCL.answeredBy))
    found = store.quads_for_pattern(MANDATE, answered, None, INFERRED)
    return [q.object.value.removeprefix(BASE) for q in found if isinstance(q.object, NamedNode)]


def test_the_report_that_the_next_resolution_takes_note_of() -> None:
    assert answers(TOLD) == ["A/99/100"]


NOTHING = {
    "two reports are not decided between": (
        "rcl:cites <A/99/100>", "rcl:cites <A/99/100>, <A/99/200>",
    ),
    "a report of another session": ("rcl:cites <A/99/100>", "rcl:cites <A/98/100>"),
    "a report of another body": ("rcl:names <body/lamp-board>", "rcl:names <body/oil-board>"),
    "a body named elsewhere in the paragraph": ("rcl:start 32", "rcl:start 52"),
    "a document that is no report": ('"report of the Lamp', '"letter of the Lamp'),
    "a report that is only asked for": ("rcl:verb <verb/take-note>", "rcl:verb <verb/request>"),
    "a resolution that does not cite the one before": (
        "eli:cites <A/RES/98/1> .", "rcl:held true .",
    ),
    "a resolution of another session": ('"99th session"', '"97th session"'),
    "a resolution under another title": (
        '"Lighthouses"@en ;\n    rcl:session "99"', '"Piers"@en ;\n    rcl:session "99"',
    ),
    "a mandate that recurs": ('"99th session"', '"R/P12M"'),
}  # fmt: skip


@pytest.mark.parametrize(("part", "other"), NOTHING.values(), ids=NOTHING.keys())
def test_no_answer_from(part: str, other: str) -> None:
    assert TOLD.count(part) == 1
    assert answers(TOLD.replace(part, other)) == []
