"""Which documents cite a document, and which of them recall it."""

from collections.abc import Iterable
from dataclasses import dataclass

from ontology.terms import DCTERMS
from ontology.uses.model import Field, Role, Use
from server.release import Release
from server.views.lists import Line
from server.views.names import names_of

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
    """Read who cites a document, in one query to the store and some to the index."""
    index = release.uses
    recall = {Field.VERB: release.base + RECALL}
    recalling, every = (
        _newest(index.each(iri, Role.CITES, wanted)) for wanted in (recall, {})
    )  # fmt: skip
    names = names_of(release.store, release.base, {*recalling, *every})

    def line(document: str, date: str) -> Line:
        title = names.facts.said(document, DCTERMS.title, "en")
        return Line(document, names.name(document), title.value if title else "", date)

    return Citing(
        [line(*one) for one in recalling.items()],
        [line(*one) for one in every.items()],
        index.tally(iri, Role.CITES, recall).documents,
        index.tally(iri, Role.CITES).documents,
    )


def _newest(uses: Iterable[Use]) -> dict[str, str]:
    """Give the first documents of a list of uses, with their dates, and read no further."""
    found: dict[str, str] = {}
    for use in uses:
        if use.document not in found and len(found) == MOST:
            break
        found[use.document] = use.date
    return found
