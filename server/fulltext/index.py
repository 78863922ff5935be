"""The index of a release, searched: what is found, best first, how much, and how it spreads."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tantivy import DocAddress, Query

from ontology import text_index
from server.fulltext import queries
from server.fulltext.fields import FIELDS
from server.fulltext.language import BadSearch, Node

COUNTED = 12
"""How many values of a field are counted out; the rest come as one number."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that was found: in which part, of which document, in which language."""

    iri: str
    document: str
    language: str
    score: float


@dataclass(frozen=True, slots=True)
class Counts:
    """The commonest values of a field with the number of texts, and how many more values' texts."""

    values: tuple[tuple[str, int], ...]
    rest: int


class Index:
    """The full-text index of one release; safe to share between threads."""

    def __init__(self, release: Path) -> None:
        """Open ``release/text-index``; OSError or ValueError where there is none."""
        self._searcher = text_index.load(release / text_index.FOLDER).searcher()

    def search(
        self, node: Node, limit: int, offset: int = 0, part: str | None = None
    ) -> tuple[list[Hit], int]:
        """Give hits, best first, and how many there are in all; raises BadSearch.

        ``part`` is the IRI of the only part or footnote that is of interest.
        """
        asked = queries.query(node)
        if part is not None:
            asked = asked.and_must_match(
                Query.const_score_query(Query.term_query(text_index.schema(), "iri", part), 0.0)
            )
        try:
            found = self._searcher.search(asked, limit, count=True, offset=offset)
        except ValueError:  # a phrase whose last word may go on in too many ways
            raise BadSearch("A word with a star begins too many words", 1) from None
        count: int = found.count  # type: ignore[attr-defined]  # missing in the stubs
        return [self._hit(score, address) for score, address in found.hits], count

    def _hit(self, score: float, address: DocAddress) -> Hit:
        stored = self._searcher.doc(address)
        iri, document, language = (
            str(stored.get_first(name) or "") for name in ("iri", "document", "language")
        )
        return Hit(iri, document, language, score)

    def counts(self, node: Node, most: int = COUNTED) -> dict[str, Counts]:
        """Count the texts that a search finds by the values of each field."""
        asked = {
            field.name: {"terms": {"field": field.index, "size": most}} for field in FIELDS.values()
        }
        told = self._searcher.aggregate(queries.query(node), asked)
        return {
            name: Counts(
                tuple((_value(b["key"]), b["doc_count"]) for b in told[name]["buckets"]),
                told[name]["sum_other_doc_count"],
            )
            for name in asked
        }


def _value(key: str | float) -> str:
    return str(key) if isinstance(key, str) else f"{key:.0f}"


@lru_cache(maxsize=2)
def of(release: Path) -> Index | None:
    """Give the index of a release, opened once; None where the release has no texts to search."""
    try:
        return Index(release)
    except (OSError, ValueError):
        return None
