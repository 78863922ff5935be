"""The words in a text that name or do something: citations, verbs, bodies, in their places."""

from collections import defaultdict
from dataclasses import dataclass

from ontology.terms import RCL, RDF
from server.views.facts import Facts

_KINDS = {
    "Citation": ("cite", RCL.cites),
    "Act": ("verb", RCL.verb),
    "Mention": ("body", RCL.names),
}
"""For each class the kind of its marks, and the property that says what the words mean."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words [start, end) of a part; ``targets`` are the IRIs of what they mean.

    Without targets they could not be told; then ``candidates`` are what they may mean.
    ``finding`` is the IRI of the citation, act or mention (of the first, where words cite several).
    """

    start: int
    end: int
    kind: str
    finding: str
    targets: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


Spans = dict[str, tuple[Span, ...]]
"""The marked words of each part (by IRI), in order; no two overlap."""


def spans_of(facts: Facts, language: str) -> Spans:
    """Find the marked words of each part in the text of ``language``.

    Of two that overlap the longer is marked: a body named inside the name of a work is not.
    """
    found: dict[str, dict[tuple[int, int, str], list[str]]] = defaultdict(dict)
    for subject in facts.subjects():
        surface = facts.one(subject, RCL.surface)
        if surface is None or surface.language not in (language, ""):
            continue
        classes = {t.value.removeprefix(str(RCL._NS)) for t in facts.all(subject, RDF.type)}
        kind = next((_KINDS[name][0] for name in _KINDS if name in classes), "")
        part = facts.value(subject, RCL.inPart)
        if kind and part:
            place = (facts.number(subject, RCL.start), facts.number(subject, RCL.end), kind)
            found[part].setdefault(place, []).append(subject)
    return {part: _apart(facts, places) for part, places in found.items()}


def _apart(facts: Facts, places: dict[tuple[int, int, str], list[str]]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start, end, kind in sorted(places, key=lambda place: (place[0] - place[1], place)):
        if any(start < other.end and other.start < end for other in spans):
            continue
        subjects = sorted(places[start, end, kind])
        means = next(target for name, target in _KINDS.values() if name == kind)
        spans.append(Span(
            start, end, kind, subjects[0],
            tuple(t.value for s in subjects for t in facts.all(s, means)),
            tuple(t.value for s in subjects for t in facts.all(s, RCL.candidate)),
        ))  # fmt: skip
    return tuple(sorted(spans, key=lambda span: span.start))
