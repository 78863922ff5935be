"""Where each graph comes from: source files, their checksums, and the program's version."""

from ingest.model import Source, Work
from ingest.triples.graph import TYPE, Graph, integer, node
from ingest.triples.names import Names
from ontology.terms import DCTERMS, OWL, PROV, RCL

_DERIVED = node(PROV.wasDerivedFrom)


def add(graph: Graph, work: Work, names: Names, version: str) -> None:
    """Add the sources of a work's graph. Nothing that differs from build to build is said."""
    subject = names.graph(work.symbol)
    build = names.entry(names.iris.release("current-build"))
    graph.add(subject, node(PROV.wasGeneratedBy), build)
    graph.add(build, TYPE, node(PROV.Activity))
    graph.add(build, TYPE, node(RCL.Release))
    graph.say(build, node(OWL.versionInfo), version)
    for expression in work.expressions:
        graph.add(subject, _DERIVED, names.source(expression.source.sha256))
        _source(graph, expression.source, names)
    if work.record:
        graph.add(subject, _DERIVED, names.source(work.record.source.sha256))
        _source(graph, work.record.source, names)


def _source(graph: Graph, source: Source, names: Names) -> None:
    iri = names.source(source.sha256)
    graph.add(iri, TYPE, node(PROV.Entity))
    graph.add(iri, TYPE, node(RCL.SourceFile))
    graph.say(iri, node(RCL.checksum), f"sha256:{source.sha256}")
    graph.say(iri, node(DCTERMS.identifier), source.path)
    graph.add(iri, node(DCTERMS.extent), integer(source.size))
