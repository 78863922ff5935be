"""The ontology and the registries as two graphs, read from ``ontology/``."""

from pathlib import Path

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Quad,
    RdfFormat,
    parse,
)

from ingest.triples.graph import nquads
from ingest.triples.names import Names
from ingest.triples.rebase import moved
from ontology.terms import ROOT

ONTOLOGY = ("recalling.ttl", "align.ttl")
"""The files that define terms; every other Turtle file of the folder is a registry."""


def registry(names: Names, folder: Path = ROOT / "ontology") -> bytes:
    """All Turtle files of ``ontology/`` as N-Quads, in the graphs ontology and registry.

    Blank nodes get canonical names (RDFC-1.0), so that two builds agree to the byte; IRIs under
    the project's base move to the base of the build, those of the ontology's own terms do not.
    """
    dataset = Dataset()
    for path in sorted(folder.glob("**/*.ttl")):
        graph = names.graph("ontology" if path.name in ONTOLOGY else "registry")
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            dataset.add(Quad(quad.subject, quad.predicate, quad.object, graph))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return nquads(moved(dataset, names.base))
