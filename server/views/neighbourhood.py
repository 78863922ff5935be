"""What a document or an instrument cites and what cites it, one step around."""

from dataclasses import dataclass

from ontology.iris import Iris, Kind
from ontology.terms import DCTERMS, RCL
from server.addresses import href
from server.release import Release
from server.store import Term
from server.views.facts import in_language
from server.views.names import names_of

LISTED = 100
DRAWN = 12
ROW = 34
"""Height of a neighbour in the drawing, in its own units."""

_CITED = """
PREFIX rcl: <https://w3id.org/recalling/ontology#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT ?thing ?other (COUNT(DISTINCT ?third) AS ?count) WHERE {
  ?thing eli:cites ?other .
  ?third eli:cites ?other ; rcl:held true
} GROUP BY ?thing ?other
"""
_CITING = """
PREFIX rcl: <https://w3id.org/recalling/ontology#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT ?thing ?other (COUNT(DISTINCT ?third) AS ?count) WHERE {
  ?other eli:cites ?thing ; rcl:held true .
  OPTIONAL { ?third eli:cites ?other ; rcl:held true }
} GROUP BY ?thing ?other
"""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document or instrument; ``count`` is how many documents held cite it.

    ``address`` is its page, ``y`` the height at which it is drawn.
    """

    iri: str
    name: str
    title: str
    date: str
    address: str
    count: int
    y: int


@dataclass(frozen=True, slots=True)
class Side:
    """The neighbours on one side, those most cited first; ``total`` counts all."""

    neighbours: tuple[Neighbour, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A thing between what it cites and what cites it; ``height`` is that of the drawing."""

    name: str
    title: str
    cited: Side
    citing: Side
    height: int


def citable(release: Release, iri: str) -> bool:
    """Tell whether this is the IRI of a document or an instrument, not of a part of one."""
    ident = Iris(release.base).parse(iri)
    return ident is not None and ident.kind in {Kind.DOCUMENT, Kind.INSTRUMENT}


def neighbourhood(release: Release, iri: str) -> Neighbourhood:
    """Read the citations of a document or an instrument, and those that cite it."""
    cited, citing = (_side(release, iri, query) for query in (_CITED, _CITING))
    names = names_of(release.store, release.base, [iri])
    rows = min(DRAWN, max(len(cited.neighbours), len(citing.neighbours), 1))
    title = in_language(names.facts.all(iri, str(DCTERMS.title)), "en")
    return Neighbourhood(
        names.name(iri), title.value if title else "", cited, citing, (rows + 1) * ROW
    )


def _side(release: Release, iri: str, query: str) -> Side:
    rows = release.store.select(query, thing=Term(iri))
    counted = {
        other: int(row["count"].value)
        for row in rows
        if "other" in row and (other := row["other"].value) != iri and citable(release, other)
    }
    first = sorted(counted, key=lambda other: (-counted[other], other))[:LISTED]
    names = names_of(release.store, release.base, first)
    found = []
    for place, other in enumerate(first):
        title = in_language(names.facts.all(other, str(DCTERMS.title)), "en")
        date = names.facts.value(other, RCL.adoptedOn)
        name = names.name(other)
        found.append(Neighbour(
            other, name, title.value if title and title.value != name else "", date,
            href(release.base, other), counted[other], (place + 1) * ROW,
        ))  # fmt: skip
    return Side(tuple(found), len(counted))
