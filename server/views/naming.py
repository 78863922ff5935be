"""Things by their names: a paragraph by its place in its document, the rest as they are called."""

from collections.abc import Iterable
from dataclasses import dataclass

from ontology.iris import Ident, Iris, Kind
from ontology.terms import SKOS
from server.release import Release
from server.store import is_iri
from server.views.names import Names, names_of
from server.views.parts import in_words

LONG = 45
"""Letters of a name from which a shorter one is shown, if there is one: it fills a column."""

_WITHIN = {Kind.PART, Kind.FOOTNOTE}
_PLAIN = {Kind.DOCUMENT, Kind.INSTRUMENT, Kind.BODY, Kind.STATE, Kind.VERB, Kind.SUBJECT}


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is shown in a cell and in full; both empty where a thing has none."""

    short: str = ""
    full: str = ""


def names_by_iri(release: Release, iris: Iterable[str]) -> dict[str, Name | None]:
    """Give a name for each IRI, None where the release does not know it."""
    minted = Iris(release.base)
    idents = {iri: minted.parse(iri) for iri in iris}
    holders = {iri: _holder(minted, ident) for iri, ident in idents.items()}
    wanted = {*idents, *filter(None, holders.values())}
    names = names_of(release.store, release.base, wanted, also=(SKOS.altLabel,))
    return {
        iri: _name(names, iri, ident, holders[iri])
        if names.facts.predicates(iri) or (is_iri(iri) and release.knows(iri))
        else None
        for iri, ident in idents.items()
    }


def _holder(minted: Iris, ident: Ident | None) -> str:
    """Give the document of a part or note, the instrument of an article."""
    if ident is None:
        return ""
    if ident.kind in _WITHIN:
        return minted.document(ident.name)
    return minted.instrument(ident.name) if ident.kind is Kind.ARTICLE else ""


def _name(names: Names, iri: str, ident: Ident | None, holder: str) -> Name:
    if ident is None:
        return Name()
    if holder:
        words = f"article {ident.path}" if ident.kind is Kind.ARTICLE else in_words(ident.path)
        where = f", {words[:1].lower()}{words[1:]}"
        return Name(_short(names, holder) + where, names.name(holder) + where)
    if ident.kind in _PLAIN and names.facts.predicates(iri):
        return Name(_short(names, iri), names.name(iri))
    return Name()


def _short(names: Names, iri: str) -> str:
    name = names.name(iri)
    others = [t.value for t in names.facts.all(iri, SKOS.altLabel) if t.language == "en"]
    return min([name, *others], key=len) if len(name) > LONG else name
