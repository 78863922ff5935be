"""The parts and footnotes of a document in reading order and in one language."""

import json
from dataclasses import dataclass
from itertools import pairwise

from ontology.terms import DCTERMS, RCL, RDF
from server.store import Term
from server.views.facts import Facts, Value
from server.views.marks import Span, Spans
from server.views.names import Names

_CLASSES = ("Heading", "Annex", "Section", "Table", "Subparagraph", "UnnumberedParagraph",
            "OperativeParagraph", "PreambularParagraph")  # fmt: skip
_DEEPEST = 6


_WORDS = {
    "annex": "annex", "h": "heading", "note": "footnote", "op": "paragraph",
    "pp": "preambular paragraph", "s": "section", "t": "table", "x": "unnumbered paragraph",
}  # fmt: skip


def in_words(path: str) -> str:
    """Say a part's path as people do: ``annex/op/4/m`` is “Annex, paragraph 4 (m)”."""
    said: list[str] = []
    for segment in path.split("/"):
        if segment in _WORDS:
            said.append(_WORDS[segment])
        elif not said:
            return path
        elif said[-1] in _WORDS.values():
            said[-1] += f" {segment.replace('star', '*').replace('-', ' ')}"
        else:
            said[-1] += f" ({segment})"
    told = ", ".join(said)
    return told[:1].upper() + told[1:]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or (``note`` set) the mark of a footnote, standing between stretches.

    ``note`` is the footnote's path and id on the page, ``id`` the mark's own. ``span`` is set where
    the words name or do something.
    """

    text: str
    note: str = ""
    id: str = ""
    span: Span | None = None


Marks = dict[str, list[tuple[int, Piece]]]
"""For each part the offsets of its footnote marks, and the marks."""


@dataclass(frozen=True, slots=True)
class PartView:
    """A part as it is shown. ``path`` follows the document's IRI and is its id on the page.

    ``depth`` counts the numbered paragraphs around it, ``level`` the headings.
    """

    iri: str
    path: str
    kind: str
    number: str
    pieces: tuple[Piece, ...]
    depth: int
    level: int
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words of the part, without the marks of notes."""
        return "".join(piece.text for piece in self.pieces if not piece.note)

    @property
    def has_text(self) -> bool:
        """Tell whether the part has words: in a release of facts it has not."""
        return any(piece.text and not piece.note for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class NoteView:
    """A footnote with the ids of the places where its mark stands.

    ``identifies`` is what it points to; ``chain`` are the notes an *Ibid.* leans on, nearest first,
    each with its path and number. ``anchor`` is the IRI of the part (or document) it stands in.
    """

    iri: str
    path: str
    number: str
    text: str
    marks: tuple[str, ...]
    identifies: tuple[Value, ...] = ()
    chain: tuple[tuple[str, str], ...] = ()
    anchor: str = ""


def parts_of(
    facts: Facts, document: str, language: str, marks: Marks, spans: Spans
) -> tuple[PartView, ...]:
    """Give the parts of a document in reading order, each with its marks and spans in place."""
    note = Term(str(RCL.Footnote))
    found = [s for s in facts.subjects() if facts.all(s, RCL.inDocument)
             and facts.all(s, RCL.position) and note not in facts.all(s, RDF.type)]  # fmt: skip
    found.sort(key=lambda part: facts.number(part, RCL.position))
    return tuple(
        _part(facts, part, document, language, marks.get(part, []), spans.get(part, ()))
        for part in found
    )


def _part(
    facts: Facts, part: str, document: str, language: str, marks: list[tuple[int, Piece]],
    spans: tuple[Span, ...],
) -> PartView:  # fmt: skip
    classes = {t.value.removeprefix(str(RCL._NS)) for t in facts.all(part, RDF.type)}
    kind = next((name for name in _CLASSES if name in classes), "UnnumberedParagraph")
    text = next((t for t in facts.all(part, RCL.text) if t.language == language), None)
    number = facts.said(part, RCL.number, language)
    cells = facts.said(part, RCL.cells, language)
    return PartView(
        iri=part,
        path=part.removeprefix(document + "/"),
        kind=kind,
        number=number.value if number else "",
        pieces=_pieces(text.value if text else "", marks, spans),
        depth=min(_depth(facts, part, document), _DEEPEST),
        level=min(_level(facts, part, document, kind), _DEEPEST),
        rows=rows_of(cells),
    )


def _parents(facts: Facts, part: str, document: str) -> list[str]:
    """Walk up to the document; a circle in the data ends the walk."""
    found: list[str] = []
    while (part := facts.value(part, RCL.partOf)) and part != document and part not in found:
        found.append(part)
    return found


def _depth(facts: Facts, part: str, document: str) -> int:
    kinds = (facts.all(parent, RDF.type) for parent in _parents(facts, part, document))
    scopes = {Term(str(RCL.Annex)), Term(str(RCL.Section))}
    return sum(1 for classes in kinds if not scopes.intersection(classes))


def _level(facts: Facts, part: str, document: str, kind: str) -> int:
    """Headings count from 2 (1 is the document's title)."""
    if kind in {"Annex", "Section"}:
        return 2
    level, seen = 2, {part}
    while (part := facts.value(part, RCL.underHeading)) and part not in seen:
        level += 1
        seen.add(part)
    return level


def rows_of(cells: Term | None) -> tuple[tuple[str, ...], ...]:
    """Give the cells of a table, row by row; nothing where they cannot be read."""
    if cells is None:
        return ()
    try:
        return tuple(tuple(str(cell) for cell in row) for row in json.loads(cells.value))
    except (ValueError, TypeError):
        return ()


def _pieces(
    text: str, marks: list[tuple[int, Piece]], spans: tuple[Span, ...]
) -> tuple[Piece, ...]:
    """Cut a text at its spans and footnote marks; without text only the marks are left.

    A mark inside a span cuts it in two, and both halves are marked.
    """
    cuts = sorted(
        {0, len(text), *(o for o, _ in marks), *(p for s in spans for p in (s.start, s.end))}
    )
    at = {offset: [piece for place, piece in marks if place == offset] for offset, _ in marks}
    pieces: list[Piece] = []
    for start, end in pairwise([*cuts, cuts[-1]]):
        pieces += at.get(start, [])
        span = next((s for s in spans if s.start <= start and end <= s.end), None)
        pieces.append(Piece(text[start:end], span=span))
    return tuple(piece for piece in pieces if piece.text)


def notes_of(
    facts: Facts, document: str, language: str, names: Names
) -> tuple[Marks, tuple[NoteView, ...]]:
    """Give the marks of each part, by offset, and the notes in their order."""
    marks: Marks = {}
    notes: list[NoteView] = []
    kind = Term(str(RCL.Footnote))
    found = [s for s in facts.subjects() if kind in facts.all(s, RDF.type)]
    found.sort(key=lambda note: facts.number(note, RCL.position))
    for note in found:
        path = note.removeprefix(document + "/")
        number = facts.value(note, RCL.number) or path.rpartition("/")[2]
        ids: list[str] = []
        for mark in facts.all(note, RCL.hasMark):
            part = facts.value(mark.value, RCL.inPart)
            if part and facts.value(mark.value, DCTERMS.language) == language:
                ids.append(f"{path}/mark/{len(ids) + 1}")
                place = (facts.number(mark.value, RCL.start), Piece(number, path, ids[-1]))
                marks.setdefault(part, []).append(place)
        text = facts.said(note, RCL.text, language)
        notes.append(NoteView(
            note, path, number, text.value if text else "", tuple(ids),
            tuple(map(names.value, facts.all(note, RCL.identifies))),
            _chain(facts, note, document), facts.value(note, RCL.anchoredIn),
        ))  # fmt: skip
    for places in marks.values():
        places.sort(key=lambda place: place[0])
    return marks, tuple(notes)


def _chain(facts: Facts, note: str, document: str) -> tuple[tuple[str, str], ...]:
    """Follow *Ibid.* from note to note; a circle in the data, or another document, ends it."""
    found: list[tuple[str, str]] = []
    seen = {note}
    while (note := facts.value(note, RCL.ibidOf)) and note not in seen:
        seen.add(note)
        found.append((note.removeprefix(f"{document}/"), facts.value(note, RCL.number)))
    return tuple(found)
