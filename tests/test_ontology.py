"""The vocabulary, its alignment, its JSON-LD context and the registries agree with each other."""

import json
import os
import re
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from ontology.iris import BASE
from ontology.terms import PREFIXES, RCL, ROOT

FOLDER = ROOT / "ontology"
RCL_NS = str(RCL._NS)
REGISTRY = Namespace(BASE)
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


def turtle(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(FOLDER / f"{name}.ttl")
    return graph


VOCABULARY = turtle("recalling")
REGISTRIES = turtle("bodies", "instruments", "verbs")
TERMS = sorted(str(t) for t in set(VOCABULARY.subjects(RDF.type)) if str(t).startswith(RCL_NS))
CONTEXT = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]


def kinds(term: Node) -> set[Node]:
    return {k for k in VOCABULARY.objects(term, RDF.type) if k in KINDS}


def test_code_and_turtle_have_the_same_terms() -> None:
    assert {str(RCL[name]) for name in RCL.__annotations__ if name[0] != "_"} == set(TERMS)


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.rpartition("#")[2])
def test_term_is_defined_for_a_reader(term: str) -> None:
    assert len(kinds(URIRef(term))) == 1
    for told in (RDFS.label, SKOS.definition, SKOS.example):
        (text,) = VOCABULARY.objects(URIRef(term), told)
        assert isinstance(text, Literal)
        assert text.language == "en"
        assert str(text).strip()


@pytest.mark.parametrize("name", ["recalling", "align"])
def test_ontology_says_its_version_and_licence(name: str) -> None:
    graph = turtle(name)
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    for told in (DCTERMS.title, DCTERMS.license, OWL.versionInfo):
        assert graph.value(header, told)


def test_alignment_speaks_only_of_terms_that_are_defined() -> None:
    align = turtle("align")
    named = {str(node) for triple in align for node in triple}
    assert {n for n in named if n.startswith(RCL_NS)} <= set(TERMS)


def test_alignment_declares_what_it_reasons_with() -> None:
    align = turtle("align")
    declared = set(align.subjects(RDF.type)) | {URIRef(t) for t in TERMS}
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        for lower, upper in align.subject_objects(relation):
            assert {lower, upper} <= declared


@pytest.mark.parametrize(
    "standard",
    ["data.europa.eu/eli", "w3id.org/un/ontology/undo", "spar/cito", "spar/doco", "ns/org#",
     "ns/prov#", "ns/oa#", "skos/core", "purl.org/dc/terms", "schema.org"],
)  # fmt: skip
def test_alignment_reaches(standard: str) -> None:
    align = turtle("align")
    assert any(standard in str(o) for s, _, o in align if str(s).startswith(RCL_NS))


def test_context_covers_every_term_and_prefix() -> None:
    mapped = {v["@id"] if isinstance(v, dict) else v for v in CONTEXT.values() if v != 1.1}
    assert {f"rcl:{t.rpartition('#')[2]}" for t in TERMS} <= mapped
    assert {name: CONTEXT[name] for name in PREFIXES} == PREFIXES
    for name, value in CONTEXT.items():
        if isinstance(value, dict):
            assert value["@id"].partition(":")[0] in PREFIXES, name


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.rpartition("#")[2])
def test_context_types_a_property_as_the_ontology_does(term: str) -> None:
    name = term.rpartition("#")[2]
    entry, kind = CONTEXT[name], kinds(URIRef(term))
    if kind == {OWL.Class}:
        assert entry == f"rcl:{name}"
    elif kind == {OWL.ObjectProperty}:
        assert entry["@type"] == "@id"
    else:
        spread = VOCABULARY.value(URIRef(term), RDFS.range)
        given = entry.get("@type", "language")
        assert spread is None or given == f"xsd:{str(spread).rpartition('#')[2]}"
        assert spread is not None or given in ("language", "xsd:date", "@json")


def test_json_ld_with_the_context_loses_nothing() -> None:
    graph = Graph().parse(
        data=f'''@prefix rcl: <{RCL_NS}> . @prefix rdf: <{RDF}> . @base <{BASE}> .
        <t/1> a rcl:Table , rcl:Part ; rcl:number "7" , "٧"@ar ; rcl:position 7 ; rcl:partOf <D/1> ;
            rcl:text "Lamps"@en , "Lampes"@fr ; rcl:cells """[["a","b"]]"""^^rdf:JSON .
        <D/1> rcl:held true ; rcl:adoptedOn "2024-12-17"^^<http://www.w3.org/2001/XMLSchema#date> ;
            <{DCTERMS.title}> "On lamps"@en .''',
        format="turtle",
    )
    text = graph.serialize(format="json-ld", context=CONTEXT, auto_compact=True)
    assert set(Graph().parse(data=text, format="json-ld")) == set(graph)


# -------------------------------------------------------------------------- registries


def test_what_a_registry_refers_to_is_there() -> None:
    known = {str(s) for s in REGISTRIES.subjects()}
    pattern = re.compile(re.escape(BASE) + "(body|instrument|verb)/")
    assert {str(o) for o in REGISTRIES.objects() if pattern.match(str(o))} <= known


@pytest.mark.parametrize("kind", [RCL.Body, RCL.Group, RCL.Instrument, RCL.Verb])
def test_name_means_one_entry(kind: URIRef) -> None:
    seen: dict[tuple[str, str | None], Node] = {}
    for entry in set(REGISTRIES.subjects(RDF.type, kind)):
        for relation in (SKOS.prefLabel, SKOS.altLabel):
            for name in set(REGISTRIES.objects(entry, relation)):
                assert isinstance(name, Literal)
                other = seen.setdefault((str(name).casefold(), name.language), entry)
                assert other == entry, f"{name} means {entry} and {other}"


def test_verb_address_is_its_notation() -> None:
    for verb, notation in REGISTRIES.subject_objects(SKOS.notation):
        if (verb, RDF.type, RCL.Verb) in REGISTRIES:
            assert str(verb) == f"{BASE}verb/{str(notation).replace(' ', '-')}"


def test_every_strength_is_described() -> None:
    scale = set(REGISTRIES.subjects(SKOS.inScheme, REGISTRY["verb/strength"]))
    described = {int(str(REGISTRIES.value(level, SKOS.notation))) for level in scale}
    used = {int(str(s)) for s in REGISTRIES.objects(None, RCL.strength)}
    assert used == described == set(range(1, 8))
    for level in scale:
        assert REGISTRIES.value(level, SKOS.definition)


@pytest.mark.parametrize(
    ("kind", "least"),
    [(RCL.Body, 120), (RCL.Group, 40), (RCL.Instrument, 80), (RCL.Verb, 120)],
)
def test_registry_is_broad(kind: URIRef, least: int) -> None:
    assert len(set(REGISTRIES.subjects(RDF.type, kind))) >= least


PRINCIPAL = [
    "general-assembly", "security-council", "ecosoc", "trusteeship-council", "icj", "secretariat",
    "first-committee", "second-committee", "third-committee", "fourth-committee",
    "fifth-committee", "sixth-committee",
]  # fmt: skip


@pytest.mark.parametrize("name", PRINCIPAL)
def test_body_is_named_in_six_languages(name: str) -> None:
    labels = REGISTRIES.objects(REGISTRY[f"body/{name}"], SKOS.prefLabel)
    assert sorted(str(getattr(x, "language", "")) for x in labels) == [
        "ar", "en", "es", "fr", "ru", "zh",
    ]  # fmt: skip


# ------------------------------------------------------------ ids that evaluation relies on


@pytest.fixture(scope="module")
def ids() -> dict[str, dict[str, dict[str, str]]]:
    """The ids that hand-made annotations use (RECALLING_EVAL, else ../shared/eval)."""
    given = os.environ.get("RECALLING_EVAL")
    path = (Path(given) if given else ROOT.parent / "shared" / "eval") / "ids.json"
    if given and not path.is_file():
        pytest.fail(f"RECALLING_EVAL names {given}, which has no ids.json")
    if not path.is_file():
        pytest.skip("no annotations: set RECALLING_EVAL to their folder")
    found: dict[str, dict[str, dict[str, str]]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def names(entry: URIRef) -> set[str]:
    relations = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    return {str(n).casefold() for r in relations for n in REGISTRIES.objects(entry, r)}


def plain(text: str) -> str:
    return " ".join(text.replace("\u2011", "-").split())


def test_bodies_and_groups_have_the_ids_and_names(
    ids: dict[str, dict[str, dict[str, str]]],
) -> None:
    for name, labels in ids["bodies"].items():
        entry = REGISTRY[f"body/{name}"]
        assert (entry, RDF.type, RCL.Body) in REGISTRIES, name
        assert {plain(label).casefold() for label in labels} <= names(entry), name
    for name in ids["groups"]:
        assert (REGISTRY[f"body/{name}"], RDF.type, RCL.Group) in REGISTRIES, name


def test_verbs_have_the_ids(ids: dict[str, dict[str, dict[str, str]]]) -> None:
    notations = {str(n) for n in REGISTRIES.objects(None, SKOS.notation)}
    assert set(ids["verbs"]) <= notations


def test_instruments_have_the_ids_and_facts(ids: dict[str, dict[str, dict[str, str]]]) -> None:
    for name, fact in ids["instruments"].items():
        entry = REGISTRY[f"instrument/{name}"]
        types = {RCL.Instrument}
        if fact["kind"] != "other":
            types.add(RCL[fact["kind"].capitalize()])
        assert set(REGISTRIES.objects(entry, RDF.type)) == types, name
        assert plain(fact["label"]).casefold() in names(entry), name
        if "symbol" in fact:
            carrier = REGISTRY["".join(fact["symbol"].split())]
            assert (entry, RCL.adoptedAs, carrier) in REGISTRIES, name
        if "unts" in fact:
            assert str(REGISTRIES.value(entry, RCL.untsRegistration)) == fact["unts"], name
        if "year" in fact:
            assert str(REGISTRIES.value(entry, DCTERMS.date)) == str(fact["year"]), name
