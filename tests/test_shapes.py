"""Every shape finds what it is for: tests/shapes/<shape>/ holds good and bad examples of each.

The head of a file says what it is; ``# expect:`` gives the messages a bad one must get, all of
them and no other; ``# profile: facts`` checks it as a release without texts.
"""

import re
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from ontology.reason import ONTOLOGY
from ontology.terms import RCL, ROOT

SHAPES = ROOT / "shapes"
EXAMPLES = ROOT / "tests" / "shapes"
PROFILES = ("full", "facts")
FILES = sorted(EXAMPLES.glob("*/*.ttl"))


@cache
def shapes(profile: str) -> Graph:
    graph = Graph()
    for path in [*sorted(SHAPES.glob("*.ttl")), SHAPES / "profiles" / f"{profile}.ttl"]:
        graph.parse(path)
    return graph


def messages(data: Graph, profile: str) -> set[str]:
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(profile))
    assert isinstance(report, Graph)
    return {str(message) for message in report.objects(None, SH.resultMessage)}


def header(text: str, key: str) -> list[str]:
    return re.findall(rf"^# {key}: (.+)$", text, re.M)


def local(shape: object) -> str:
    return str(shape).rpartition("#")[2]


def folder(shape: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"-\1", shape).lower()


NODE_SHAPES = sorted(
    {local(s) for profile in PROFILES for s in shapes(profile).subjects(RDF.type, SH.NodeShape)}
)


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_example_gets_the_messages_it_states(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected = set(header(text, "expect"))
    assert bool(expected) == path.name.startswith("bad-")
    profile = next(iter(header(text, "profile")), "full")
    assert messages(Graph().parse(data=text, format="turtle"), profile) == expected


@pytest.mark.parametrize("shape", NODE_SHAPES)
def test_shape_has_a_good_and_a_bad_example(shape: str) -> None:
    names = [p.name for p in (EXAMPLES / folder(shape)).glob("*.ttl")]
    assert any(n.startswith("good-") for n in names)
    assert any(n.startswith("bad-") for n in names)


def test_no_examples_of_a_shape_that_is_gone() -> None:
    assert {p.parent.name for p in FILES} == {folder(shape) for shape in NODE_SHAPES}


@pytest.mark.parametrize("profile", PROFILES)
def test_every_shape_says_in_words_what_is_wrong(profile: str) -> None:
    graph = shapes(profile)
    stated = {
        *graph.objects(None, SH.property),
        *graph.objects(None, SH.sparql),
    } - {p for options in graph.objects(None, SH["or"]) for p in _nested(graph, options)}
    for constraint in stated:
        (message,) = graph.objects(constraint, SH.message)
        assert message.language == "en"
        assert str(message).endswith((".", "…"))


def _nested(graph: Graph, options: object) -> set[object]:
    return {
        constraint
        for option in graph.items(options)
        for constraint in graph.objects(option, SH.property)
    }


def test_every_class_has_a_shape() -> None:
    vocabulary = Graph().parse(ROOT / "ontology" / "recalling.ttl")
    classes = {
        s
        for s in vocabulary.subjects(RDF.type, URIRef("http://www.w3.org/2002/07/owl#Class"))
        if s in RCL
    }
    graph = shapes("full")
    assert classes <= set(graph.objects(None, SH.targetClass))


REGISTRIES = sorted({*(ROOT / "ontology").glob("*.ttl")} - set(ONTOLOGY))


@pytest.mark.parametrize("path", REGISTRIES, ids=lambda p: p.stem)
def test_registry_meets_the_shapes(path: Path) -> None:
    assert messages(Graph().parse(path), "full") == set()
