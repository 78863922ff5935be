"""Anything that is no document: what is said of it, and what points to it."""

from dataclasses import dataclass

from ontology.terms import PREFIXES, RDF
from server.addresses import href, short
from server.store import ReleaseStore, Term
from server.views.facts import Facts, Value
from server.views.names import Names, names_of

PAGE = 100


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one predicate."""

    name: str
    href: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class EntityView:
    """A page of statements; ``more`` tells whether there is a next page of incoming ones."""

    iri: str
    name: str
    kinds: tuple[Value, ...]
    outgoing: tuple[Group, ...]
    incoming: tuple[Group, ...]
    page: int
    more: bool


def entity_view(store: ReleaseStore, base: str, iri: str, page: int = 1) -> EntityView:
    """Read what is said of an IRI, and a page of what points to it; of page 0 only the first."""
    said = Facts(s for s, _ in zip(store.statements(subject=iri), range(5000), strict=False))
    outgoing = {p: terms[:PAGE] for p, terms in said.predicates(iri).items()}
    incoming, more = _incoming(store, iri, page) if page else ({}, False)
    shown = (term for found in (outgoing, incoming) for terms in found.values() for term in terms)
    names = names_of(store, base, (iri, *(term.value for term in shown if term.kind == "iri")))
    kinds = outgoing.pop(str(RDF.type), [])
    return EntityView(
        iri=iri,
        name=names.name(iri),
        kinds=tuple(map(names.value, kinds)),
        outgoing=_groups(base, dict(sorted(outgoing.items())), names),
        incoming=_groups(base, incoming, names),
        page=page,
        more=more,
    )


def _groups(base: str, found: dict[str, list[Term]], names: Names) -> tuple[Group, ...]:
    return tuple(
        Group(short(base, p, PREFIXES), href(base, p), tuple(map(names.value, terms)))
        for p, terms in found.items()
    )


def _incoming(store: ReleaseStore, iri: str, page: int) -> tuple[dict[str, list[Term]], bool]:
    """Read one page of incoming statements, in the store's order, which a release keeps."""
    first, last = (page - 1) * PAGE, page * PAGE
    found: dict[str, dict[Term, None]] = {}
    more = False
    for i, s in enumerate(store.statements(object_=Term(iri))):
        if i >= last:
            more = True
            break
        if i >= first:
            found.setdefault(s.predicate, {})[s.subject] = None
    return {predicate: list(subjects) for predicate, subjects in found.items()}, more
