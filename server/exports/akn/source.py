"""What an Akoma Ntoso file is made of, read from the graph of one document in one language."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from ontology.terms import DCTERMS, ELI, RCL, RDF
from server.release import Release
from server.views.facts import Facts
from server.views.parts import rows_of

KINDS = ("Heading", "Annex", "Section", "Table", "Subparagraph", "UnnumberedParagraph",
         "OperativeParagraph", "PreambularParagraph")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ref:
    """The words [start, end) of a text and the IRI they refer to."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text with what stands in it: references in order, none in another; notes by offset."""

    text: str = ""
    refs: tuple[Ref, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part by its path; ``parent`` and ``heading`` are paths, "" for the document and none."""

    path: str
    kind: str
    words: Words
    number: str = ""
    parent: str = ""
    heading: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote by its path; ``placed`` tells whether its mark stands in a part."""

    path: str
    mark: str
    words: Words
    placed: bool


@dataclass(frozen=True)
class Source:
    """A document in one language. ``implied`` are references that have no words of their own
    here: the part's path and the IRI.
    """

    iri: str
    symbol: str
    language: str
    languages: tuple[str, ...]
    facts: Facts
    parts: tuple[Part, ...]
    notes: dict[str, Note]
    implied: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def has_text(release: Release, document: str) -> bool:
    """Tell whether the words of a document are held."""
    graph = f"{release.base}graph/{document.removeprefix(release.base)}"
    found = release.store.statements(predicate=str(RCL.text), graph=graph)
    return next(found, None) is not None


def read(release: Release, document: str, language: str = "") -> Source:
    """Read a document that has text; English, else its first language, where it has not this."""
    path = document.removeprefix(release.base)
    facts = Facts(release.store.statements(graph=f"{release.base}graph/{path}"))
    realized = facts.all(document, ELI.is_realized_by)
    languages = sorted(filter(None, (facts.value(e.value, DCTERMS.language) for e in realized)))
    leading = "en" if "en" in languages or not languages else languages[0]
    language = language if language in languages else leading
    return _Reader(facts, document, language, language == leading).source(
        tuple(languages), facts.value(document, RCL.symbol) or path
    )


class _Reader:
    def __init__(self, facts: Facts, document: str, language: str, leads: bool) -> None:
        self.facts, self.document, self.language = facts, document, language
        self.leads = leads
        self.marks: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.refs: dict[str, list[Ref]] = defaultdict(list)
        self.implied: list[tuple[str, str]] = []
        by_kind: dict[str, list[str]] = defaultdict(list)
        for subject in facts.subjects():
            for kind in facts.all(subject, RDF.type):
                by_kind[kind.value.removeprefix(str(RCL._NS))].append(subject)
        self.by_kind = by_kind

    def source(self, languages: tuple[str, ...], symbol: str) -> Source:
        notes = [iri for iri in self._in_order("Footnote") if self._text(iri)]
        for iri in notes:
            self._marks_of(iri)
        for iri in self.by_kind["Citation"]:
            self._citation(iri)
        placed = {note for marks in self.marks.values() for _, note in marks}
        return Source(
            iri=self.document,
            symbol=symbol,
            language=self.language,
            languages=languages,
            facts=self.facts,
            parts=self._parts(),
            notes={
                path: Note(path, self._number(iri), self._words(iri), path in placed)
                for iri in notes if (path := self._path(iri))
            },
            implied=tuple(sorted(set(self.implied))),
        )  # fmt: skip

    def _in_order(self, kind: str) -> list[str]:
        return sorted(self.by_kind[kind], key=lambda iri: self.facts.number(iri, RCL.position))

    def _path(self, iri: str) -> str:
        return iri.removeprefix(self.document).removeprefix("/")

    def _text(self, iri: str) -> str:
        found = self.facts.all(iri, RCL.text)
        return next((t.value for t in found if t.language == self.language), "")

    def _number(self, iri: str) -> str:
        found = self.facts.said(iri, RCL.number, self.language)
        return found.value if found else ""

    def _marks_of(self, note: str) -> None:
        for mark in self.facts.all(note, RCL.hasMark):
            if self.facts.value(mark.value, DCTERMS.language) == self.language:
                part = self._path(self.facts.value(mark.value, RCL.inPart))
                offset = self.facts.number(mark.value, RCL.start)
                self.marks[part].append((offset, self._path(note)))

    def _citation(self, iri: str) -> None:
        facts = self.facts
        target = facts.value(iri, RCL.citedProvision) or facts.value(iri, RCL.cites)
        part = self._path(facts.value(iri, RCL.inPart))
        words = facts.one(iri, RCL.surface)
        over = facts.value(iri, DCTERMS.language)
        if target and words and words.language in ("", self.language) and not over:
            start, end = (facts.number(iri, at) for at in (RCL.start, RCL.end))
            self.refs[part].append(Ref(start, end, target))
        elif target and over == self.language:
            self.implied.append((part, target))

    def _words(self, iri: str) -> Words:
        path, text = self._path(iri), self._text(iri)
        kept: list[Ref] = []
        for ref in sorted(self.refs[path], key=lambda ref: (ref.start, -ref.end)):
            if ref.start >= (kept[-1].end if kept else 0) and ref.start < ref.end <= len(text):
                kept.append(ref)
            else:
                self.implied.append((path, ref.href))
        return Words(text, tuple(kept), tuple(sorted(self.marks[path])))

    def _parts(self) -> tuple[Part, ...]:
        """The parts that this language has, in reading order."""
        found = [self._part(iri) for iri in self._in_order("Part")]
        has = {part.path for part in found if self.leads or part.words.text or part.rows}
        for part in reversed(found):
            if part.path in has:
                has.add(part.parent)
        return tuple(part for part in found if part.path in has)

    def _part(self, iri: str) -> Part:
        classes = {t.value.removeprefix(str(RCL._NS)) for t in self.facts.all(iri, RDF.type)}
        return Part(
            path=self._path(iri),
            kind=next((kind for kind in KINDS if kind in classes), "UnnumberedParagraph"),
            words=self._words(iri),
            number=self._number(iri),
            parent=self._path(self.facts.value(iri, RCL.partOf)),
            heading=self._path(self.facts.value(iri, RCL.underHeading)),
            rows=rows_of(self.facts.said(iri, RCL.cells, self.language)) if self.leads else (),
        )
