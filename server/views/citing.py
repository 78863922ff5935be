"""Which documents cite a document, and which of them recall it."""

from dataclasses import dataclass

from ontology.terms import DCTERMS
from server.release import Release
from server.views.lists import Line
from server.views.names import names_of
from server.views.uses import CITATIONS, uses

MOST = 20
"""Documents shown under a heading; the page of citations has all."""
RECALL = "verb/recall"


@dataclass(frozen=True, slots=True)
class Citing:
    """The newest documents that recall and that cite; ``documents`` counts all that cite."""

    recalling: list[Line]
    citing: list[Line]
    recalled: int
    documents: int


def citing(release: Release, iri: str) -> Citing:
    """Read who cites a document, in two queries to the store at most."""
    found = uses(release, CITATIONS, iri)
    every = dict.fromkeys((use.document, use.date) for use in found)
    verb = release.base + RECALL
    recalling = dict.fromkeys((use.document, use.date) for use in found if use.verb == verb)
    newest = [list(some)[:MOST] for some in (recalling, every)]
    names = names_of(release.store, release.base, {d for some in newest for d, _ in some})

    def line(document: str, date: str) -> Line:
        title = names.facts.said(document, DCTERMS.title, "en")
        return Line(document, names.name(document), title.value if title else "", date)

    first, second = ([line(*one) for one in some] for some in newest)
    return Citing(first, second, len(recalling), len(every))
