"""IRIs of earlier releases that the new one does not know, and what stands in their place.

They are written to ``retired.nq``, sorted so that a server can search in the file, and carried on
from release to release. Each is said to be part of the last release that had it
(dcterms:isPartOf), and to be replaced by another (dcterms:isReplacedBy) where that can be told:

- a part by the part of the same document that has come to hold the same words in one language;
- a part that holds no words (a section, an annex) by the one to which what stood in it has moved;
- a document by the one that has its address for an alias, what was in it by the same path there.

Findings (``ontology.findings``) are not listed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from pyoxigraph import NamedNode

from ingest.changes.delta import Change, terms
from ingest.changes.known import Known
from ontology.findings import home
from ontology.iris import Iris, Kind
from ontology.terms import DCTERMS, RCL

NAME = "retired.nq"
_TEXT = f"<{RCL.text}>".encode()
_LAST, _BY = f"<{DCTERMS.isPartOf}>", f"<{DCTERMS.isReplacedBy}>"


class Retirements:
    """Watches the statements that come and go, then says which IRIs went and where to."""

    def __init__(self, base: str) -> None:
        self._iris = Iris(base)
        self._start = f"<{base}".encode()
        self._seen: set[bytes] = set()
        self._had: dict[bytes, list[bytes]] = defaultdict(list)
        self._has: dict[bytes, list[str]] = defaultdict(list)

    def see(self, change: Change) -> None:
        """Take note of a statement."""
        subject, predicate, object_, graph = terms(change.line)
        if predicate == _TEXT:
            words = blake2b(graph + object_, digest_size=16).digest()
            if change.added:
                self._has[words].append(subject[1:-1].decode())
            else:
                self._had[subject].append(words)
        if not change.added:
            self._seen.update(t for t in (subject, object_, graph) if t.startswith(self._start))

    def gone(self, known: Known) -> dict[str, str]:
        """The IRIs that went, each with what replaces it or ``""``."""
        addresses = {term[1:-1].decode().partition("#")[0] for term in self._seen}
        went = sorted(
            iri for iri in addresses if not (home(self._iris, iri) or known.any(iri))
        )  # fmt: skip
        replaced = dict.fromkeys(went, "")
        replaced.update((iri, there) for iri in went if (there := self._same_words(iri)))
        containers = self._containers(replaced)
        for iri in went:
            replaced[iri] = replaced[iri] or containers.get(iri, "") or self._moved(iri, known)
        return {iri: by if by and known.any(by) else "" for iri, by in replaced.items()}

    def _same_words(self, iri: str) -> str:
        words = self._had.get(f"<{iri}>".encode(), ())
        return _only(there for text in words for there in self._has.get(text, ()))

    def _containers(self, replaced: dict[str, str]) -> dict[str, str]:
        """What stood in ``…/annex`` stands in ``…/annex/I`` now, so that replaces it."""
        places: dict[str, list[str]] = defaultdict(list)
        for iri, there in replaced.items():
            inside = iri if there else ""
            while inside := inside.rpartition("/")[0]:
                tail = iri.removeprefix(inside)
                if inside in replaced and there.endswith(tail):
                    places[inside].append(there.removesuffix(tail))
        return {iri: _only(found) for iri, found in places.items()}

    def _moved(self, iri: str, known: Known) -> str:
        ident = self._iris.parse(iri)
        if ident is None or not ident.name or ident.kind == Kind.SOURCE:
            return ""
        if ident.kind in (Kind.DOCUMENT, Kind.INSTRUMENT, Kind.BODY):
            return known.alias(iri.removeprefix(self._iris.base))
        if not ident.name[0].isupper() or ident.kind == Kind.GRAPH:
            return ""
        document = self._iris.document(ident.name)
        there = known.alias(document.removeprefix(self._iris.base))
        return there and there + iri.removeprefix(document)


def _only(found: Iterable[str]) -> str:
    different = set(found)
    return different.pop() if len(different) == 1 else ""


Entries = dict[str, tuple[str, str]]
"""By IRI: the last release that had it (its IRI), and what replaces it or ``""``."""


def read(path: Path) -> Entries:
    """Read a ``retired.nq``; empty where there is none."""
    entries: Entries = {}
    for line in path.read_bytes().splitlines() if path.exists() else ():
        subject, predicate, object_, _ = (t.decode() for t in terms(line + b"\n"))
        last, by = entries.get(subject[1:-1], ("", ""))
        value = object_[1:-1]
        entries[subject[1:-1]] = (value, by) if predicate == _LAST else (last, value)
    return entries


def carry_on(before: Entries, gone: dict[str, str], last: str, known: Known) -> Entries:
    """The retired IRIs of the new release: those of the one before and those that went now.

    What is known again is retired no longer; what replaced an IRI and went itself hands on.
    """
    kept: Entries = {}
    for iri, (release, by) in before.items():
        if not known.any(iri):
            kept[iri] = (release, gone.get(by, by) if by and not known.any(by) else by)
    return kept | {iri: (last, by) for iri, by in gone.items()}


def lines(entries: Entries, base: str) -> Iterator[bytes]:
    """Sorted N-Quads of retired IRIs."""
    graph = NamedNode(Iris(base).graph("retired"))
    told = (
        f"<{iri}> {predicate} <{value}> {graph} .\n".encode()
        for iri, (last, by) in entries.items()
        for predicate, value in ((_LAST, last), (_BY, by))
        if value
    )
    yield from sorted(told)
