"""Random queries with ``rcl:matches`` answer as the same queries with a sub-query in its place."""

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.fulltext import sparql
from server.store import ReleaseStore, run_query

PREFIX = "PREFIX rcl: <https://w3id.org/recalling/ontology#> "
WORDS = ["keeper", "lamp", "weather", "nothingness"]
FORMS = ['"WORD"', "( 'WORD' )", '( """WORD\n""" ) # } ( {\n', '("WORD"\t)']
Two = tuple[str, str]
"""A piece of a query, with the predicate and without."""

variables = st.sampled_from(["?a", "?b"])


@st.composite
def searches(draw: Any) -> tuple[str, Two]:
    """A variable, and what follows it: ``rcl:matches "lamp"``, or a sub-query that stands apart."""
    variable, word = draw(variables), draw(st.sampled_from(WORDS))
    written = draw(st.sampled_from(FORMS)).replace("WORD", word)
    found = f'{variable} rcl:text ?t FILTER(REGEX(?t, "{word}"))'
    plain = f"{{ SELECT DISTINCT {variable} {{ {found} }} }}"
    return variable, (f"rcl:matches {written}", plain)


PAIRS = [
    "a rcl:Part", "rcl:number ?n", "rcl:position ?i", "a ?k , rcl:Part", "rcl:partOf/rcl:number ?n",
    "rcl:partOf* ?up", "^rcl:inPart ?f", "rcl:inDocument [ rcl:session '79' ]",
]  # fmt: skip


@st.composite
def triples(draw: Any) -> Two:
    """Several pairs about one variable, some of them searches, in one sentence."""
    variable, search = draw(searches())
    pairs = draw(st.lists(st.sampled_from(PAIRS), max_size=3))
    place = draw(st.integers(0, len(pairs)))
    matching = f" {draw(st.sampled_from([';', ';;', '; ']))} ".join(
        [*pairs[:place], search[0], *pairs[place:]]
    )
    plain = f"{variable} {' ; '.join(pairs)} . " if pairs else ""
    return f"{variable} {matching} . ", f"{plain} {search[1]} "


simple: st.SearchStrategy[Two] = st.sampled_from(
    ["?a rcl:number ?n . ", "?b a rcl:Part . ", "FILTER(BOUND(?n)) ", "FILTER(?i<3||?i>(1+1)) ",
     "VALUES ?n { '1' 'a' } ", "BIND('}' AS ?x{}) ", "FILTER regex(?n, '[1a]') ",
     "[] rcl:inPart ?a . ", "OPTIONAL { ?a rcl:position ?i } "]
).map(lambda text: (text, text))  # fmt: skip


def join(pieces: list[Two]) -> Two:
    """Put pieces side by side; each BIND has a variable of its own."""
    numbered = [
        tuple(text.replace("?x{}", f"?x{number}") for text in piece)
        for number, piece in enumerate(pieces)
    ]
    return "".join(p[0] for p in numbered), "".join(p[1] for p in numbered)


def within(text: str) -> Any:
    """Put a group into a larger pattern."""
    return lambda pieces: tuple(text.replace("GROUP", f"{{ {one} }}") for one in join(pieces))


def nested(inner: st.SearchStrategy[Two]) -> st.SearchStrategy[Two]:
    groups = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        [groups.map(within(text)) for text in
         ("OPTIONAL GROUP ", "GROUP ", "MINUS GROUP ", "{ ?a a rcl:Footnote } UNION GROUP ",
          "GROUP UNION { ?b rcl:number '1' } ", "{ SELECT ?a ?b GROUP } ",
          "FILTER EXISTS GROUP ", "FILTER(NOT EXISTS GROUP || BOUND(?n)) ",
          "{ SELECT ?a (COUNT(?b) AS ?z) GROUP group by ?a having(COUNT(*) > 0) } ")]
    )  # fmt: skip


bodies = st.lists(
    st.recursive(st.one_of(triples(), simple), nested, max_leaves=6), min_size=1, max_size=4
).map(join)


@pytest.fixture(scope="module")
def store(made_up_release: Path) -> ReleaseStore:
    return ReleaseStore(made_up_release)


def answer(store: ReleaseStore, query: str) -> list[str]:
    out = io.BytesIO()
    run_query(store, query, out, {"solutions": "tsv"}, union=True)
    return sorted(out.getvalue().decode().splitlines()[1:])


@given(body=bodies)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_random_query_answers_as_without_the_predicate(
    made_up_release: Path, store: ReleaseStore, body: Two
) -> None:
    matching, plain = (f"{PREFIX} SELECT ?a ?b ?n {{ ?a rcl:partOf ?b . {one} }}" for one in body)
    expanded = sparql.expand(matching, made_up_release, store, {})
    assert answer(store, expanded) == answer(store, plain), matching
