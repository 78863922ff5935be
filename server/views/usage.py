"""The page of a thing that documents use: a page of its uses, and all of them counted."""

from dataclasses import dataclass

from ontology.terms import RCL
from ontology.uses.model import Field, Role, in_order
from server.release import Release
from server.views.counts import Bar, Count, counted, years
from server.views.dues import due_words, in_time
from server.views.extracts import Extract, extracts
from server.views.facts import Value
from server.views.names import Names, names_of
from server.views.narrowing import Narrowing

PAGE = 25
MOST = 40
"""Addressees counted on a page; the rest are in the data."""
PROVISIONS = DUES = 400
"""Articles, and due dates, that are read to be put in their own order."""

COMMONEST = 8
"""Verbs that are counted by year, where something is cited."""
CITED = (Role.CITES, Role.PROVISION)


@dataclass(frozen=True, slots=True)
class Usage:
    """Uses of a thing: ``shown`` is one page of the ``count`` that ``narrowing`` admits; counts
    are of all ``total``, in ``documents`` documents. ``narrowed`` says in words to what.
    ``others`` are provisions or addressees, ``strengths`` counts by the levels of the scale.
    ``years`` are of all, or where the list is narrowed by one thing, of what ``years_of`` says;
    ``words`` counts the commonest verbs in ``every_year``.
    """

    total: int
    documents: int
    count: int
    page: int
    more: bool
    narrowing: Narrowing
    narrowed: list[str]
    shown: list[Extract]
    verbs: list[Count]
    by: list[Count]
    others: list[Count]
    dues: list[Count]
    strengths: dict[int, int]
    years: list[Bar]
    years_of: str
    every_year: list[str]
    words: list[tuple[Count, dict[str, int]]]


def usage(release: Release, role: Role, iri: str, narrowing: Narrowing, page: int = 1) -> Usage:
    """Read the uses of ``iri`` in a role, in two queries to the store and some to the index."""
    index, wanted = release.uses, narrowing.wanted()
    whole = index.tally(iri, role)
    count, found = index.page(iri, role, wanted, (page - 1) * PAGE, PAGE)
    verbs, by = (index.counts(iri, role, field) for field in (Field.VERB, Field.BY))
    others = index.counts(iri, role, Field.OTHER, PROVISIONS if role in CITED else MOST)
    if role in CITED:
        others.sort(key=lambda one: in_order(one.value))
    dues = in_time(index.counts(iri, role, Field.DUE, DUES))
    named = {iri, *wanted.values(), *(one.value for one in (*verbs, *by, *others))}
    named.update(name for use in found for name in (use.document, use.verb, *use.others))
    names = names_of(release.store, release.base, named)
    # of two things at once no counts are ready
    drawn = [item for item in wanted.items() if item[0] != Field.YEAR]
    of_one = drawn[0] if len(drawn) == 1 else None
    every = years(index.counts(iri, role, Field.YEAR))
    return Usage(
        total=whole.uses,
        documents=whole.documents,
        count=count,
        page=page,
        more=count > page * PAGE,
        narrowing=narrowing,
        narrowed=[_words(field, value, names) for field, value in wanted.items()],
        shown=extracts(release.store, release.base, found, names),
        verbs=[
            Count(one.key, one.value, one.count, names.facts.number(one.key, RCL.strength))
            for one in counted(verbs, names)
        ],
        by=counted(by, names),
        others=counted(others, names),
        dues=[Count(one.value, Value(due_words(one.value)), one.uses) for one in dues],
        strengths={int(one.value): one.uses for one in index.counts(iri, role, Field.STRENGTH)},
        years=years(index.yearly(iri, role, *of_one)) if of_one else every,
        years_of=_words(*of_one, names) if of_one else "",
        every_year=[bar.year for bar in every],
        words=[
            (one, {y.value: y.uses for y in index.yearly(iri, role, Field.VERB, one.key)})
            for one in (counted(verbs[:COMMONEST], names) if role in CITED else ())
        ],
    )


def _words(field: Field, value: str, names: Names) -> str:
    match field:
        case Field.YEAR:
            return value
        case Field.STRENGTH:
            return f"strength {value}"
        case Field.DUE:
            return f"due {due_words(value)}"
        case _:
            return names.name(value)
