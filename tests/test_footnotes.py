"""What footnotes point to."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.model import Footnote, Rich
from ingest.resolve import footnotes
from ontology.instruments import register

CASES = yaml.safe_load((Path(__file__).parent / "data/footnote_cases.yaml").read_text("utf-8"))


def _read(texts: list[str], before: dict[str, str] | None = None) -> dict[str, footnotes.Note]:
    notes = [Footnote(f"note/{n}", str(n), Rich(t)) for n, t in enumerate(texts, start=1)]
    return footnotes.read(notes, "general-assembly", before or {})


@pytest.mark.parametrize("case", [pytest.param(c, id=c["says"]) for c in CASES])
def test_notes_point_to(case: dict[str, Any]) -> None:
    found = _read([text for text, _ in case["notes"]])
    for number, (text, wanted) in enumerate(case["notes"], start=1):
        assert list(found[str(number)].targets) == wanted, text


def test_the_words_before_the_mark_tell_treaties_of_one_volume_apart() -> None:
    text = "United Nations, Treaty Series, vol. 999, No. 14668."
    before = {"1": "Reaffirming the International Covenant on Civil and Political Rights"}
    assert _read([text], before)["1"].targets == ("instrument/iccpr",)
    unsure = _read([text])["1"].reference.citations
    assert unsure[0].target is None
    assert "instrument/iccpr" in unsure[0].candidates


def test_every_citation_of_a_note_has_its_words() -> None:
    text = "See A/79/177, para. 4, and A/HRC/56/52."
    citations = _read([text])["1"].reference.citations
    assert [text[c.start : c.end] for c in citations] == ["A/79/177", "A/HRC/56/52"]
    assert [c.provision for c in citations] == ["para. 4", None]


def test_the_register_knows_a_treaty_by_its_registration() -> None:
    known = register()
    assert [e.instrument for e in known.treaties["14152"]] == ["instrument/single-convention-1961"]
    assert known.carriers["instrument/bangkok-rules"] == "A/RES/65/229"
    assert "instrument/bangkok-rules" in known.carried["A/RES/65/229"]
