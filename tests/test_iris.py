"""Each IRI is minted as designed, read back as what it was, and safe whatever the name."""

from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from ontology.iris import BASE, Ident, Iris, Kind, UnsafeName, slug

IRIS = Iris()
CASES = [
    (IRIS.document("A/RES/79/191"), "A/RES/79/191", Ident(Kind.DOCUMENT, "A/RES/79/191")),
    (
        IRIS.document("S/RES/2664 (2022)"),
        "S/RES/2664(2022)",
        Ident(Kind.DOCUMENT, "S/RES/2664(2022)"),
    ),
    (
        IRIS.document("A/CONF.157/24 (Part I)"),
        "A/CONF.157/24(PartI)",
        Ident(Kind.DOCUMENT, "A/CONF.157/24(PartI)"),
    ),
    (
        IRIS.part("A/RES/79/191", "op/59/a"),
        "A/RES/79/191/op/59/a",
        Ident(Kind.PART, "A/RES/79/191", "op/59/a"),
    ),
    (
        IRIS.part("CND/RES/59/1", "annex/op/5/x1"),
        "CND/RES/59/1/annex/op/5/x1",
        Ident(Kind.PART, "CND/RES/59/1", "annex/op/5/x1"),
    ),
    (
        IRIS.part("A/RES/75/253B", "s/II/op/1"),
        "A/RES/75/253B/s/II/op/1",
        Ident(Kind.PART, "A/RES/75/253B", "s/II/op/1"),
    ),
    (
        IRIS.footnote("A/RES/79/191", "12"),
        "A/RES/79/191/note/12",
        Ident(Kind.FOOTNOTE, "A/RES/79/191", "note/12"),
    ),
    (
        IRIS.footnote("CND/2024/DECLARATION", "*"),
        "CND/2024/DECLARATION/note/star",
        Ident(Kind.FOOTNOTE, "CND/2024/DECLARATION", "note/star"),
    ),
    (
        IRIS.mark("A/RES/79/191", "note/12", "fr"),
        "A/RES/79/191/note/12/mark/fr",
        Ident(Kind.MARK, "A/RES/79/191", "note/12/mark/fr"),
    ),
    (
        IRIS.expression("A/RES/79/191", "en"),
        "A/RES/79/191/expression/en",
        Ident(Kind.EXPRESSION, "A/RES/79/191", "en"),
    ),
    (IRIS.vote("A/RES/79/191"), "A/RES/79/191/vote", Ident(Kind.VOTE, "A/RES/79/191")),
    (
        IRIS.citation("A/RES/79/191", "pp/1", 2),
        "A/RES/79/191/pp/1/cite/2",
        Ident(Kind.CITATION, "A/RES/79/191", "pp/1/cite/2"),
    ),
    (
        IRIS.citation("A/RES/79/191", "pp/1", 2, "fr"),
        "A/RES/79/191/pp/1/cite/2/fr",
        Ident(Kind.CITATION, "A/RES/79/191", "pp/1/cite/2/fr"),
    ),
    (
        IRIS.act("A/RES/79/191", "op/1", 1),
        "A/RES/79/191/op/1/act/1",
        Ident(Kind.ACT, "A/RES/79/191", "op/1/act/1"),
    ),
    (
        IRIS.mandate("A/RES/79/191", "op/60", 1),
        "A/RES/79/191/op/60/mandate/1",
        Ident(Kind.MANDATE, "A/RES/79/191", "op/60/mandate/1"),
    ),
    (
        IRIS.mention("A/RES/79/191", "op/60", 1),
        "A/RES/79/191/op/60/mention/1",
        Ident(Kind.MENTION, "A/RES/79/191", "op/60/mention/1"),
    ),
    (
        IRIS.instrument("bangkok-rules"),
        "instrument/bangkok-rules",
        Ident(Kind.INSTRUMENT, "bangkok-rules"),
    ),
    (
        IRIS.article("convention-1988", "3"),
        "instrument/convention-1988/article/3",
        Ident(Kind.ARTICLE, "convention-1988", "3"),
    ),
    (IRIS.body("member-states"), "body/member-states", Ident(Kind.BODY, "member-states")),
    (IRIS.state("MEX"), "state/MEX", Ident(Kind.STATE, "MEX")),
    (IRIS.verb("call upon"), "verb/call-upon", Ident(Kind.VERB, "call-upon")),
    (
        IRIS.subject("Côte d'Ivoire – Politics"),
        "subject/cote-d-ivoire-politics",
        Ident(Kind.SUBJECT, "cote-d-ivoire-politics"),
    ),
    (IRIS.source("ab12"), "source/ab12", Ident(Kind.SOURCE, "ab12")),
    (
        IRIS.source("ab12", 5, 17),
        "source/ab12#char=5,17",
        Ident(Kind.SOURCE, "ab12", span=(5, 17)),
    ),
    (IRIS.graph("A/RES/79/191"), "graph/A/RES/79/191", Ident(Kind.GRAPH, "A/RES/79/191")),
    (IRIS.graph("registry"), "graph/registry", Ident(Kind.GRAPH, "registry")),
    (IRIS.release("0a1b"), "release/0a1b", Ident(Kind.RELEASE, "0a1b")),
]
MINTS: list[Callable[[str], str]] = [
    IRIS.document,
    IRIS.graph,
    IRIS.body,
    IRIS.subject,
    IRIS.verb,
    IRIS.state,
    lambda name: IRIS.document("A/" + name),
    lambda name: IRIS.part("A/RES/79/191", f"op/{name}"),
    lambda name: IRIS.footnote("A/RES/79/191", name),
    lambda name: IRIS.article("convention-1988", name),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_iri_is_minted_and_read_back(case: tuple[str, str, Ident]) -> None:
    iri, path, ident = case
    assert iri == BASE + path
    assert IRIS.parse(iri) == ident


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/",
        "A//B",
        "A/../B",
        "A/./B",
        "A\nB",
        "A\x00B",
        "A/\ud800",
        "a/b",
        "A/op/1",
        "A/RES/ /1",
    ],
)
def test_hostile_symbol_is_refused_in_words(name: str) -> None:
    with pytest.raises(UnsafeName, match="cannot be part of an address"):
        IRIS.document(name)


@pytest.mark.parametrize("name", ['A/"x"', "A/<x>", "A/{x}|^`\\", "A/%2F..", "A/x?y#z", "A/é"])
def test_hostile_symbol_becomes_a_safe_iri_and_comes_back(name: str) -> None:
    iri = IRIS.document(name)
    assert iri.isascii()
    assert not set(iri[len(BASE) :]) & set(' "<>{}|^`\\?#')
    assert IRIS.parse(iri) == Ident(Kind.DOCUMENT, name)


@given(st.text(max_size=30), st.sampled_from(MINTS))
def test_any_name_gives_an_iri_that_every_reader_takes_or_is_refused(
    name: str, mint: Callable[[str], str]
) -> None:
    try:
        iri = mint(name)
    except UnsafeName:
        return
    line = f"<{iri}> <{iri}> <{iri}> .".encode()
    assert next(iter(parse(line, RdfFormat.N_TRIPLES))).subject == NamedNode(iri)
    assert urljoin(BASE, iri[len(BASE) :]) == iri
    assert IRIS.parse(iri) is not None


@given(
    st.from_regex(r"[A-Z]{1,4}(/[A-Za-z0-9.()-]{1,6}){1,4}", fullmatch=True),
    st.lists(st.from_regex(r"[A-Za-z0-9-]{1,5}", fullmatch=True), min_size=1, max_size=3),
)
def test_parts_round_trip(symbol: str, labels: list[str]) -> None:
    path = "/".join(["op", *labels])
    try:
        iri = IRIS.part(symbol, path)
    except UnsafeName:
        return
    ident = IRIS.parse(iri)
    assert ident is not None
    assert (ident.name, ident.path) == (symbol, path)


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/A/RES/79/191",
        BASE,
        BASE + "nonsense/x",
        BASE + "A/RES/79/191/",
        BASE + "A/RES/79/191/note/1/mark",
        BASE + "source/ab#line=1",
        BASE + "body/a/b",
        BASE + "graph/",
    ],
)
def test_foreign_iri_is_none(iri: str) -> None:
    assert IRIS.parse(iri) is None


def test_base_is_configurable_and_ends_in_a_slash() -> None:
    iris = Iris("http://localhost:8000/")
    ident = iris.parse(iris.part("A/RES/79/191", "op/42"))
    assert ident == Ident(Kind.PART, "A/RES/79/191", "op/42")
    with pytest.raises(UnsafeName):
        Iris("http://localhost:8000")


def test_slug_needs_letters() -> None:
    assert slug("MISSING PERSONS") == "missing-persons"
    with pytest.raises(UnsafeName):
        slug("…")
