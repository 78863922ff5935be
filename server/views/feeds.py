"""What the feeds tell: documents newly held, paragraphs that newly cite something.

``news.nq`` says which release brought what (made by the build); whatever it does not name was in
the first release there was. The newest come first: by release, then by the day of adoption.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ontology.iris import Iris
from ontology.terms import DCTERMS, ELI, RCL
from server.history import known as history
from server.history.sorted_file import lookup
from server.release import Release
from server.store import Row, Term
from server.views.facts import in_language, name_of
from server.views.parts import in_words
from server.wellformed import xml_text

NEWS = "news.nq"
LONGEST = 100
"""Entries of a feed."""

_SENTENCE_ENDS = re.compile(r"(?<=[a-z)\]”\"’][.;:!?]) (?=[A-Z“(])")
_PREFIXES = """
PREFIX rcl: <https://w3id.org/recalling/ontology#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
"""
_HELD = f"""{_PREFIXES}
SELECT ?item (MAX(?on) AS ?day) WHERE {{
  ?item rcl:held true OPTIONAL {{ ?item rcl:adoptedOn ?on }}
}} GROUP BY ?item"""
_CITING = f"""{_PREFIXES}
SELECT ?cited ?item (MAX(?on) AS ?day) WHERE {{
  ?item eli:cites ?cited ; rcl:inDocument ?document
  OPTIONAL {{ ?document rcl:adoptedOn ?on }}
}} GROUP BY ?cited ?item"""
_PLACE = f"""{_PREFIXES}
SELECT ?part ?cited ?start WHERE {{
  ?citation rcl:inPart ?part ; rcl:cites ?cited ; rcl:start ?start
}} ORDER BY ?start LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry: ``updated`` is when the release that brought it was published (ISO 8601)."""

    iri: str
    title: str
    updated: str
    summary: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed without its address: what it is of, when it last had something new, its entries."""

    title: str
    updated: str
    items: tuple[Item, ...]


@lru_cache(maxsize=4)
def documents(release: Release) -> Feed:
    """Give the documents that came last, at first the latest adopted."""
    news = lookup(release.path / NEWS, f"{release.base}dataset")
    brought = {link.object: link.graph for link in news if link.predicate == str(DCTERMS.hasPart)}
    newest = _newest(release, release.store.select(_HELD), brought)
    items = tuple(_document(release, iri, day, updated) for iri, day, updated in newest)
    return Feed("New documents", _latest(release, items), items)


@lru_cache(maxsize=64)
def citing(release: Release, cited: str) -> Feed:
    """Give the paragraphs and notes that came last to cite a document or an instrument."""
    news = lookup(release.path / NEWS, cited)
    brought = {link.object: link.graph for link in news if link.predicate == str(ELI.cited_by)}
    newest = _newest(release, release.store.select(_CITING, cited=Term(cited)), brought)
    items = tuple(_paragraph(release, iri, cited, updated) for iri, _, updated in newest)
    name = xml_text(name_of(release.store, release.base, cited))
    return Feed(f"Paragraphs that cite {name}", _latest(release, items), items)


def _newest(
    release: Release, rows: Iterable[Row], brought: dict[str, str]
) -> list[tuple[str, str, str]]:
    """Give IRI, day of adoption and time of publication, in the order of the feed."""
    times = history.times(release)
    ages = {iri: age for age, iri in enumerate(times)}
    told = sorted(
        (row["item"].value, row["day"].value if "day" in row else "") for row in rows
    )  # fmt: skip
    told.sort(key=lambda one: one[1], reverse=True)
    oldest = list(times)[-1]
    by = {iri: came if (came := brought.get(iri, "")) in times else oldest for iri, _ in told}
    told.sort(key=lambda one: ages[by[one[0]]])
    return [(iri, day, times[by[iri]]) for iri, day in told[:LONGEST]]


def _latest(release: Release, items: Iterable[Item]) -> str:
    return max((item.updated for item in items), default=list(history.times(release).values())[-1])


def _document(release: Release, iri: str, day: str, updated: str) -> Item:
    store, base = release.store, release.base
    titles = [s.object for s in store.statements(subject=iri, predicate=str(DCTERMS.title))]
    title = in_language(titles, "en")
    symbol = name_of(store, base, iri)
    return Item(
        iri,
        xml_text(f"{symbol}: {title.value}" if title else symbol),
        updated,
        f"Adopted on {day}" if day else "",
        "en",
    )


def _paragraph(release: Release, iri: str, cited: str, updated: str) -> Item:
    store = release.store
    ident = Iris(release.base).parse(iri)
    document = Iris(release.base).document(ident.name) if ident else iri
    title = name_of(store, release.base, document)
    if ident and ident.path:
        title += f", {in_words(ident.path).lower()}"
    texts = [s.object for s in store.statements(subject=iri, predicate=str(RCL.text))]
    text = in_language(texts, "en")
    if text is None:
        return Item(iri, xml_text(title), updated)
    place = store.select(_PLACE, part=Term(iri), cited=Term(cited))
    start = int(place[0]["start"].value) if place else 0
    words = sentence(text.value, start) if place else text.value
    return Item(iri, xml_text(title), updated, xml_text(words), text.language)


def sentence(text: str, place: int) -> str:
    """Give the sentence of a text that the character at ``place`` stands in."""
    ends = [match.start() for match in _SENTENCE_ENDS.finditer(text)]
    start = max((end + 1 for end in ends if end < place), default=0)
    return text[start : min((end for end in ends if end >= place), default=len(text))]
