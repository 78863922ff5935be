"""Check the statements about a document against ``shapes/``: none enters a release unchecked."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import pyoxigraph
import pyshacl
import pyshacl_turbo
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import SH, XSD
from rdflib.term import Node

from ingest.errors import BadData
from ontology.terms import ROOT

_STRING = pyoxigraph.NamedNode(str(XSD.string))


class Profile(StrEnum):
    """Which rules hold beside the common ones: a release with texts, or one of facts only."""

    FULL = "full"
    FACTS = "facts"


class Validator:
    """The shapes of one profile, read once. Raises BadData where they cannot be read.

    ``pyshacl_turbo`` looks first, a hundred times as fast as ``pyshacl``; what it objects to is
    judged and put into words by ``pyshacl``, the reference. A test holds the two side by side.
    """

    def __init__(self, profile: Profile, folder: Path = ROOT / "shapes") -> None:
        store = pyoxigraph.Store()
        for path in [*sorted(folder.glob("*.ttl")), folder / "profiles" / f"{profile}.ttl"]:
            try:
                store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
            except (OSError, SyntaxError) as error:
                raise BadData(path.name, f"shapes that cannot be read ({error})") from error
        self._quick = pyshacl_turbo.compile_shapes(store)  # type: ignore[no-untyped-call]
        self._shapes = to_rdflib(store)

    def violations(self, nquads: bytes) -> list[str]:
        """What is wrong with a document's statements, one line each; empty where all is well."""
        return [] if self.passes(nquads) else self.judge(nquads)

    def passes(self, nquads: bytes) -> bool:
        """Whether the quick look finds nothing."""
        store = pyoxigraph.Store()
        store.bulk_load(nquads, format=pyoxigraph.RdfFormat.N_QUADS)
        conforms: bool = self._quick.validate(store, allow_warnings=True)[0]
        return conforms

    def judge(self, nquads: bytes) -> list[str]:
        """What the reference says is wrong, one line each."""
        graph = to_rdflib(pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS))
        conforms, report, _ = pyshacl.validate(graph, shacl_graph=self._shapes, allow_warnings=True)
        return [] if conforms else sorted(_lines(report))


def to_rdflib(quads: Iterable[pyoxigraph.Quad]) -> Graph:
    """Quads as one rdflib graph, the names of the graphs dropped."""
    graph = Graph()
    for quad in quads:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def _term(term: object) -> Node:
    match term:
        case pyoxigraph.NamedNode():
            return URIRef(term.value)
        case pyoxigraph.Literal(language=None):
            # to rdflib a plain string and an xsd:string are two things, and Turtle has the first
            if term.datatype == _STRING:
                return Literal(term.value)
            return Literal(term.value, datatype=URIRef(term.datatype.value))
        case pyoxigraph.Literal():
            return Literal(term.value, lang=term.language)
        case pyoxigraph.BlankNode():
            return BNode(term.value)
        case _:
            raise TypeError(f"no place for {term} in a document's graph")


def _lines(report: Graph) -> set[str]:
    lines = set()
    for result in report.subjects(SH.resultSeverity, SH.Violation):
        focus = report.value(result, SH.focusNode)
        path = report.value(result, SH.resultPath)
        message = report.value(result, SH.resultMessage)
        value = report.value(result, SH.value)
        told = f"{focus}: {message}"
        if isinstance(path, URIRef):
            told += f" ({path.rpartition('#')[2].rpartition('/')[2]}"
            told += f": {str(value)[:80]})" if value is not None else ")"
        lines.add(told)
    return lines
