"""The documents that a release holds, newest first, with what they can be found by."""

from dataclasses import dataclass

from ontology.terms import DCTERMS, RCL, RDF
from server.release import Release
from server.store import Statement
from server.views.facts import Facts

_SAID = (RCL.symbol, DCTERMS.title, RCL.adoptedOn, RCL.adoptedBy, RCL.session, RDF.type,
         DCTERMS.subject)  # fmt: skip
_HELD = f"""
SELECT ?document ?property ?value WHERE {{
  ?document <{RCL.held}> true ; ?property ?value
  FILTER(?property IN ({", ".join(f"<{p}>" for p in _SAID)}))
}}
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """A document held; ``title`` is the English one where there is one.

    ``belongs`` has what it can be found by: under ``body`` and ``subject`` IRIs, under ``session``
    its number, under ``kind`` the local names of its classes.
    """

    iri: str
    symbol: str
    title: str
    date: str
    belongs: dict[str, frozenset[str]]


_OWN = str(RCL._NS)


def holdings(release: Release) -> tuple[Holding, ...]:
    """Give all documents held, newest first, and of one day in the order of their IRIs."""
    return release.kept(_read)


def _read(release: Release) -> tuple[Holding, ...]:
    facts = Facts(
        Statement(row["document"], row["property"].value, row["value"], "")
        for row in release.store.select(_HELD)
    )
    found = [_holding(facts, iri) for iri in sorted(facts.subjects())]
    return tuple(sorted(found, key=lambda one: one.date, reverse=True))


def _holding(facts: Facts, iri: str) -> Holding:
    title = facts.said(iri, DCTERMS.title, "en")
    return Holding(
        iri=iri,
        symbol=facts.value(iri, RCL.symbol),
        title=title.value if title else "",
        date=facts.value(iri, RCL.adoptedOn),
        belongs={
            "body": _values(facts, iri, RCL.adoptedBy),
            "session": _values(facts, iri, RCL.session),
            "subject": _values(facts, iri, DCTERMS.subject),
            "kind": frozenset(
                kind.removeprefix(_OWN)
                for kind in _values(facts, iri, RDF.type)
                if kind.startswith(_OWN)
            ),
        },
    )


def _values(facts: Facts, iri: str, predicate: str) -> frozenset[str]:
    return frozenset(term.value for term in facts.all(iri, predicate))
