"""What came with which release, for those who follow: ``news.nq``, sorted and carried on.

A document that has come to be held: ``dataset dcterms:hasPart DOCUMENT``; a part or note that has
come to cite something: ``CITED eli:cited_by PART``. The graph is the release that brought it.
What the first release had is not listed.
"""

from collections.abc import Iterator
from pathlib import Path

from ingest.changes.delta import Change, terms
from ingest.changes.known import Known
from ontology.iris import Iris, Kind
from ontology.terms import DCTERMS, ELI, RCL

NAME = "news.nq"
_CITES, _CITED_BY = f"<{ELI.cites}>".encode(), f"<{ELI.cited_by}>".encode()
_HELD, _HAS_PART = f"<{RCL.held}>".encode(), f"<{DCTERMS.hasPart}>".encode()


class News:
    """Watches what comes and keeps what is news, as N-Triples without their end."""

    def __init__(self, base: str) -> None:
        self._iris = Iris(base)
        self._dataset = f"<{base}dataset>".encode()
        self._found: set[bytes] = set()

    def see(self, change: Change) -> None:
        """Take note of a statement."""
        if not change.added:
            return
        subject, predicate, object_, _ = terms(change.line)
        if predicate == _HELD and object_.startswith(b'"true"'):
            self._found.add(b"%b %b %b" % (self._dataset, _HAS_PART, subject))
        elif predicate == _CITES and self._is_part(subject):
            self._found.add(b"%b %b %b" % (object_, _CITED_BY, subject))

    def _is_part(self, term: bytes) -> bool:
        ident = self._iris.parse(term[1:-1].decode())
        return ident is not None and ident.kind in (Kind.PART, Kind.FOOTNOTE)

    def lines(self, before: Path, release: str, known: Known) -> Iterator[bytes]:
        """Sorted N-Quads: what came with this release, and what of the news before still holds."""
        told = {
            triple: line
            for line in (before.read_bytes().splitlines(keepends=True) if before.exists() else ())
            if _holds(triple := line.rsplit(b" ", 2)[0], known)
        }
        fresh = {t: b"%b <%b> .\n" % (t, release.encode()) for t in self._found - told.keys()}
        yield from sorted([*told.values(), *fresh.values()])


def _holds(triple: bytes, known: Known) -> bool:
    subject, predicate, object_ = triple.split(b" ")
    one, other = subject[1:-1].decode(), object_[1:-1].decode()
    return known.cites(other, one) if predicate == _CITED_BY else known.holds(other)
