"""A document, or one part of it, in reading order and in one language."""

import json
from dataclasses import dataclass, field
from itertools import pairwise

from ontology.terms import DCTERMS, ELI, RCL, RDF
from server.store import ReleaseStore, Term
from server.views.facts import Facts, in_language

_CLASSES = ("Heading", "Annex", "Section", "Table", "Subparagraph", "UnnumberedParagraph",
            "OperativeParagraph", "PreambularParagraph")  # fmt: skip
KINDS = ("Resolution", "Decision", "PresidentialStatement", "Declaration", "DocumentSet",
         "Document")  # fmt: skip
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or (``note`` set) a footnote mark standing between two stretches."""

    text: str
    note: str = ""
    id: str = ""


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


@dataclass(frozen=True, slots=True)
class NoteView:
    """A footnote with the ids of the places where its mark stands."""

    iri: str
    path: str
    number: str
    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VoteView:
    """A vote: the words of the outcome, and for each side its count and States (IRIs)."""

    outcome: str
    sides: tuple[tuple[str, int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class DocumentView:
    """Everything the page of a document shows; ``facts`` are IRIs or words under a heading."""

    iri: str
    symbol: str
    kind: str
    title: str
    language: str
    languages: dict[str, str]
    held: bool
    specimen: bool
    complete: bool
    official: str
    parts: tuple[PartView, ...]
    notes: tuple[NoteView, ...]
    vote: VoteView | None
    facts: dict[str, list[Term]] = field(default_factory=dict)

    @property
    def direction(self) -> str:
        """The direction of the script."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def has_text(self) -> bool:
        """Tell whether any part has words: a release may hold the facts only."""
        return any(part.pieces for part in self.parts)


_SHOWN = {
    "Adopted by": RCL.adoptedBy, "Adopted on": RCL.adoptedOn, "Issued on": RCL.issuedOn,
    "Session": RCL.session, "Meeting": RCL.meeting, "Meeting record": RCL.meetingRecord,
    "Agenda item": RCL.agendaItem, "Agenda item title": RCL.agendaItemTitle,
    "Committee report": RCL.committeeReport, "Draft": RCL.draft,
    "Part of": DCTERMS.isPartOf, "Consists of": DCTERMS.hasPart,
    "Also known as": RCL.alias, "Sponsors": RCL.sponsor,
    "Additional sponsors": RCL.additionalSponsor, "Sponsorship": RCL.sponsorNote,
    "Subjects": DCTERMS.subject, "Sustainable Development Goals": RCL.goal,
}  # fmt: skip


def document_view(
    store: ReleaseStore, base: str, iri: str, language: str | None = None
) -> DocumentView:
    """Read a document out of its graph (or, for one only cited, from wherever it is named).

    ``language`` None means English where held, else the first language held.
    """
    graph = f"{base}graph/{iri.removeprefix(base)}"
    facts = Facts(store.statements(graph=graph) if store.has_graph(graph)
                  else store.statements(subject=iri))  # fmt: skip
    languages = {
        facts.value(expression.value, DCTERMS.language): expression.value
        for expression in facts.all(iri, ELI.is_realized_by)
    }
    languages.pop("", None)
    if language is None or language not in languages:
        language = "en" if "en" in languages or not languages else min(languages)
    classes = {t.value.removeprefix(str(RCL._NS)) for t in facts.all(iri, RDF.type)}
    title = facts.said(iri, DCTERMS.title, language)
    marks, notes = _notes(facts, iri, language)
    return DocumentView(
        iri=iri,
        symbol=facts.value(iri, RCL.symbol) or iri.removeprefix(base),
        kind=next((kind for kind in KINDS if kind in classes), "Document"),
        title=title.value if title else "",
        language=language,
        languages=dict(sorted(languages.items())),
        held=facts.value(iri, RCL.held) != "false",
        specimen=facts.value(iri, RCL.specimen) == "true",
        complete=facts.value(iri, RCL.complete) != "false",
        official=_official(facts.all(iri, RCL.officialText), language),
        parts=_parts(facts, iri, language, marks),
        notes=notes,
        vote=_vote(facts, facts.value(iri, RCL.vote)),
        facts={label: _best(facts.all(iri, p), language) for label, p in _SHOWN.items()
               if facts.all(iri, p)},
    )  # fmt: skip


def _official(addresses: list[Term], language: str) -> str:
    """Of the official texts, one a language, choose that of the language shown."""
    found = sorted(address.value for address in addresses)
    return next((a for a in found if f"/{language}/" in a), found[0] if found else "")


def _best(terms: list[Term], language: str) -> list[Term]:
    """Of the same words in several languages keep the one to be read."""
    if any(term.language for term in terms):
        chosen = in_language(terms, language)
        return [chosen] if chosen else []
    return terms


def _parts(
    facts: Facts, document: str, language: str, marks: dict[str, list[tuple[int, str, str]]]
) -> tuple[PartView, ...]:
    note = Term(str(RCL.Footnote))
    found = [s for s in facts.subjects() if facts.all(s, RCL.inDocument)
             and facts.all(s, RCL.position) and note not in facts.all(s, RDF.type)]  # fmt: skip
    found.sort(key=lambda part: facts.number(part, RCL.position))
    return tuple(_part(facts, part, document, language, marks.get(part, [])) for part in found)


def _part(
    facts: Facts, part: str, document: str, language: str, marks: list[tuple[int, str, str]]
) -> PartView:
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
        pieces=_pieces(text.value if text else "", marks),
        depth=min(_depth(facts, part, document), _DEEPEST),
        level=min(_level(facts, part, document, kind), _DEEPEST),
        rows=_rows(cells),
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


def _rows(cells: Term | None) -> tuple[tuple[str, ...], ...]:
    if cells is None:
        return ()
    try:
        return tuple(tuple(str(cell) for cell in row) for row in json.loads(cells.value))
    except (ValueError, TypeError):
        return ()


def _pieces(text: str, marks: list[tuple[int, str, str]]) -> tuple[Piece, ...]:
    """Cut a text at its footnote marks: (offset, number, id of the mark's place)."""
    if not text:
        return ()
    offsets = [0, *(min(offset, len(text)) for offset, _, _ in marks), len(text)]
    pieces: list[Piece] = []
    for i, (start, end) in enumerate(pairwise(offsets)):
        if start < end:
            pieces.append(Piece(text[start:end]))
        if i < len(marks):
            pieces.append(Piece("", marks[i][1], marks[i][2]))
    return tuple(pieces)


def _notes(
    facts: Facts, document: str, language: str
) -> tuple[dict[str, list[tuple[int, str, str]]], tuple[NoteView, ...]]:
    """Give the marks of each part, by offset, and the notes in their order."""
    marks: dict[str, list[tuple[int, str, str]]] = {}
    notes: list[NoteView] = []
    kind = Term(str(RCL.Footnote))
    found = [s for s in facts.subjects() if kind in facts.all(s, RDF.type)]
    found.sort(key=lambda note: facts.number(note, RCL.position))
    for note in found:
        path = note.removeprefix(document + "/")
        ids: list[str] = []
        for mark in facts.all(note, RCL.hasMark):
            part = facts.value(mark.value, RCL.inPart)
            if not part or facts.value(mark.value, DCTERMS.language) != language:
                continue
            ids.append(f"{path}/mark/{len(ids) + 1}")
            place = (facts.number(mark.value, RCL.start), path, ids[-1])
            marks.setdefault(part, []).append(place)
        text = facts.said(note, RCL.text, language)
        number = facts.value(note, RCL.number) or path.rpartition("/")[2]
        notes.append(NoteView(note, path, number, text.value if text else "", tuple(ids)))
    return {part: sorted(places) for part, places in marks.items()}, tuple(notes)


def _vote(facts: Facts, vote: str) -> VoteView | None:
    if not vote:
        return None
    sides = (("In favour", RCL.inFavour, RCL.inFavourCount),
             ("Against", RCL.against, RCL.againstCount),
             ("Abstaining", RCL.abstaining, RCL.abstainingCount))  # fmt: skip
    return VoteView(
        facts.value(vote, RCL.outcome),
        tuple((label, facts.number(vote, count) or len(facts.all(vote, side)),
               tuple(t.value for t in facts.all(vote, side)))
              for label, side, count in sides),
    )  # fmt: skip
