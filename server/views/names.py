"""What is said of all that one named graph points to, in one query: names, kinds, dates."""

from ontology.terms import DCTERMS, PREFIXES, RCL, RDF, SKOS
from server.addresses import href, short
from server.store import ReleaseStore, Statement, Term
from server.views.facts import LABELS, Facts, Value, in_language

_LINKS = (
    RCL.cites, RCL.candidate, RCL.verb, RCL.addressee, RCL.assignee, RCL.recipient, RCL.names,
    RCL.mentions, RCL.identifies, RCL.adoptedBy, RCL.sponsor, RCL.additionalSponsor,
    RCL.inFavour, RCL.against, RCL.abstaining, RCL.draft, RCL.committeeReport,
    RCL.meetingRecord, DCTERMS.subject, DCTERMS.isPartOf, DCTERMS.hasPart,
)  # fmt: skip
_SAID = (*LABELS, str(RDF.type), str(RCL.adoptedOn), str(DCTERMS.date), str(RCL.held),
         str(RCL.strength), str(RCL.adoptedAs), str(SKOS.notation))  # fmt: skip


def _any(iris: tuple[object, ...]) -> str:
    return ", ".join(f"<{iri}>" for iri in iris)


# FILTER, for VALUES in its place makes the engine read every label there is
_NAMED = f"""
SELECT ?graph ?thing ?property ?value WHERE {{
  {{ SELECT DISTINCT ?graph ?thing WHERE {{
      GRAPH ?graph {{ ?finding ?link ?thing }}
      FILTER(?link IN ({_any(_LINKS)}))
  }} }}
  ?thing ?property ?value
  FILTER(?property IN ({_any(_SAID)}))
}}
"""


class Names:
    """The facts of everything that a graph points to; ``value`` shows a term by its name."""

    def __init__(self, store: ReleaseStore, base: str, graph: str, language: str = "en") -> None:
        self._base, self._language = base, language
        rows = store.select(_NAMED, graph=Term(graph))
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
