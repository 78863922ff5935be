"""Statements sorted for look-up, and the names of things."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ontology.terms import DCTERMS, PREFIXES, RCL, RDFS, SKOS
from server.addresses import short
from server.store import ReleaseStore, Row, Statement, Term

LABELS = (str(SKOS.prefLabel), str(RDFS.label), str(DCTERMS.title), str(RCL.symbol))


@dataclass(frozen=True, slots=True)
class Value:
    """An object or subject as it is shown; ``href`` is empty for literals."""

    text: str
    href: str = ""
    language: str = ""


class Facts:
    """Statements by subject and predicate."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._found: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for s in statements:
            known = self._found[s.subject.value][s.predicate]
            if s.object not in known:
                known.append(s.object)

    def subjects(self) -> list[str]:
        """Give all subjects."""
        return list(self._found)

    def all(self, subject: str, predicate: str) -> list[Term]:
        """Give the objects, in the order of the store."""
        # terms of rdflib do not equal strings, so those of ontology.terms are made strings here
        return self._found[subject].get(str(predicate), []) if subject in self._found else []

    def one(self, subject: str, predicate: str) -> Term | None:
        """Give one object or None."""
        found = self.all(subject, predicate)
        return found[0] if found else None

    def value(self, subject: str, predicate: str) -> str:
        """Give one object as a string, ``""`` where there is none."""
        found = self.one(subject, predicate)
        return found.value if found else ""

    def number(self, subject: str, predicate: str) -> int:
        """Give one object as a whole number, 0 where there is none."""
        value = self.value(subject, predicate)
        return int(value) if value.lstrip("-").isdigit() else 0

    def said(self, subject: str, predicate: str, language: str) -> Term | None:
        """Give the object in this language, else without language, else in English, else any."""
        return in_language(self.all(subject, predicate), language)

    def predicates(self, subject: str) -> dict[str, list[Term]]:
        """Give everything said of a subject."""
        return dict(self._found[subject]) if subject in self._found else {}


def in_language(terms: Iterable[Term], language: str) -> Term | None:
    """Choose among the same words in several languages."""
    ranks = {language: 0, "": 1, "en": 2}
    return min(terms, key=lambda t: ranks.get(t.language, 3), default=None)


def name_of(store: ReleaseStore, base: str, iri: str, language: str = "en") -> str:
    """Give the name people know a thing by: its symbol, else a label, else its short IRI."""
    found = [s for p in LABELS for s in store.statements(subject=iri, predicate=p)]
    symbol = next((s.object.value for s in found if s.predicate == str(RCL.symbol)), None)
    label = in_language((s.object for s in found), language)
    return symbol or (label.value if label else short(base, iri, PREFIXES))


def total(rows: list[Row], name: str = "count") -> int:
    """Read the count out of the one row of a counting query."""
    return int(rows[0][name].value) if rows and name in rows[0] else 0
