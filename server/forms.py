"""The form of a query of the catalogue: what its fields show, and what is meant by what is typed.

A thing may be given by its path or IRI, as programs do, or by its symbol, name or place, as
people do. What may mean several things, or nothing, is told and not asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ontology.aliases import resolve
from ontology.iris import Iris
from ontology.terms import PREFIXES
from server.addresses import iri as iri_of
from server.addresses import short
from server.catalogue import Example, Parameter
from server.release import Release
from server.views.meaning import Meant, meant
from server.views.naming import Name, names_by_iri
from server.views.suggestions import DOCUMENT, KINDS, Suggestion


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its label, what it holds, which kinds of things it offers ("" for mere words).

    ``refusal`` says why what it holds is not understood; then ``candidates`` may be meant.
    """

    name: str
    label: str
    value: str
    kinds: str = ""
    refusal: str = ""
    candidates: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """The fields, and the parameters that were given, as a program gives them."""

    fields: tuple[Field, ...]
    given: dict[str, str]

    @property
    def refused(self) -> tuple[Field, ...]:
        """The fields that are not understood."""
        return tuple(field for field in self.fields if field.refusal)


def understand(release: Release, example: Example, typed: Mapping[str, str]) -> Form:
    """Read what was typed into the fields of a query."""
    given = dict(typed)
    refused: dict[str, Field] = {}
    for p in example.parameters:
        if p.kind == "IRI" and p.name in typed:
            found = _meant(release, p, typed[p.name])
            given[p.name] = found.iri
            if not found.iri:
                refused[p.name] = _refused(p, typed[p.name], found)
    things = {p.name: given.get(p.name) or p.example for p in example.parameters if p.kind == "IRI"}
    names = names_by_iri(release, things.values())
    fields = tuple(
        refused.get(p.name) or Field(
            p.name, p.meaning, _shown(release, p, things[p.name], names[things[p.name]]),
            " ".join(sorted(kinds_of(p))),
        )
        if p.kind == "IRI" else Field(p.name, p.meaning, given.get(p.name, p.example))
        for p in example.parameters
    )  # fmt: skip
    return Form(fields, {name: _path(release.base, value) for name, value in given.items()})


def kinds_of(parameter: Parameter) -> frozenset[str]:
    """Give the kinds of things that a parameter takes: that of its example, those it speaks of."""
    steps = parameter.example.removeprefix(Iris().base).split("/")
    spoken = {kind for kind in (*KINDS.values(), DOCUMENT) if kind in parameter.meaning}
    return frozenset({KINDS.get(steps[0], DOCUMENT), *spoken})


def _path(base: str, value: str) -> str:
    """Give the path of a thing where it means the same as its IRI, so that addresses are short."""
    path = value.removeprefix(base)
    return path if iri_of(base, path) == value else value


def _meant(release: Release, parameter: Parameter, typed: str) -> Meant:
    if typed.startswith(("http://", "https://")):
        return Meant(typed)
    found = meant(release, typed, kinds_of(parameter))
    path = resolve(typed) or ("" if " " in typed else typed.removeprefix("/"))
    if not found.iri and "/" in path:
        # the path of something that this release does not know: a question with an empty answer
        return Meant(iri_of(release.base, path))
    return found


def _refused(parameter: Parameter, typed: str, found: Meant) -> Field:
    several = len(found.candidates) > 1
    reason = f"“{typed}” may mean several things" if several else f"Nothing is called “{typed}”"
    return Field(parameter.name, parameter.meaning, typed, " ".join(sorted(kinds_of(parameter))),
                 reason, found.candidates)  # fmt: skip


def _shown(release: Release, parameter: Parameter, iri: str, name: Name | None) -> str:
    """Give the name of a thing if it is understood to mean the thing, else its path."""
    for candidate in (name.short, name.full) if name else ():
        if candidate and meant(release, candidate, kinds_of(parameter)).iri == iri:
            return candidate
    return short(release.base, iri, PREFIXES)
