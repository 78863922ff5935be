"""The uses that the statements of one document's graph tell of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ontology.terms import RCL
from ontology.uses.model import Role, Use, in_order

Triple = tuple[str, str, str]
"""Subject, predicate and object as plain strings."""

_VOTED = tuple(map(str, (RCL.inFavour, RCL.against, RCL.abstaining)))
_SPONSORED = tuple(map(str, (RCL.sponsor, RCL.additionalSponsor)))
_INPART, _INDOCUMENT, _CITES, _PROVISION, _INACT, _TAKEN, _VERB, _ADDRESSEE, _NAMES = map(
    str, (RCL.inPart, RCL.inDocument, RCL.cites, RCL.citedProvision, RCL.inAct, RCL.takenFrom,
          RCL.verb, RCL.addressee, RCL.names),
)  # fmt: skip
_ASSIGNEE, _DUE, _DAY, _VOTE, _BY, _ADOPTED, _ISSUED = map(
    str, (RCL.assignee, RCL.due, RCL.dueDate, RCL.vote, RCL.adoptedBy, RCL.adoptedOn, RCL.issuedOn)
)

PREDICATES = (
    _INPART, _INDOCUMENT, _CITES, _PROVISION, _INACT, _TAKEN, _VERB, _ADDRESSEE, _NAMES,
    _ASSIGNEE, _DUE, _DAY, _VOTE, _BY, _ADOPTED, _ISSUED, *_VOTED, *_SPONSORED,
)  # fmt: skip
"""Statements that tell of uses; no others need be given."""

STRENGTH = str(RCL.strength)
"""What a registry says of a verb, and the index of uses has to know."""


class _Said:
    """Statements by predicate and subject, with what all uses have in common."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._said: dict[str, dict[str, list[str]]] = {name: {} for name in PREDICATES}
        for subject, predicate, value in triples:
            if predicate in self._said:
                self._said[predicate].setdefault(subject, []).append(value)
        self._heads: dict[str, tuple[str, str]] = {}

    def all(self, subject: str, predicate: str) -> tuple[str, ...]:
        return tuple(sorted(set(self._said[predicate].get(subject, ()))))

    def one(self, subject: str, predicate: str) -> str:
        return min(self._said[predicate].get(subject, ("",)))

    def subjects(self, predicate: str) -> Iterator[str]:
        return iter(self._said[predicate])

    def place(self, finding: str) -> Use | None:
        """A use without thing and role; None where no document is told, or another language's
        finding is only taken over.
        """
        part = self.one(finding, _INPART)
        document = self.one(part, _INDOCUMENT)
        told = document and not self.one(finding, _TAKEN)
        return self.whole(document, part, finding) if told else None

    def whole(self, document: str, part: str, finding: str) -> Use:
        if document not in self._heads:
            date = self.one(document, _ADOPTED) or self.one(document, _ISSUED)
            self._heads[document] = date, self.one(document, _BY)
        date, by = self._heads[document]
        return Use("", Role.CITES, finding, part, document, date, date, by)


def uses(triples: Iterable[Triple]) -> list[Use]:
    """Give the uses that the statements of one graph tell of, in reading order."""
    said = _Said(triples)
    every = (_citations, _acts, _mentions, _deeds, _mandates)
    found = [use for some in every for use in some(said)]
    return sorted(found, key=lambda use: (in_order(use.finding), use.thing))


def _citations(said: _Said) -> Iterator[Use]:
    for finding in {*said.subjects(_CITES), *said.subjects(_PROVISION)}:
        place = said.place(finding)
        if place is None:
            continue
        verb = said.one(said.one(finding, _INACT), _VERB)
        provisions = said.all(finding, _PROVISION)
        for thing in said.all(finding, _CITES):
            yield replace(place, thing=thing, verb=verb, others=provisions)
        for thing in provisions:
            others = tuple(other for other in provisions if other != thing)
            yield replace(place, thing=thing, role=Role.PROVISION, verb=verb, others=others)


def _acts(said: _Said) -> Iterator[Use]:
    dues = _dues(said)
    for finding in said.subjects(_VERB):
        place = said.place(finding)
        if place is None:
            continue
        verb, addressees = said.one(finding, _VERB), said.all(finding, _ADDRESSEE)
        yield replace(place, thing=verb, role=Role.ACTS, others=addressees)
        for thing in addressees:
            due = tuple(sorted(dues.get((place.part, thing), ())))
            yield replace(place, thing=thing, role=Role.ASKS, verb=verb, dues=due)


def _dues(said: _Said) -> dict[tuple[str, str], set[str]]:
    """When what a part asks of someone is due, by part and assignee.

    What is due in a sub-paragraph is also due in the paragraph it belongs to, whose verb asks it.
    """
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for mandate in said.subjects(_ASSIGNEE):
        part = said.one(mandate, _INPART)
        document = said.one(part, _INDOCUMENT)
        while document and part.startswith(f"{document}/"):
            for assignee in said.all(mandate, _ASSIGNEE):
                found[part, assignee].update(_due(said, mandate))
            part = part.rpartition("/")[0]
    return found


def _due(said: _Said, mandate: str) -> tuple[str, ...]:
    told = {said.one(mandate, _DUE), said.one(mandate, _DAY)[:4]}
    return tuple(sorted(told - {""}))


def _mentions(said: _Said) -> Iterator[Use]:
    for finding in said.subjects(_NAMES):
        place = said.place(finding)
        if place is not None:
            for thing in said.all(finding, _NAMES):
                yield replace(place, thing=thing, role=Role.MENTIONS)


def _deeds(said: _Said) -> Iterator[Use]:
    votes = [(d, vote) for d in said.subjects(_VOTE) for vote in said.all(d, _VOTE)]
    sponsored = {d for how in _SPONSORED for d in said.subjects(how)}
    deeds: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for hows, pairs in ((_VOTED, votes), (_SPONSORED, [(d, d) for d in sponsored])):
        for document, subject in pairs:
            for how in hows:
                for state in said.all(subject, how):
                    deeds[document, state].add(how)
    for (document, state), done in deeds.items():
        place = said.whole(document, document, document)
        yield replace(place, thing=state, role=Role.DEEDS, others=tuple(sorted(done)))


def _mandates(said: _Said) -> Iterator[Use]:
    for finding in {*said.subjects(_ASSIGNEE), *said.subjects(_DUE)}:
        place = said.place(finding)
        if place is not None:
            yield replace(
                place,
                thing=str(RCL.Mandate),
                role=Role.MANDATES,
                rank=f"{said.one(finding, _DAY)} {place.date}",
                others=said.all(finding, _ASSIGNEE),
                dues=_due(said, finding),
            )
