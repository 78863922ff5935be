"""The page of a thing that documents use: a page of its uses, and all of them counted."""

from collections import Counter
from dataclasses import dataclass

from ontology.terms import RCL
from server.release import Release
from server.views.counts import Bar, Count, counted, years
from server.views.extracts import Extract, extracts
from server.views.names import Names, names_of
from server.views.uses import Narrowing, uses

PAGE = 25
MOST = 40
"""Bodies, provisions and addressees that are counted on a page; the rest are in the data."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Uses of a thing: ``shown`` is one page of the ``count`` that ``narrowing`` admits; counts
    are of all ``total``, in ``documents`` documents. ``others`` are provisions or addressees.
    """

    total: int
    documents: int
    count: int
    page: int
    more: bool
    narrowing: Narrowing
    shown: list[Extract]
    verbs: list[Count]
    by: list[Count]
    others: list[Count]
    years: list[Bar]
    names: Names


def usage(release: Release, query: str, iri: str, narrowing: Narrowing, page: int = 1) -> Usage:
    """Read the uses of ``iri`` by a query of ``uses``, three queries to the store at most."""
    found = uses(release, query, iri)
    admitted = [use for use in found if narrowing.admits(use)]
    shown = admitted[(page - 1) * PAGE : page * PAGE]
    verbs = Counter(use.verb for use in found if use.verb)
    by = Counter(use.by for use in found if use.by)
    others = Counter(other for use in found for other in use.others)
    most = [other for other, _ in others.most_common(MOST)]
    named = {iri, *verbs, *by, *most, *(use.document for use in shown)}
    named.update(other for use in shown for other in use.others)
    names = names_of(release.store, release.base, named)
    return Usage(
        total=len(found),
        documents=len({use.document for use in found}),
        count=len(admitted),
        page=page,
        more=len(admitted) > page * PAGE,
        narrowing=narrowing,
        shown=extracts(release.store, release.base, shown, names),
        verbs=[
            Count(one.key, one.value, one.count, names.facts.number(one.key, RCL.strength))
            for one in counted(verbs, names)
        ],
        by=counted(by, names),
        others=counted(others, names, MOST),
        years=years(found),
        names=names,
    )
