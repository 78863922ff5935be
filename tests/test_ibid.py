"""Chains of *Ibid.* from note to note."""

import re
from pathlib import Path

import pytest

from benchmarks.links import documents
from ingest.model import Footnote, Rich
from ingest.resolve import footnotes, ibid
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


REASONS = {
    "an ibid that reaches its work has none": (["A/79/120.", "Ibid., para. 2."], [None, None]),
    "no note stands before it": (["Ibid."], ["no note stands before it"]),
    "the note before it names nothing known": (
        ["Gazette of Atlantis (Geneva, 1900).", "Ibid., p. 4."],
        [None, "note 1, which it leans on, names nothing that is known"],
    ),
    "an ibid inside a note leans on the item before": (
        ["Official Records of the General Assembly, Seventy-fifth Session, Supplement No. 53"
         " (A/75/53); and ibid., Supplement No. 53A (A/75/53/Add.1)."],
        [None],
    ),
    "a registration number of several treaties and of no such volume": (
        ["United Nations, Treaty Series, vol. 1, No. 22495; ibid., vol. 2, No. 27531."],
        ["it may be any of"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "reasons"), REASONS.values(), ids=REASONS)
def test_an_ibid_that_reaches_nothing_says_why(texts: list[str], reasons: list[str | None]) -> None:
    notes = [Footnote(f"note/{n}", str(n), Rich(t)) for n, t in enumerate(texts, start=1)]
    read = footnotes.read(notes, "general-assembly", {})
    told = [ibid.reason(note, read[note.mark].reference) for note in notes]
    for said, wanted in zip(told, reasons, strict=True):
        assert said == wanted or (wanted and said and said.startswith(wanted)), said
    found = ibid.findings(notes, [read[note.mark].reference for note in notes])
    assert len(found) == sum(wanted is not None for wanted in reasons)


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
