"""Footnotes: text, where they are anchored, and where their marks stand in the text."""

from ingest.model import Work
from ingest.triples.graph import TYPE, Graph, integer, node
from ingest.triples.names import Names
from ingest.triples.parts import read_from
from ontology.terms import DCTERMS, RCL

_FOOTNOTE = node(RCL.Footnote)
_MARK = node(RCL.FootnoteMark)
_IN_DOCUMENT = node(RCL.inDocument)
_NUMBER = node(RCL.number)
_TEXT = node(RCL.text)
_POSITION = node(RCL.position)
_ANCHORED_IN = node(RCL.anchoredIn)
_HAS_MARK = node(RCL.hasMark)
_IN_PART = node(RCL.inPart)
_START = node(RCL.start)
_LANGUAGE = node(DCTERMS.language)


def add(graph: Graph, work: Work, names: Names) -> None:
    """Add the footnotes of a work; marks are stated for each language, for offsets differ."""
    document = names.document(work.symbol)
    first: dict[str, str] = {}
    for expression in work.expressions:
        language = expression.language
        for note in expression.footnotes:
            iri = names.part(work.symbol, note.path)
            place = names.part(work.symbol, note.anchored_in) if note.anchored_in else document
            if note.path not in first:
                first[note.path] = note.mark
                graph.add(iri, TYPE, _FOOTNOTE)
                graph.add(iri, _IN_DOCUMENT, document)
                graph.say(iri, _NUMBER, note.mark)
                graph.add(iri, _POSITION, integer(len(first)))
                graph.add(iri, _ANCHORED_IN, place)
            elif first[note.path] != note.mark:
                graph.say(iri, _NUMBER, note.mark, language)
            graph.say(iri, _TEXT, note.content.text, language)
            read_from(graph, iri, note.content, expression, names)
            if note.anchor is not None and note.anchored_in:
                mark = names.part(work.symbol, f"{note.path}/mark/{language}")
                graph.add(iri, _HAS_MARK, mark)
                graph.add(mark, TYPE, _MARK)
                graph.add(mark, _IN_PART, place)
                graph.add(mark, _START, integer(note.anchor))
                graph.say(mark, _LANGUAGE, language)
