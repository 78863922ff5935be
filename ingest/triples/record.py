"""What the metadata record adds to a document: votes, sponsors, subjects, goals, meeting, draft."""

from pyoxigraph import NamedNode

from ingest.model import Record, Subject, Vote, Work
from ingest.triples.graph import TYPE, Graph, integer, node
from ingest.triples.names import Names
from ontology.terms import DCTERMS, RCL, SKOS

_GOAL = "http://metadata.un.org/sdg/"
_CONCEPT = node(SKOS.Concept)
_SCHEME = node(SKOS.ConceptScheme)


def add(graph: Graph, work: Work, names: Names) -> None:
    """Add the record of a work, where it has one. What is printed was preferred by ``merge``."""
    record = work.record
    if record is None:
        return
    document = names.document(work.symbol)
    if record.meeting_record:
        graph.add(document, node(RCL.meetingRecord), names.mention(record.meeting_record))
    if record.draft and not work.expressions[0].head.drafts:
        graph.add(document, node(RCL.draft), names.mention(record.draft))
    for state in record.sponsors:
        graph.add(document, node(RCL.sponsor), names.entry(names.iris.state(state)))
    for state in record.additional_sponsors:
        graph.add(document, node(RCL.additionalSponsor), names.entry(names.iris.state(state)))
    for note in record.sponsor_notes:
        graph.say(document, node(RCL.sponsorNote), note)
    for goal in record.goals:
        graph.add(document, node(RCL.goal), node(f"{_GOAL}{goal}"))
    labelled: set[NamedNode] = set()
    for subject in record.subjects:
        _subject(graph, document, subject, names, labelled)
    if record.vote:
        _vote(graph, document, record.vote, record, names)


def _vote(graph: Graph, document: NamedNode, vote: Vote, record: Record, names: Names) -> None:
    iri = names.part(record.symbol, "vote")
    graph.add(document, node(RCL.vote), iri)
    graph.add(iri, TYPE, node(RCL.Vote))
    graph.say(iri, node(RCL.outcome), vote.outcome)
    for term, states in (
        (RCL.inFavour, vote.in_favour),
        (RCL.against, vote.against),
        (RCL.abstaining, vote.abstaining),
    ):
        for state in states:
            graph.add(iri, node(term), names.entry(names.iris.state(state)))
    terms = (RCL.inFavourCount, RCL.againstCount, RCL.abstainingCount)
    for term, count in zip(terms, vote.counts or (), strict=False):
        graph.add(iri, node(term), integer(count))


def _subject(
    graph: Graph, document: NamedNode, subject: Subject, names: Names, labelled: set[NamedNode]
) -> None:
    iri = node(subject.iri) if subject.iri else names.entry(names.iris.subject(subject.label))
    scheme = names.entry(names.iris.subject(f"scheme {subject.scheme}"))
    graph.add(document, node(DCTERMS.subject), iri)
    graph.add(iri, TYPE, _CONCEPT)
    if iri not in labelled:  # a record may spell one heading in two ways
        graph.say(iri, node(SKOS.prefLabel), subject.label, "en")
        labelled.add(iri)
    graph.add(iri, node(SKOS.inScheme), scheme)
    graph.add(scheme, TYPE, _SCHEME)
    graph.say(scheme, node(SKOS.prefLabel), subject.scheme, "en")
