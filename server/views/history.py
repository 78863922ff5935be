"""What a document recalls and what it mandates, out of its own graph."""

from dataclasses import dataclass

from ontology.terms import DCTERMS, RCL, RDF
from server.addresses import href
from server.store import Term
from server.views.dues import due_words
from server.views.facts import Facts, Value
from server.views.mandates import MandateLine
from server.views.names import Names
from server.views.parts import in_words


@dataclass(frozen=True, slots=True)
class Recalled:
    """Something that the document recalls, by name and title."""

    value: Value
    title: str


def recalls_in(facts: Facts, base: str, names: Names) -> tuple[Recalled, ...]:
    """Give what the citations in acts of recalling cite, in the order of the text."""
    verb = Term(f"{base}verb/recall")
    places: dict[str, tuple[int, int]] = {}
    for finding in facts.subjects():
        act = facts.value(finding, RCL.inAct)
        if not act or verb not in facts.all(act, RCL.verb) or facts.value(finding, RCL.takenFrom):
            continue
        position = facts.number(facts.value(finding, RCL.inPart), RCL.position)
        for cited in facts.all(finding, RCL.cites):
            place = (position, facts.number(finding, RCL.start))
            places[cited.value] = min(place, places.get(cited.value, place))
    found = []
    for iri in sorted(places, key=lambda iri: (places[iri], iri)):
        title, value = names.facts.said(iri, DCTERMS.title, "en"), names.value(Term(iri))
        found.append(Recalled(value, title.value if title and title.value != value.text else ""))
    return tuple(found)


def mandates_in(facts: Facts, base: str, document: str, names: Names) -> tuple[MandateLine, ...]:
    """Give the mandates of a document in the order of the text."""
    found: list[tuple[tuple[int, int], MandateLine]] = []
    for iri in facts.subjects():
        if Term(str(RCL.Mandate)) not in facts.all(iri, RDF.type):
            continue
        part = facts.value(iri, RCL.inPart)
        line = MandateLine(
            href=href(base, part),
            symbol="",
            place=in_words(part[len(document) + 1 :]),
            adopted="",
            words=facts.value(iri, RCL.deliverable) or facts.value(iri, RCL.surface),
            due=due_words(facts.value(iri, RCL.due)),
            day=facts.value(iri, RCL.dueDate),
            assignees=tuple(map(names.value, facts.all(iri, RCL.assignee))),
            answers=tuple(map(names.value, facts.all(iri, RCL.answeredBy))),
        )
        found.append(((facts.number(part, RCL.position), facts.number(iri, RCL.start)), line))
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0]))
