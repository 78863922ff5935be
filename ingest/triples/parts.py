"""The parts of a document: class, place, number, text in each language, and where it was read."""

import json

from pyoxigraph import Literal, NamedNode

from ingest.model import Document, Part, PartKind, Rich, Work
from ingest.triples.graph import TYPE, Graph, integer, node
from ingest.triples.names import Names
from ontology.terms import RCL, RDF

_PART = node(RCL.Part)
_IN_DOCUMENT = node(RCL.inDocument)
_PART_OF = node(RCL.partOf)
_UNDER_HEADING = node(RCL.underHeading)
_NUMBER = node(RCL.number)
_POSITION = node(RCL.position)
_TEXT = node(RCL.text)
_CELLS = node(RCL.cells)
_READ_FROM = node(RCL.readFrom)
_JSON = node(RDF.JSON)
_KINDS = {kind: node(RCL[kind.value]) for kind in PartKind}


def order(work: Work) -> list[str]:
    """The paths of the parts of all languages in one reading order.

    The first language gives the order; a part that only another language has stands behind the
    part that precedes it there.
    """
    paths = [part.path for part in work.expressions[0].parts]
    known = set(paths)
    for document in work.expressions[1:]:
        before: str | None = None
        for part in document.parts:
            if part.path not in known:
                known.add(part.path)
                paths.insert(0 if before is None else paths.index(before) + 1, part.path)
            before = part.path
    return paths


def add(graph: Graph, work: Work, names: Names) -> None:
    """Add the parts of a work, each stated once, with a text for each language held."""
    document = names.document(work.symbol)
    position = {path: at for at, path in enumerate(order(work), 1)}
    first: dict[str, Part] = {}
    for expression in work.expressions:
        for part in expression.parts:
            iri = names.part(work.symbol, part.path)
            leading = first.setdefault(part.path, part)
            if leading is part:
                _place(graph, iri, part, document, work.symbol, names)
                graph.add(iri, _POSITION, integer(position[part.path]))
            elif part.number != leading.number:
                graph.say(iri, _NUMBER, part.number, expression.language)
            graph.say(iri, _TEXT, part.content.text, expression.language)
            read_from(graph, iri, part.content, expression, names)


def _place(
    graph: Graph, iri: NamedNode, part: Part, document: NamedNode, symbol: str, names: Names
) -> None:
    graph.add(iri, TYPE, _KINDS[part.kind])
    graph.add(iri, TYPE, _PART)
    graph.add(iri, _IN_DOCUMENT, document)
    graph.add(iri, _PART_OF, names.part(symbol, part.parent) if part.parent else document)
    if part.headings:
        graph.add(iri, _UNDER_HEADING, names.part(symbol, part.headings[-1]))
    graph.say(iri, _NUMBER, part.number)
    if part.rows:
        cells = json.dumps(part.rows, ensure_ascii=False, separators=(",", ":"))
        graph.add(iri, _CELLS, Literal(cells, datatype=_JSON))


def read_from(
    graph: Graph, iri: NamedNode, content: Rich, document: Document, names: Names
) -> None:
    """Say from which stretches of the source a text was read (RFC 5147 fragments)."""
    for span in content.spans:
        graph.add(iri, _READ_FROM, names.stretch(document.source.sha256, span))
