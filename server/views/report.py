"""What is stated of words in a document, for someone who finds it wrong."""

from dataclasses import dataclass

from ontology.iris import Iris
from ontology.terms import RCL
from ontology.uses.model import in_order
from server.addresses import href
from server.release import Release
from server.store import Term
from server.views.facts import Value
from server.views.names import names_of
from server.views.parts import in_words

MOST = 50

_STATED = f"""
PREFIX rcl: <{RCL._NS}>
SELECT ?graph ?target ?finding ?part ?words WHERE {{
  GRAPH ?graph {{
    ?finding ?property ?target ; rcl:inPart ?part .
    OPTIONAL {{ ?finding rcl:surface ?words }}
  }}
}} LIMIT {MOST}
"""
_OF_FINDING = f"""
PREFIX rcl: <{RCL._NS}>
SELECT DISTINCT ?finding ?target ?part ?words WHERE {{
  ?finding rcl:inPart ?part .
  OPTIONAL {{ ?finding rcl:surface ?words }}
  OPTIONAL {{ ?finding ?property ?target FILTER(?property IN (
    rcl:cites, rcl:citedProvision, rcl:verb, rcl:addressee, rcl:assignee, rcl:names)) }}
}} LIMIT {MOST}
"""


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement: the finding's IRI, its words, where they stand, what they lead to."""

    iri: str
    words: str
    place: Value
    target: Value | None


def stated(release: Release, iri: str, target: str = "") -> list[Stated]:
    """Read what is stated: of a finding, or in a document wherever its words lead to ``target``."""
    base, store = release.base, release.store
    ident = Iris(base).parse(iri)
    if ident is None:
        return []
    if target:
        graph = f"{base}graph/{iri.removeprefix(base)}"
        rows = store.select(_STATED, graph=Term(graph), target=Term(target))
    else:
        rows = store.select(_OF_FINDING, finding=Term(iri))
    document = Iris(base).document(ident.name) if rows else ""
    named = {row["target"].value for row in rows if "target" in row} | {document}
    names = names_of(store, base, named)
    return [
        Stated(
            iri=row["finding"].value,
            words=row["words"].value if "words" in row else "",
            place=Value(
                f"{names.name(document)}, {in_words(row['part'].value[len(document) + 1 :])}",
                href(base, row["part"].value),
            ),
            target=names.value(row["target"]) if "target" in row else None,
        )
        for row in sorted(rows, key=lambda row: in_order(row["finding"].value))
    ]
