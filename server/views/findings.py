"""What was found in the words of a part: citations, acts, mandates."""

from dataclasses import dataclass

from ontology.terms import RCL, RDF
from server.views.facts import Facts, Value
from server.views.names import Names


@dataclass(frozen=True, slots=True)
class Found:
    """A citation, act or mandate: the words it was found by, and whom or what they name."""

    iri: str
    kind: str
    words: str
    targets: tuple[Value, ...]


_KINDS = {
    "Citation": ((RCL.surface,), (RCL.citedProvision, RCL.cites)),
    "Act": ((RCL.surface,), (RCL.addressee,)),
    "Mandate": ((RCL.deliverable, RCL.surface), (RCL.assignee, RCL.recipient)),
}
"""For each class the properties that may hold its words, and those that hold its targets; the
first that a finding has is taken."""


def found_in(facts: Facts, names: Names) -> dict[str, tuple[Found, ...]]:
    """Give the findings of each part (by IRI), in the order of the text.

    Those that another language took over are left out: they have no words of their own.
    """

    places: dict[str, list[tuple[tuple[str, int, int, str], Found]]] = {}
    for subject in facts.subjects():
        part = facts.value(subject, RCL.inPart)
        classes = {t.value.removeprefix(str(RCL._NS)) for t in facts.all(subject, RDF.type)}
        kind = next((name for name in _KINDS if name in classes), None)
        if not part or kind is None or facts.value(subject, RCL.takenFrom):
            continue
        words, targets = _KINDS[kind]
        named = next((terms for p in targets if (terms := facts.all(subject, p))), [])
        found = Found(
            iri=subject,
            kind=kind,
            words=next((text for p in words if (text := facts.value(subject, p))), ""),
            targets=tuple(map(names.value, named)),
        )
        place = (kind, facts.number(subject, RCL.start), facts.number(subject, RCL.position))
        places.setdefault(part, []).append(((*place, subject), found))
    return {
        part: tuple(found for _, found in sorted(there, key=lambda pair: pair[0]))
        for part, there in places.items()
    }
