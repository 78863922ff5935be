"""The vocabulary's own page and data: every term of the Turtle with all that is said of it."""

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ingest.triples.names import BASE, Names
from ingest.triples.registry import registry
from ontology.terms import RCL
from server.app import create_app
from server.config import Config
from server.store import ReleaseStore
from server.views.vocabulary import TermView, terms

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the registries alone."""
    folder = tmp_path_factory.mktemp("vocabulary") / "0123456789abcdef"
    folder.mkdir()
    store = Store(str(folder / "store"))
    store.load(registry(Names(BASE)), format=RdfFormat.N_QUADS)
    store.flush()
    return folder


@pytest.fixture(scope="module")
def shown(folder: Path) -> dict[str, TermView]:
    return {t.name: t for group in terms(ReleaseStore(folder), BASE).values() for t in group}


@pytest.fixture(scope="module")
def turtle() -> Graph:
    graph = Graph().parse(ROOT / "ontology/recalling.ttl")
    return graph.parse(ROOT / "ontology/align.ttl")


def own(graph: Graph) -> set[URIRef]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return {s for kind in kinds for s in graph.subjects(RDF.type, kind) if s in RCL._NS}


def test_every_term_is_documented(shown: dict[str, TermView], turtle: Graph) -> None:
    assert set(shown) == {str(term).removeprefix(str(RCL._NS)) for term in own(turtle)}
    for term in shown.values():
        assert term.label, term.name
        assert term.definition, term.name
        assert term.example, term.name
        iri = URIRef(term.iri)
        for heading, predicate in (("Close to", SKOS.closeMatch), ("Range", RDFS.range),
                                   ("Sub-class of", RDFS.subClassOf)):  # fmt: skip
            said = [o for o in turtle.objects(iri, predicate) if isinstance(o, URIRef)]
            assert len(term.about.get(heading, ())) >= len(said), (term.name, heading)


@pytest.mark.parametrize(
    ("name", "heading", "values"),
    [
        ("Resolution", "Sub-class of", {"rcl:Document", "undo:NormativeDocument"}),
        ("Document", "Sub-classes", {"rcl:Decision", "rcl:PresidentialStatement",
                                     "rcl:Resolution"}),
        ("symbol", "Domain", {"rcl:Document", "rcl:DocumentSet"}),
        ("symbol", "Range", {"xsd:string"}),
        ("partOf", "Range", {"rcl:Part", "rcl:Document"}),
        ("surface", "Close to", {"oa:exact"}),
        ("against", "Disjoint with", set()),
        ("inFavour", "Disjoint with", {"rcl:abstaining", "rcl:against"}),
    ],
)  # fmt: skip
def test_a_term_is_told_with_its_relations(
    shown: dict[str, TermView], name: str, heading: str, values: set[str]
) -> None:
    assert values <= {value.text for value in shown[name].about.get(heading, ())}


def test_every_term_has_an_anchor_and_every_link_inside_leads_to_one(folder: Path) -> None:
    app = create_app(Config(data=folder, query_workers=1))
    try:
        client = app.test_client()
        page = client.get("/ontology", headers={"Accept": "text/html"}).text
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
        assert {str(t).removeprefix(str(RCL._NS)) for t in own(
            Graph().parse(data=client.get("/ontology.ttl").data, format="turtle")
        )} <= set(ids)  # fmt: skip
        for suffix, name in (("jsonld", "json-ld"), ("rdf", "xml"), ("nt", "nt")):
            data = client.get(f"/ontology.{suffix}").data
            assert len(own(Graph().parse(data=data, format=name))) > 90
    finally:
        app.extensions["recalling.pool"].close()
