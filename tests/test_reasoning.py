"""The ontology is consistent, finds planted contradictions, and its rules add what they say."""

import builtins
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from ontology.infer import infer
from ontology.iris import BASE
from ontology.reason import ReasonerMissing, check
from ontology.terms import RCL, ROOT

SAMPLE = ROOT / "tests" / "data" / "reasoning" / "sample.ttl"
HEAD = f"@base <{BASE}> . @prefix rcl: <{RCL._NS}> .\n"
INFERRED = NamedNode(f"{BASE}graph/inferred")
ELI = "http://data.europa.eu/eli/ontology#"

reasoner = pytest.mark.skipif(find_spec("owlready2") is None, reason="the extra 'reason' is absent")


@reasoner
def test_ontology_alignment_and_sample_agree() -> None:
    verdict = check([SAMPLE])
    assert verdict.consistent
    assert verdict.unsatisfiable == ()
    assert verdict.above is not None
    above = {name: verdict.above[str(RCL[name])] for name in ("Resolution", "Treaty", "Annex")}
    assert str(RCL.Document) in above["Resolution"]
    assert f"{ELI}LegalResource" in above["Treaty"]
    assert f"{ELI}LegalResourceSubdivision" in above["Annex"]
    assert str(RCL.Document) not in verdict.above[str(RCL.Declaration)]


@reasoner
@pytest.mark.parametrize(
    "contradiction",
    [
        pytest.param("<op/1> a rcl:Part , rcl:Verb .", id="a part is no verb"),
        pytest.param("<x> a rcl:Heading , rcl:Annex .", id="a heading is no annex"),
        pytest.param("<x> a rcl:Body . <x> rcl:position 3 .", id="a body has no position"),
        pytest.param("<x> rcl:cites <y> . <x> rcl:verb <z> .", id="a citation has no verb"),
        pytest.param("<a> rcl:addressee <v> . <v> a rcl:Verb .", id="no verb is spoken to"),
        pytest.param("<v> rcl:inFavour <s> ; rcl:against <s> .", id="a State votes one way"),
        pytest.param("<v> rcl:strength 3 , 4 .", id="a verb has one strength"),
    ],
)
def test_planted_contradiction_is_found(contradiction: str, tmp_path: Path) -> None:
    path = tmp_path / "planted.ttl"
    path.write_text(HEAD + contradiction, encoding="utf-8")
    assert not check([SAMPLE, path]).consistent


@reasoner
def test_class_that_can_have_no_member_is_named(tmp_path: Path) -> None:
    path = tmp_path / "planted.ttl"
    path.write_text(
        HEAD + "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "rcl:Impossible a <http://www.w3.org/2002/07/owl#Class> ;"
        " rdfs:subClassOf rcl:Body , rcl:Verb .",
        encoding="utf-8",
    )
    assert check([path]).unsatisfiable == (f"{RCL._NS}Impossible",)


def test_without_the_reasoner_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any, **named: Any) -> Any:
        if name == "owlready2":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(ReasonerMissing, match=r"pip install recalling\[reason\]"):
        check()


@pytest.fixture(scope="module")
def inferred() -> Store:
    """A store with the ontology, the sample and what follows."""
    store = Store()
    for name, path in (
        ("ontology", ROOT / "ontology" / "recalling.ttl"),
        ("ontology", ROOT / "ontology" / "align.ttl"),
        ("A/RES/79/999", SAMPLE),
    ):
        graph = NamedNode(f"{BASE}graph/{name}")
        store.load(path=str(path), format=RdfFormat.TURTLE, to_graph=graph)
    assert infer(store, INFERRED) > 0
    return store


RESOLUTION = "A/RES/79/999"


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (RESOLUTION, "type", RCL.Document),
        (RESOLUTION, "type", f"{ELI}LegalResource"),
        (f"{RESOLUTION}/op/1", "type", f"{ELI}LegalResourceSubdivision"),
        ("instrument/lamp-rules", "type", RCL.Instrument),
        ("verb/invite", "type", "http://www.w3.org/2004/02/skos/core#Concept"),
        ("body/lamp-board", "type", "http://www.w3.org/ns/org#Organization"),
        (f"{RESOLUTION}/op/1", f"{ELI}cites", f"{BASE}instrument/lamp-rules"),
        (RESOLUTION, f"{ELI}cites", f"{BASE}instrument/lamp-rules"),
        (RESOLUTION, f"{ELI}passed_by", f"{BASE}body/lamp-board"),
        (RESOLUTION, f"{ELI}id_local", "A/RES/79/999"),
    ],
)
def test_rules_state_what_follows(
    inferred: Store, subject: str, predicate: str, value: str
) -> None:
    what = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" if predicate == "type" else predicate
    found = inferred.quads_for_pattern(NamedNode(BASE + subject), NamedNode(what), None, INFERRED)
    assert str(value) in {
        quad.object.value for quad in found if isinstance(quad.object, NamedNode | Literal)
    }


def test_rules_repeat_nothing(inferred: Store) -> None:
    for quad in inferred.quads_for_pattern(None, None, None, INFERRED):
        same = inferred.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        assert len(list(same)) == 1, quad
    assert infer(inferred, INFERRED) == 0


@pytest.mark.parametrize("rule", sorted((ROOT / "ontology" / "rules").glob("*.rq")), ids=str)
def test_rule_says_who_asks_for_it(rule: Path) -> None:
    head = [line for line in rule.read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
    assert any("Asked by" in line for line in head)
