"""What is said of many things, in one query: names, kinds, dates."""

from collections.abc import Iterable
from functools import lru_cache

from ontology.terms import DCTERMS, PREFIXES, RCL, RDF, SKOS
from server.addresses import href, short
from server.store import ReleaseStore, Row, Statement, Term, is_iri, written
from server.views.facts import LABELS, Facts, Value, in_language

_LINKS = (
    RCL.cites, RCL.candidate, RCL.verb, RCL.addressee, RCL.assignee, RCL.recipient, RCL.names,
    RCL.answeredBy,
    RCL.mentions, RCL.identifies, RCL.adoptedBy, RCL.sponsor, RCL.additionalSponsor,
    RCL.inFavour, RCL.against, RCL.abstaining, RCL.draft, RCL.committeeReport,
    RCL.meetingRecord, DCTERMS.subject, DCTERMS.isPartOf, DCTERMS.hasPart,
)  # fmt: skip
_SAID = (*LABELS, str(RDF.type), str(RCL.adoptedOn), str(DCTERMS.date), str(RCL.held),
         str(RCL.strength), str(RCL.adoptedAs), str(SKOS.notation))  # fmt: skip


def _any(iris: tuple[object, ...]) -> str:
    return ", ".join(f"<{iri}>" for iri in iris)


# FILTER, for VALUES in its place makes the engine read every label there is
_IN_GRAPH = f"""
SELECT ?graph ?thing ?property ?value WHERE {{
  {{ SELECT DISTINCT ?graph ?thing WHERE {{
      GRAPH ?graph {{ ?finding ?link ?thing }}
      FILTER(?link IN ({_any(_LINKS)}))
  }} }}
  ?thing ?property ?value
  FILTER(?property IN ({_any(_SAID)}))
}}
"""

# things before their statements, for the engine joins in this order
_OF = f"""
SELECT ?thing ?property ?value WHERE {{{{
  VALUES ?thing {{{{ {{}} }}}}
  ?thing ?property ?value
  FILTER(?property IN ({_any(_SAID)}{{}}))
}}}}
"""


class Names:
    """The facts of many things at once; ``value`` shows a term by its name."""

    def __init__(self, rows: Iterable[Row], base: str, language: str = "en") -> None:
        """Take rows of ``thing``, ``property``, ``value``."""
        self._base, self._language = base, language
        self.facts = Facts(
            Statement(row["thing"], row["property"].value, row["value"], "") for row in rows
        )

    def name(self, iri: str) -> str:
        """Give the name people know a thing by: its symbol, else a label, else its short IRI."""
        symbol = self.facts.value(iri, RCL.symbol)
        labels = [term for label in LABELS for term in self.facts.all(iri, label)]
        found = in_language(labels, self._language)
        return symbol or (found.value if found else short(self._base, iri, PREFIXES))

    def value(self, term: Term) -> Value:
        """Show a term: an IRI by its name, a literal by its words."""
        if term.kind == "iri":
            return Value(self.name(term.value), href(self._base, term.value))
        return Value(term.value, language=term.language)

    def kinds(self, iri: str) -> frozenset[str]:
        """Give the local names of a thing's classes in this project's vocabulary."""
        own = str(RCL._NS)
        types = (term.value for term in self.facts.all(iri, RDF.type))
        return frozenset(t.removeprefix(own) for t in types if t.startswith(own))


def names_in(store: ReleaseStore, base: str, graph: str, language: str = "en") -> Names:
    """Read the names of everything that a named graph points to."""
    return Names(_rows_in(store, graph), base, language)


@lru_cache(maxsize=8)
def _rows_in(store: ReleaseStore, graph: str) -> list[Row]:
    return store.select(_IN_GRAPH, graph=Term(graph))


def names_of(
    store: ReleaseStore, base: str, iris: Iterable[str], language: str = "en",
    also: tuple[object, ...] = (),
) -> Names:  # fmt: skip
    """Read the names of these things, and what else is wanted; what is no IRI is passed over."""
    wanted = " ".join(written(Term(iri)) for iri in sorted(set(iris)) if is_iri(iri))
    more = "".join(f", <{predicate}>" for predicate in also)
    rows = store.select(_OF.format(wanted, more)) if wanted else []
    return Names(rows, base, language)
