from pathlib import Path

import pytest
import yaml
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from benchmarks import pages
from benchmarks.peers import load
from benchmarks.peers.questions import beside, questions, spread


def test_every_question_is_one_and_is_asked_about_different_things(made_up_release: Path) -> None:
    asked = questions(made_up_release)
    store = Store.read_only(str(made_up_release / "store"))
    assert {question.heavy for question in asked.values()} == {True, False}
    for question in asked.values():
        assert question.queries, question.name
        for query in set(question.queries):
            solutions = store.query(query, use_default_graph_as_union=True)
            assert isinstance(solutions, QuerySolutions)
            assert solutions.serialize(format=QueryResultsFormat.JSON)
    small, heavy = (asked[name] for name in beside())
    assert heavy.heavy
    assert not small.heavy
    assert len(set(small.queries)) > 1


def test_what_was_measured_is_summed_up() -> None:
    found = load.measured([0.1, 0.4, 0.2, 0.3], took=0.5, faults=3)
    assert (found.rate, found.faults) == (8.0, 3)
    assert (found.p50, found.p99) == pytest.approx((250, 400))
    assert load.measured([], took=1.0).rate == 0.0


def test_an_address_carries_any_query() -> None:
    asked = load.address("http://127.0.0.1:1/sparql", 'ASK { "a&b#é" }')
    assert asked.partition("?")[2] == "query=ASK%20%7B%20%22a%26b%23%C3%A9%22%20%7D"


def test_pages_are_asked_for_of_every_kind(made_up_release: Path) -> None:
    told = yaml.safe_load(Path(pages.__file__).with_suffix(".yaml").read_text("utf-8"))
    store = Store.read_only(str(made_up_release / "store"))
    for kind, query in told["kinds"].items():
        found = spread(store, told["prefixes"] + query)
        assert found, kind
        ours, *others = pages.PEERS
        assert ours.page("", found[0]).startswith("/")
        assert all("https%3A%2F%2F" in peer.page("/sparql", found[0]) for peer in others)
