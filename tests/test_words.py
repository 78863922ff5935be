"""What the words refer to, stated: anchors, unresolved citations, provisions, lost notes."""

from dataclasses import replace

import pytest
from pyoxigraph import NamedNode

from ingest.model import Act, Citation, Mandate, Mention, NoteReference, References, Work
from ingest.triples import words
from ingest.triples.graph import Graph
from ingest.triples.names import Names
from ontology.terms import RCL

SYMBOL = "A/RES/79/999"


def stated(document, **references):
    names = Names()
    graph = Graph(names.graph(SYMBOL))
    held = replace(document(SYMBOL), references=References(**references))
    words.add(graph, Work(SYMBOL, (held,)), names)
    return graph, names


def values(graph, term):
    return [
        quad.object.value for quad in graph.quads if quad.predicate == NamedNode(str(RCL[term]))
    ]


def test_the_words_of_a_citation_are_a_slice_of_the_part(document):
    cited = Citation("pp/1", 0, 9, "A/RES/1/1")
    graph, names = stated(document, citations=(cited,))
    assert values(graph, "surface") == ["Recalling"]
    assert values(graph, "cites") == ["https://w3id.org/recalling/A/RES/1/1"]
    assert names.mentioned == {"A/RES/1/1"}


def test_an_unresolved_citation_keeps_its_candidates(document):
    cited = Citation("pp/1", 0, 9, None, ("instrument/a", "instrument/b"))
    graph, _ = stated(document, citations=(cited,))
    assert values(graph, "resolved") == ["false"]
    assert len(values(graph, "candidate")) == 2
    assert values(graph, "cites") == []


@pytest.mark.parametrize(
    ("provision", "article", "pinpoint"),
    [
        ("article/33", ["33"], []),
        ("article/3, paragraphs 1 (a) and 2", ["3"], ["article 3, paragraphs 1 (a) and 2"]),
        ("chap. I, sect. B", [], ["chap. I, sect. B"]),
        (None, [], []),
    ],
    ids=["an article", "a place inside an article", "a chapter", "nothing"],
)
def test_a_provision_is_an_address_or_words(document, provision, article, pinpoint):
    cited = Citation("pp/1", 0, 9, "instrument/crc", provision=provision)
    graph, _ = stated(document, citations=(cited,))
    assert [iri.rpartition("/")[2] for iri in values(graph, "citedProvision")] == article
    assert values(graph, "pinpoint") == pinpoint


def test_a_note_that_is_not_held_is_not_pointed_at(document):
    cited = Citation("pp/1", 0, 9, "A/RES/1/1", footnote="99")
    (held,) = {note.mark for note in document(SYMBOL).footnotes}
    note = NoteReference(held, ibid_of="98")
    graph, _ = stated(document, citations=(cited,), notes=(note,))
    assert values(graph, "viaFootnote") == values(graph, "ibidOf") == []


def test_acts_mandates_and_mentions_are_stated(document):
    graph, _ = stated(
        document,
        acts=(Act("op/1", 0, 8, "request", ("body/secretary-general",)),),
        mandates=(Mandate("op/1", 0, 8, "body/secretary-general", "a report", due="P9M"),),
        mentions=(Mention("op/1", 13, 30, "body/secretary-general"),),
    )
    assert values(graph, "verb") == ["https://w3id.org/recalling/verb/request"]
    assert values(graph, "due") == ["P9M"]
    assert values(graph, "mentions") == ["https://w3id.org/recalling/body/secretary-general"]


def test_a_body_that_is_told_is_stated_of_its_words_and_of_the_part(document):
    graph, _ = stated(document, mentions=(Mention("op/1", 0, 8, "body/cnd"),))
    assert values(graph, "mentions") == values(graph, "names")
    assert values(graph, "names") == ["https://w3id.org/recalling/body/cnd"]
    assert values(graph, "surface") == ["Requests"]
    assert values(graph, "resolved") == []


@pytest.mark.parametrize("candidates", [("body/cnd", "body/csw"), ()], ids=["two", "none"])
def test_an_unresolved_mention_keeps_its_words_and_candidates(document, candidates):
    graph, _ = stated(document, mentions=(Mention("op/1", 0, 8, None, candidates),))
    assert values(graph, "mentions") == []
    assert values(graph, "surface") == ["Requests"]
    assert values(graph, "resolved") == ["false"]
    assert [iri.partition("recalling/")[2] for iri in values(graph, "candidate")] == [*candidates]


@pytest.mark.parametrize(
    ("texts", "acts", "cited", "act"),
    [
        ({"op/1": "Notes 1/1, and endorses 2/2;"}, (("op/1", 0), ("op/1", 15)), ("op/1", 6), "1"),
        ({"op/1": "Notes 1/1, and endorses 2/2;"}, (("op/1", 0), ("op/1", 15)), ("op/1", 24), "2"),
        ({"op/1": "In line with 1/1, requests"}, (("op/1", 18),), ("op/1", 13), "1"),
        ({"op/1": "Notes it, and requests:"}, (("op/1", 0), ("op/1", 14)), ("op/1/a", 3), "2"),
        ({"op/1": "Lamps."}, (), ("op/1", 0), None),
    ],
    ids=[
        "the act that opens before the citation",
        "of several acts the last before it",
        "the act that follows, where none opens before",
        "in a piece of a paragraph, the act that the paragraph ends with",
        "none where nobody acts",
    ],
)
def test_a_citation_stands_in_an_act(document, texts, acts, cited, act):
    names = Names()
    graph = Graph(names.graph(SYMBOL))
    made = tuple(Act(path, start, start + 1, "request") for path, start in acts)
    part, start = cited
    references = References(citations=(Citation(part, start, start + 1, "A/RES/1/1"),), acts=made)
    held = replace(document(SYMBOL, texts=texts), references=references)
    words.add(graph, Work(SYMBOL, (held,)), names)
    assert [iri.rpartition("/")[2] for iri in values(graph, "inAct")] == ([act] if act else [])
