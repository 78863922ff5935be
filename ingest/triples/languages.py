"""What the texts in other languages take over from the language whose words were read."""

from collections.abc import Mapping

from pyoxigraph import NamedNode

from ingest.align import aligned
from ingest.model import Work
from ingest.triples.graph import Graph, node
from ingest.triples.names import Names
from ontology.terms import DCTERMS, RCL

_VIA_FOOTNOTE = node(RCL.viaFootnote)
_WORDS = frozenset(map(node, (RCL.surface, RCL.start, RCL.end)))


def add(graph: Graph, work: Work, names: Names, citations: Mapping[str, str]) -> None:
    """State the citations of ``graph`` again for each other language, where its parts align.

    ``citations`` has the path of each (``op/1/cite/1``) and that of the part or note it was read
    in. One that is taken over says so, and in which language; it has no words and no offsets.
    """
    first, *others = work.expressions
    if not others or not citations:
        return

    def part(path: str) -> NamedNode:
        return names.part(work.symbol, path)

    read = {part(path): path for path in citations}
    said = [quad for quad in graph.quads if quad.subject in read and quad.predicate not in _WORDS]
    for document in others:
        both, language = aligned(first, document), document.language
        taken: dict[object, NamedNode] = {}
        for citation, path in read.items():
            if citations[path] in both:
                over = taken[citation] = part(f"{path}/{language}")
                graph.add(over, node(RCL.takenFrom), citation)
                graph.say(over, node(DCTERMS.language), language)
        apart = {part(note.path) for note in first.footnotes if note.path not in both}
        for quad in said:
            if quad.subject in taken and not (
                quad.predicate == _VIA_FOOTNOTE and quad.object in apart
            ):
                graph.again(quad, taken[quad.subject])
