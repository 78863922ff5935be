from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ingest.fetch import places
from ingest.sample.__main__ import LONGEST, SYMBOLS, TITLES, WORDS
from ingest.triples.facts import read_facts
from ingest.triples.names import Names, address
from ingest.triples.registry import registry
from ingest.validate import Profile, Validator

FACTS = places.SAMPLE / "facts.trig"


@cache
def facts() -> tuple[Quad, ...]:
    return tuple(parse(path=str(FACTS), format=RdfFormat.TRIG))


def test_the_facts_hold_no_text_of_a_document() -> None:
    for quad in facts():
        assert quad.predicate.value not in WORDS
        if isinstance(quad.object, Literal) and quad.predicate.value not in TITLES:
            assert len(quad.object.value.split()) <= LONGEST, quad


def test_the_facts_are_of_the_drug_policy_record_and_keep_to_the_shapes() -> None:
    read = read_facts(FACTS.read_bytes(), FACTS.name, Names())
    assert set(read.documents) == set(map(address, SYMBOLS))
    validator = Validator(Profile.FACTS)
    for symbol, lines in read.documents.items():
        assert validator.violations(lines) == [], symbol


def test_bodies_verbs_and_instruments_of_the_facts_are_in_the_registries() -> None:
    names = Names()
    lines = registry(names)
    known = {quad.subject for quad in parse(lines, format=RdfFormat.N_QUADS)}
    named = {
        quad.object
        for quad in facts()
        if isinstance(quad.object, NamedNode)
        and (ident := names.iris.parse(quad.object.value))
        and ident.kind in ("body", "verb", "instrument", "state")
    }
    assert {node.value for node in named - known} == set()


def test_every_document_that_the_facts_cite_is_a_stub_or_held() -> None:
    read = read_facts(FACTS.read_bytes(), FACTS.name, Names())
    names = Names()
    stubs = {names.iris.document(symbol) for symbol in read.mentioned | set(SYMBOLS)}
    for quad in facts():
        if quad.predicate.value.endswith("#cites") and isinstance(quad.object, NamedNode):
            ident = names.iris.parse(quad.object.value)
            assert ident
            assert ident.kind == "instrument" or quad.object.value in stubs
