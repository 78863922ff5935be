"""What a person means who types a symbol, a path, an address or a name: one thing, or candidates.

The search box, the forms of queries and the comparison understand the same words the same way.
"""

from collections.abc import Collection
from dataclasses import dataclass

from ontology.aliases import provision, resolve
from ontology.iris import Iris, Kind
from ontology.terms import RCL
from server.addresses import fault, href
from server.addresses import iri as iri_of
from server.release import Release
from server.store import is_iri, literal
from server.views.naming import names_by_iri
from server.views.suggestions import (
    DOCUMENT,
    KINDS,
    LONGEST,
    MOST,
    Suggestion,
    called,
    suggestions,
)


@dataclass(frozen=True, slots=True)
class Meant:
    """What is meant; where it cannot be told ``iri`` is empty and candidates may follow."""

    iri: str = ""
    candidates: tuple[Suggestion, ...] = ()


def meant(release: Release, typed: str, kinds: Collection[str] = ()) -> Meant:
    """Tell what is meant by what was typed; of several things of one name, one of these kinds.

    A symbol or a path means what it names, a name what is called exactly so. Of what only begins
    so nothing is guessed: it is a candidate.
    """
    typed = " ".join(typed.split())
    if not typed or len(typed) > LONGEST:
        return Meant()
    for iri in _addresses(release, typed):
        if is_iri(iri) and release.knows(iri):
            return Meant(iri)
    exact = called(release, typed)
    wanted = [one for one in exact if one.kind in kinds] or exact
    if len(wanted) == 1:
        return Meant(release.base + wanted[0].address.removeprefix("/"))
    named = release.store.statements(predicate=str(RCL.alias), object_=literal(typed))
    if not wanted and (alias := min((s.subject.value for s in named), default="")):
        return Meant(alias)
    return Meant(candidates=tuple(wanted or suggestions(release, typed, kinds)))


def offered(release: Release, typed: str, kinds: Collection[str] = ()) -> list[Suggestion]:
    """Give what may be meant while one types: the place that is named, then things by name."""
    found = suggestions(release, typed, kinds)
    for iri in _addresses(release, " ".join(typed[:LONGEST].split())):
        ident = Iris(release.base).parse(iri)
        kind = _PLACES.get(ident.kind) if ident else None
        if kind and (not kinds or kind[1] in kinds) and release.knows(iri):
            name = names_by_iri(release, [iri])[iri]
            if name:
                place = Suggestion(name.short, kind[0], href(release.base, iri))
                return [place, *found][:MOST]
    return found


_PLACES = {
    Kind.PART: ("paragraph", DOCUMENT), Kind.FOOTNOTE: ("footnote", DOCUMENT),
    Kind.ARTICLE: ("article", KINDS["instrument"]),
}  # fmt: skip
"""What a place is called, and the kind of what it is in."""


def _addresses(release: Release, typed: str) -> list[str]:
    """Give the IRIs that may be meant if a symbol, a path, an address or an article was typed."""
    if typed.startswith(("https://", "http://")):
        return [typed]
    paths = [path for path in (resolve(typed), typed.strip("/")) if path and not fault(path)]
    found = [iri_of(release.base, path) for path in paths]
    if told := provision(typed):
        whole = [one for one in called(release, told[0]) if one.kind == KINDS["instrument"]]
        found += [f"{release.base}{one.address[1:]}/article/{told[1]}" for one in whole]
    return found
