"""A document, or one part of it, in reading order and in one language."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial

from ontology.terms import DCTERMS, ELI, RCL, RDF
from server.store import ReleaseStore, Term
from server.views.cards import Cards, cards_of
from server.views.facts import Facts, Value, in_language
from server.views.findings import Found, found_in
from server.views.history import Recalled, mandates_in, recalls_in
from server.views.mandates import MandateLine
from server.views.marks import spans_of
from server.views.names import Names, names_in
from server.views.parts import NoteView, PartView, notes_of, parts_of

KINDS = ("Resolution", "Decision", "PresidentialStatement", "Declaration", "DocumentSet",
         "Document")  # fmt: skip
RIGHT_TO_LEFT = frozenset({"ar"})
LANGUAGES = {"ar": "العربية", "en": "English", "es": "Español", "fr": "Français",
             "ru": "Русский", "zh": "中文"}  # fmt: skip
"""The official languages by their own names."""
_GOALS = "http://metadata.un.org/sdg/"
_SIDES = (
    ("In favour", RCL.inFavour, RCL.inFavourCount),
    ("Against", RCL.against, RCL.againstCount),
    ("Abstaining", RCL.abstaining, RCL.abstainingCount),
)


@dataclass(frozen=True, slots=True)
class Language:
    """A language the document is held in: its code, its own name, the expression's IRI."""

    code: str
    name: str
    iri: str


@dataclass(frozen=True, slots=True)
class VoteView:
    """A vote: the words of the outcome, and for each side its count and States."""

    outcome: str
    sides: tuple[tuple[str, int, tuple[Value, ...]], ...]


@dataclass(frozen=True)
class DocumentView:
    """Everything the page of a document shows; ``facts`` are values under a
    heading, ``found`` what was found in each part, by its IRI.
    """

    iri: str
    symbol: str
    kind: str
    title: str
    language: str
    languages: tuple[Language, ...]
    held: bool
    specimen: bool
    complete: bool
    official: str
    parts: tuple[PartView, ...]
    notes: tuple[NoteView, ...]
    vote: VoteView | None
    found: dict[str, tuple[Found, ...]]
    make_cards: Callable[[], Cards]
    recalls: tuple[Recalled, ...]
    mandates: tuple[MandateLine, ...]
    facts: dict[str, tuple[Value, ...]]

    @cached_property
    def cards(self) -> Cards:
        """The cards, which cost a query: pages of parts have none."""
        return self.make_cards()

    @cached_property
    def headings(self) -> list[PartView]:
        """The headings, with the annexes among them, for a list of contents."""
        return [part for part in self.parts if part.kind in ("Heading", "Annex")]

    @property
    def direction(self) -> str:
        """The direction of the script."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @cached_property
    def by_path(self) -> dict[str, PartView]:
        """The parts by their paths."""
        return {part.path: part for part in self.parts}

    @cached_property
    def notes_at(self) -> dict[str, list[NoteView]]:
        """The notes that stand beside a part, by its IRI."""
        found: dict[str, list[NoteView]] = {}
        for note in self.notes:
            if note.anchor in self.by_iri:
                found.setdefault(note.anchor, []).append(note)
        return found

    @cached_property
    def notes_apart(self) -> list[NoteView]:
        """The notes that belong to no part: those of the title block, and lost ones."""
        return [note for note in self.notes if note.anchor not in self.by_iri]

    @cached_property
    def by_iri(self) -> frozenset[str]:
        """The IRIs of the parts."""
        return frozenset(part.iri for part in self.parts)

    @property
    def has_text(self) -> bool:
        """Tell whether any part has words: a release may hold the facts only."""
        return any(part.has_text for part in self.parts)


_SHOWN = {
    "Adopted by": RCL.adoptedBy, "Adopted on": RCL.adoptedOn, "Issued on": RCL.issuedOn,
    "Session": RCL.session,
    "Agenda item": RCL.agendaItem, "Agenda item title": RCL.agendaItemTitle,
    "Draft": RCL.draft, "Committee report": RCL.committeeReport,
    "Meeting": RCL.meeting, "Meeting record": RCL.meetingRecord,
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
    facts = _facts(store, graph, iri)
    languages = {
        facts.value(expression.value, DCTERMS.language): expression.value
        for expression in facts.all(iri, ELI.is_realized_by)
    }
    languages.pop("", None)
    if language is None or language not in languages:
        language = "en" if "en" in languages or not languages else min(languages)
    classes = {t.value.removeprefix(str(RCL._NS)) for t in facts.all(iri, RDF.type)}
    title = facts.said(iri, DCTERMS.title, language)
    names = names_in(store, base, graph, language)
    marks, notes = notes_of(facts, iri, language, names)
    spans = spans_of(facts, language)
    parts = parts_of(facts, iri, language, marks, spans)
    texts = {part.iri: part.text for part in parts}
    return DocumentView(
        iri=iri,
        symbol=facts.value(iri, RCL.symbol) or iri.removeprefix(base),
        kind=next((kind for kind in KINDS if kind in classes), "Document"),
        title=title.value if title else "",
        language=language,
        languages=tuple(
            Language(code, LANGUAGES.get(code, code), expression)
            for code, expression in sorted(languages.items())
        ),
        held=facts.value(iri, RCL.held) != "false",
        specimen=facts.value(iri, RCL.specimen) == "true",
        complete=facts.value(iri, RCL.complete) != "false",
        official=_official(facts.all(iri, RCL.officialText), language),
        parts=parts,
        notes=notes,
        found=found_in(facts, names),
        recalls=recalls_in(facts, base, names),
        mandates=mandates_in(facts, base, iri, names),
        make_cards=partial(cards_of, store, base, iri, graph, spans, names, texts),
        vote=_vote(facts, facts.value(iri, RCL.vote), names),
        facts={
            label: _values(_best(found, language), names)
            for label, predicate in _SHOWN.items()
            if (found := facts.all(iri, predicate))
        },
    )


@lru_cache(maxsize=8)
def _facts(store: ReleaseStore, graph: str, iri: str) -> Facts:
    """Keep what documents read last say, for they are often read in another language next."""
    own = list(store.statements(graph=graph))
    return Facts(own or store.statements(subject=iri))


def _values(terms: list[Term], names: Names) -> tuple[Value, ...]:
    """Show terms by name, in the order of the names; numbers by size."""
    found = {
        replace(shown, text=shown.text.removeprefix(_GOALS)) for shown in map(names.value, terms)
    }
    return tuple(sorted(found, key=lambda v: (v.text.isdigit() and len(v.text), v.text)))


def _official(addresses: list[Term], language: str) -> str:
    """Of the official texts, one a language, choose that of the language shown."""
    web = ("https://", "http://")
    found = sorted(a.value for a in addresses if a.value.startswith(web))
    return next((a for a in found if f"/{language}/" in a), found[0] if found else "")


def _best(terms: list[Term], language: str) -> list[Term]:
    """Of the same words in several languages keep the one to be read."""
    if any(term.language for term in terms):
        chosen = in_language(terms, language)
        return [chosen] if chosen else []
    return terms


def _vote(facts: Facts, vote: str, names: Names) -> VoteView | None:
    if not vote:
        return None
    return VoteView(
        facts.value(vote, RCL.outcome),
        tuple(
            (
                label,
                facts.number(vote, count) or len(facts.all(vote, side)),
                _values(facts.all(vote, side), names),
            )
            for label, side, count in _SIDES
        ),
    )
