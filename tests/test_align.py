"""Which parts and notes of two languages are taken for the same."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.align import aligned
from ingest.model import Document, Footnote, Part, PartKind, Rich

Maker = Callable[..., Document]
ALL = frozenset({"pp/1", "h/1", "op/1", "op/1/a", "note/1"})


def without(document: Document, *paths: str) -> Document:
    return replace(document, parts=tuple(p for p in document.parts if p.path not in paths))


def with_part(document: Document, path: str, kind: PartKind, parent: str | None = None) -> Document:
    part = Part(path, kind, 99, Rich("Une lampe"), parent=parent)
    return replace(document, parts=(*document.parts, part))


def with_notes(document: Document, **texts: str) -> Document:
    notes = tuple(Footnote(f"note/{m[1:]}", m[1:], Rich(t)) for m, t in texts.items())
    return replace(document, footnotes=notes)


def test_two_languages_of_the_same_build_align_wholly(document: Maker) -> None:
    assert aligned(document(), document(language="fr")) == ALL


def test_where_preambles_differ_in_length_only_what_is_numbered_aligns(document: Maker) -> None:
    longer = with_part(document(language="fr"), "pp/2", PartKind.PREAMBULAR)
    assert aligned(document(), longer) == ALL - {"pp/1"}


def test_a_numbered_paragraph_aligns_although_another_is_missing(document: Maker) -> None:
    english = document(texts={"op/2": "Decides to meet."})
    assert aligned(english, document(language="fr")) == ALL


def test_a_part_of_another_kind_does_not_align_nor_what_is_below_it(document: Maker) -> None:
    french = document(language="fr")
    parts = tuple(
        replace(p, kind=PartKind.UNNUMBERED) if p.path == "op/1" else p for p in french.parts
    )
    assert aligned(document(), replace(french, parts=parts)) == ALL - {"op/1", "op/1/a"}


def test_unnumbered_paragraphs_count_within_their_paragraph(document: Maker) -> None:
    bulleted = with_part(document(), "op/1/x1", PartKind.UNNUMBERED, "op/1")
    twice = with_part(
        with_part(document(language="fr"), "op/1/x1", PartKind.UNNUMBERED, "op/1"),
        "op/1/x2",
        PartKind.UNNUMBERED,
        "op/1",
    )
    assert aligned(bulleted, twice) == ALL


NOTES = {
    "the same numbers in other words": ("Resolution 45/110.", "Résolution 45/110.", True),
    "a session in Roman figures becomes a number": (
        "Resolution 217 A (III).",
        "القرار 217 ألف (د-3).",
        True,
    ),
    "two notes that changed places": ("See A/75/53, chap. IV.", "A/75/213.", False),
    "another session's report": ("A/78/553.", "A/76/360.", False),
    "no numbers to compare": ("See the annex.", "Voir l’annexe.", True),
}


@pytest.mark.parametrize("name", NOTES)
def test_a_note_aligns_by_its_mark_and_most_of_its_numbers(document: Maker, name: str) -> None:
    english, other, same = NOTES[name]
    one = with_notes(document(), n1=english)
    two = with_notes(document(language="fr"), n1=other)
    assert ("note/1" in aligned(one, two)) is same


def test_what_languages_take_over_stands_in_their_texts(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks import languages

    folder = corpus / "unxml" / "ga" / "79"
    monkeypatch.setattr("sys.argv", ["languages", "--corpus", str(folder)])
    assert languages.main() == 0
    assert "citations taken over" in capsys.readouterr().out
