"""What a person means who types a symbol, a path, an address or a name: one thing, or candidates.

The search box, the forms of queries and the comparison understand the same words the same way.
"""

from collections.abc import Collection
from dataclasses import dataclass

from ontology.aliases import resolve
from ontology.terms import RCL
from server.addresses import fault
from server.addresses import iri as iri_of
from server.release import Release
from server.store import is_iri, literal
from server.views.suggestions import LONGEST, Suggestion, called, suggestions


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


def _addresses(release: Release, typed: str) -> list[str]:
    """Give the IRIs that may be meant if a symbol, a path or an address was typed."""
    if typed.startswith(("https://", "http://")):
        return [typed]
    paths = [path for path in (resolve(typed), typed.strip("/")) if path and not fault(path)]
    return [iri_of(release.base, path) for path in paths]
