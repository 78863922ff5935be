"""What the marked words of a document mean, one card for each thing they name."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ontology.terms import DCTERMS, RCL, SKOS
from server.addresses import href
from server.store import ReleaseStore, Term
from server.views.marks import Span, Spans
from server.views.names import Names

_KINDS = (
    ("Treaty", "Treaty"), ("Standard", "Standard"), ("Guideline", "Guideline"),
    ("Programme", "Programme"), ("Publication", "Publication"), ("Report", "Report"),
    ("Declaration", "Declaration"), ("Resolution", "Resolution"), ("Decision", "Decision"),
    ("PresidentialStatement", "Presidential statement"), ("Instrument", "Instrument"),
    ("DocumentSet", "Set of documents"), ("Document", "Document"), ("Body", "Body"),
    ("Group", "Group of addressees"), ("State", "State"), ("Verb", "Verb"),
)  # fmt: skip
_COUNTS = f"""
PREFIX rcl: <{RCL._NS}>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT ?graph ?thing (COUNT(DISTINCT ?document) AS ?count) WHERE {{
  {{ SELECT DISTINCT ?graph ?thing WHERE {{ GRAPH ?graph {{ ?finding rcl:cites ?thing }} }} }}
  ?document eli:cites ?thing ; rcl:held true
}} GROUP BY ?graph ?thing
"""

_SCALE = f"""
PREFIX skos: <{SKOS}>
SELECT ?level ?name WHERE {{
  ?scheme skos:hasTopConcept ?strength .
  ?strength skos:notation ?level ; skos:prefLabel ?name .
  FILTER(isNumeric(?level))
}}
"""


@dataclass(frozen=True, slots=True)
class Card:
    """A thing that the text names: ``id`` on the page, what it is, who else cites it.

    ``places`` are the paths of the parts that name it, each once, in reading order.
    """

    id: str
    iri: str
    href: str
    kind: str
    name: str
    title: str = ""
    facts: tuple[str, ...] = ()
    citing: int = 0
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that could not be told, where they stand, and what they may mean."""

    id: str
    iri: str
    path: str
    words: str
    kind: str
    candidates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a document by the kind of the words that lead to them, and what is in doubt."""

    cite: tuple[Card, ...] = ()
    verb: tuple[Card, ...] = ()
    body: tuple[Card, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def card_id(base: str, iri: str) -> str:
    """Give the id of a thing's card: ``card:instrument/bangkok-rules``."""
    return f"card:{iri.removeprefix(base)}"


def span_ids(base: str, span: Span) -> str:
    """Give the ids of the cards that a span leads to, separated by spaces."""
    named = span.targets or (span.finding,)
    return " ".join(dict.fromkeys(card_id(base, iri) for iri in named))


def cards_of(
    store: ReleaseStore, base: str, document: str, graph: str, spans: Spans, names: Names,
    texts: dict[str, str],
) -> Cards:  # fmt: skip
    """Make the cards of all that the spans name; ``texts`` are those of the parts, by IRI."""
    places: dict[str, dict[str, dict[str, None]]] = {"cite": {}, "verb": {}, "body": {}}
    doubts: list[Doubt] = []
    for part, text in texts.items():
        path = part.removeprefix(f"{document}/")
        for span in spans.get(part, ()):
            for target in span.targets:
                places[span.kind].setdefault(target, {})[path] = None
            if not span.targets:
                doubts.append(_doubt(base, path, text, span, names))
    counts = _citing(store, graph) if places["cite"] else {}
    strengths = strength_scale(store)
    made = {
        kind: tuple(
            _card(base, iri, tuple(where), names, counts.get(iri, 0), strengths)
            for iri, where in _by_use(things)
        )
        for kind, things in places.items()
    }
    return Cards(**made, doubts=tuple(doubts))


@lru_cache(maxsize=8)
def _citing(store: ReleaseStore, graph: str) -> dict[str, int]:
    """Count the documents that cite each thing which a document cites."""
    rows = store.select(_COUNTS, graph=Term(graph))
    return {row["thing"].value: int(row["count"].value) for row in rows}


@lru_cache(maxsize=2)
def strength_scale(store: ReleaseStore) -> dict[int, str]:
    """Give the levels of the scale of verbs by their number, in words."""
    rows = store.select(_SCALE)
    return {int(row["level"].value): row["name"].value for row in rows}


def _by_use(things: dict[str, dict[str, None]]) -> Iterable[tuple[str, dict[str, None]]]:
    return sorted(things.items(), key=lambda item: -len(item[1]))


def _card(
    base: str, iri: str, where: tuple[str, ...], names: Names, citing: int,
    strengths: dict[int, str],
) -> Card:  # fmt: skip
    kinds, facts = names.kinds(iri), names.facts
    title = facts.said(iri, DCTERMS.title, "en")
    name = names.name(iri)
    told: list[str] = []
    if date := facts.value(iri, RCL.adoptedOn) or facts.value(iri, DCTERMS.date):
        told.append(date)
    if carrier := facts.value(iri, RCL.adoptedAs):
        told.append(f"adopted as {carrier.removeprefix(base)}")
    if strength := facts.number(iri, RCL.strength):
        told.append(f"strength {strength}: {strengths.get(strength, '')}")
    if "Document" in kinds and facts.value(iri, RCL.held) == "false":
        told.append("only cited, not held here")
    return Card(
        id=card_id(base, iri),
        iri=iri,
        href=href(base, iri),
        kind=next((label for kind, label in _KINDS if kind in kinds), ""),
        name=facts.value(iri, SKOS.notation) if "Verb" in kinds else name,
        title=title.value if title and title.value != name else "",
        facts=tuple(told),
        citing=citing,
        places=where,
    )


def _doubt(base: str, path: str, text: str, span: Span, names: Names) -> Doubt:
    candidates = tuple((names.name(iri), href(base, iri)) for iri in span.candidates)
    words = text[span.start : span.end]
    return Doubt(card_id(base, span.finding), span.finding, path, words, span.kind, candidates)
