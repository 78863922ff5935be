"""What a search found, ready to be shown: texts with snippets, and what they can be narrowed by."""

from dataclasses import dataclass

from server.addresses import iri as iri_of
from server.fulltext import index, sparql
from server.fulltext.asked import FURTHEST, Asked
from server.fulltext.fields import FIELDS
from server.fulltext.index import Counts
from server.fulltext.language import Node
from server.fulltext.snippets import Marker, Snippet
from server.release import Release
from server.views.facts import name_of
from server.views.lists import title

PAGE = 30


@dataclass(frozen=True, slots=True)
class Found:
    """A text that was found, in a part or footnote of a document (both IRIs)."""

    iri: str
    document: str
    title: str
    language: str
    score: float
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow a search by, or to widen it again; ``count`` are the texts that have it."""

    name: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The commonest values of a field; ``rest`` counts the texts for each value left out."""

    field: str
    meaning: str
    values: tuple[Choice, ...]
    rest: int


def found(release: Release, node: Node, limit: int, offset: int = 0) -> tuple[list[Found], int]:
    """Give texts, best first, and how many there are in all; raises BadSearch."""
    searched = index.of(release.path)
    if searched is None or offset >= FURTHEST:
        return [], searched.search(node, 1)[1] if searched else 0
    hits, count = searched.search(node, min(limit, FURTHEST - offset), offset)
    marker = Marker(node)
    texts = []
    for hit in hits:
        document = iri_of(release.base, hit.document)
        snippet = marker.snippet(sparql.text_of(release.store, hit), hit.language)
        texts.append(Found(hit.iri, document, title(release.store, document), hit.language,
                           hit.score, snippet))  # fmt: skip
    return texts, count


def counts(release: Release, node: Node) -> dict[str, Counts]:
    """Count the texts found by the values of each field; raises BadSearch."""
    searched = index.of(release.path)
    return searched.counts(node) if searched else {}


def choices(release: Release, asked: Asked, node: Node) -> list[Choices]:
    """Give what a search can be narrowed by, where it makes a difference; raises BadSearch."""
    return [
        Choices(
            name,
            FIELDS[name].meaning,
            tuple(
                Choice(label(release, name, value), n, asked.having(name, value).address())
                for value, n in counted.values
                if (name, value) not in asked.narrowed
            ),
            counted.rest,
        )
        for name, counted in counts(release, node).items()
        if {value for value, _ in counted.values} - {v for f, v in asked.narrowed if f == name}
    ]


def label(release: Release, field: str, value: str) -> str:
    """Name a value: that of the thing it leads to, else the value itself."""
    folder = FIELDS[field].folder
    if folder is None:
        return value
    return name_of(release.store, release.base, iri_of(release.base, folder + value))
