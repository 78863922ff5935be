"""Anything that is no document: what is said of it, and what points to it."""

from dataclasses import dataclass

from ontology.terms import PREFIXES, RDF
from server.addresses import href, short
from server.store import ReleaseStore, Term
from server.views.facts import Facts, Value, name_of, value

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
    """Read what is said of an IRI, and a page of what points to it."""
    said = Facts(s for s, _ in zip(store.statements(subject=iri), range(5000), strict=False))
    outgoing = said.predicates(iri)
    kinds = outgoing.pop(str(RDF.type), [])
    incoming, more = _incoming(store, iri, page)
    return EntityView(
        iri=iri,
        name=name_of(store, base, iri),
        kinds=tuple(value(store, base, kind) for kind in kinds),
        outgoing=tuple(
            Group(short(base, p, PREFIXES), href(base, p),
                  tuple(value(store, base, term) for term in terms[:PAGE]))
            for p, terms in sorted(outgoing.items())
        ),
        incoming=tuple(
            Group(short(base, p, PREFIXES), href(base, p),
                  tuple(value(store, base, term) for term in terms))
            for p, terms in incoming.items()
        ),
        page=page,
        more=more,
    )  # fmt: skip


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
