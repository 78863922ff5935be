"""Chains of *Ibid.* from note to note."""

import re
from pathlib import Path

import pytest

from benchmarks.links import documents
from ingest.model import Footnote, Rich
from ingest.resolve import footnotes
from ingest.resolve.citations import resolve


def _read(texts: list[str]) -> dict[str, footnotes.Note]:
    notes = [Footnote(f"note/{n}", str(n), Rich(t)) for n, t in enumerate(texts, start=1)]
    return footnotes.read(notes, "general-assembly", {})


def test_an_ibid_leans_on_the_note_just_before_it() -> None:
    found = _read(["A/79/120.", "Ibid., para. 2.", "Ibid.", "A/79/121."])
    assert [n.reference.ibid_of for n in found.values()] == [None, "1", "2", None]


def test_an_ibid_inside_a_note_leans_on_no_other_note() -> None:
    found = _read(["A/79/120.", "See S/2024/1; see also ibid., annex II."])
    assert found["2"].reference.ibid_of is None
    assert found["2"].targets == ("S/2024/1",)


def test_a_chain_passes_over_its_own_numbers() -> None:
    found = _read(
        [
            "United Nations, Treaty Series, vol. 1577, No. 27531.",
            "Ibid., vol. 1249, No. 20378.",
            "Ibid.",
        ]
    )
    assert found["3"].targets == ("instrument/cedaw",)


def test_an_ibid_after_what_is_unresolved_is_unresolved() -> None:
    found = _read(["See the Gazette of Atlantis (Geneva, 1900), p. 3.", "Ibid., p. 4."])
    assert found["2"].targets == ()
    assert found["2"].reference.ibid_of == "1"


def test_the_first_note_leans_on_nothing() -> None:
    found = _read(["Ibid., para. 2."])
    assert found["1"].reference.ibid_of is None
    assert found["1"].targets == ()


@pytest.mark.whole_corpus
def test_nearly_every_ibid_of_the_corpus_reaches_a_target(corpus: Path) -> None:
    total = reached = 0
    for document in documents(corpus):
        _, references = resolve(document)
        for note, reference in zip(document.footnotes, references, strict=True):
            if re.match("Ibid", note.content.text):
                total += 1
                reached += any(c.target for c in reference.citations)
    assert total > 1800
    assert reached / total >= 0.99
