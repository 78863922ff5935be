"""The vocabulary as its documentation shows it: every term with what is said of it."""

from dataclasses import dataclass

from ontology.terms import OWL, PREFIXES, RCL, RDF, RDFS, SKOS
from server.addresses import short
from server.store import ReleaseStore, Term
from server.views.facts import Facts, Value

KINDS = (
    ("Classes", OWL.Class),
    ("Properties that lead to things", OWL.ObjectProperty),
    ("Properties that hold a value", OWL.DatatypeProperty),
)
_MORE = {"cito": "http://purl.org/spar/cito/", "doco": "http://purl.org/spar/doco/",
         "foaf": "http://xmlns.com/foaf/0.1/", "schema": "https://schema.org/",
         "undo": "https://w3id.org/un/ontology/undo/"}  # fmt: skip
"""Prefixes of the vocabularies that only alignments speak of."""
_ABOUT = {
    "Sub-class of": RDFS.subClassOf,
    "Sub-property of": RDFS.subPropertyOf,
    "Domain": RDFS.domain,
    "Range": RDFS.range,
    "Inverse of": OWL.inverseOf,
    "Disjoint with": OWL.propertyDisjointWith,
    "Same as": OWL.equivalentClass,
    "Close to": SKOS.closeMatch,
}
_CONVERSE = {"Sub-classes": RDFS.subClassOf, "Sub-properties": RDFS.subPropertyOf}


@dataclass(frozen=True, slots=True)
class TermView:
    """A term: its local name, which is its anchor, its words, and under headings other terms."""

    name: str
    iri: str
    label: str
    definition: str
    example: str
    functional: bool
    about: dict[str, tuple[Value, ...]]


def terms(store: ReleaseStore, base: str) -> dict[str, list[TermView]]:
    """Read the terms of the project's own namespace, by kind, in the order of their names."""
    facts = Facts(store.statements(graph=f"{base}graph/ontology"))
    own = str(RCL._NS)
    groups: dict[str, list[TermView]] = {heading: [] for heading, _ in KINDS}
    for iri in sorted(facts.subjects()):
        classes = {t.value for t in facts.all(iri, RDF.type)} if iri.startswith(own) else set()
        heading = next((h for h, kind in KINDS if str(kind) in classes), None)
        if heading:
            groups[heading].append(_term(facts, iri, classes))
    return groups


def _term(facts: Facts, iri: str, classes: set[str]) -> TermView:
    about = {
        heading: tuple(value for term in facts.all(iri, predicate) for value in _named(facts, term))
        for heading, predicate in _ABOUT.items()
    }
    for heading, predicate in _CONVERSE.items():
        below = (s for s in facts.subjects() if Term(iri) in facts.all(s, predicate))
        about[heading] = tuple(_value(facts, s) for s in sorted(below))
    return TermView(
        name=iri.removeprefix(str(RCL._NS)),
        iri=iri,
        label=facts.value(iri, RDFS.label),
        definition=facts.value(iri, SKOS.definition) or facts.value(iri, RDFS.comment),
        example=facts.value(iri, SKOS.example),
        functional=str(OWL.FunctionalProperty) in classes,
        about={heading: values for heading, values in about.items() if values},
    )


def _named(facts: Facts, term: Term) -> list[Value]:
    """A term by name; of a union its members; of other class expressions nothing."""
    if term.kind == "iri":
        return [_value(facts, term.value)]
    members: list[Value] = []
    held, seen = facts.value(term.value, OWL.unionOf), set[str]()
    while held and held != str(RDF.nil) and held not in seen:
        seen.add(held)
        members += [_value(facts, t.value) for t in facts.all(held, RDF.first) if t.kind == "iri"]
        held = facts.value(held, RDF.rest)
    return members


def _value(facts: Facts, iri: str) -> Value:
    """A term by its short name, linked to its place on the page where it has one."""
    own = str(RCL._NS)
    here = iri.startswith(own) and facts.all(iri, RDF.type)
    other = iri if iri.startswith(("https://", "http://")) else ""
    address = f"#{iri.removeprefix(own)}" if here else other
    return Value(short("", iri, PREFIXES | _MORE), address)
