"""SERVICE is seen however it is spelt, and not seen where it is no keyword."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.guard import calls_out, names_dataset

CALLS_OUT = [
    "SELECT * { SERVICE <http://e.example/> { ?s ?p ?o } }",
    "SELECT * { service <http://e.example/> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE SILENT <http://e.example/> { ?s ?p ?o } }",
    "SELECT * { SERVICE<http://e.example/>{ ?s ?p ?o } }",
    "SELECT * {SERVICE ?where { ?s ?p ?o }}",
    "SELECT * { # a comment\nSERVICE# another\n<http://e.example/> { ?s ?p ?o } }",
    "PREFIX e: <http://e.example/> SELECT * { SERVICE e:x { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <http://e.example/> {} } } }",
    "SELECT * { \\u0053ERVICE <http://e.example/> {} }",
    "SELECT * { \\U00000053\\u0045RVICE <http://e.example/> {} }",
    "PREFIX e: <http://e/> SELECT * { ?s e:a\\' ?o . SERVICE <http://e.example/> {} ?s e:b\\' 1 }",
    'SELECT * { ?s ?p "a\\"" . SERVICE <http://e.example/> {} ?s ?p "b" }',
    "SELECT * { ?s ?p '''it's''' SERVICE <http://e.example/> {} ?s ?p '''x''' }",
    "SELECT * { FILTER(?a<?b) SERVICE <http://e.example/> {} FILTER(?a>?b) }",
    "SELECT * { ?s ?p 'open SERVICE <http://e.example/> {} }",
    "SELECT * { ?s <http://a#b> ?o . SERVICE <http://e.example/> {} }",
    "SELECT*{?s?p?o.SERVICE<http://e.example/>{}}",
    "SELECT * { ?s ?p 1SERVICE <http://e.example/> {} }",
    "SELECT * { ?s ?p trueSERVICE <http://e.example/> {} }",
    "PREFIX : <http://e.example/> SELECT * { SERVICE:x {} }",
    "PREFIX e: <http://e.example/> SELECT * { SERVICEe:x {} }",
]
STAYS_HERE = [
    "SELECT ?service { ?service ?p ?o }",
    "SELECT * { ?s ?p 'SERVICE' }",
    'SELECT * { ?s ?p """a SERVICE <x> {} """ }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://e.example/> {}",
    "SELECT * { ?s <http://e.example/SERVICE> ?o }",
    "PREFIX e: <http://e/> SELECT * { ?s e:SERVICE ?o }",
    "SELECT * { ?s ?p 'x'@en-service }",
    "SELECT $SERVICE { $SERVICE ?p ?o }",
]


@pytest.mark.parametrize("query", CALLS_OUT)
def test_a_query_that_calls_out_is_seen(query: str) -> None:
    assert calls_out(query)


@pytest.mark.parametrize("query", STAYS_HERE)
def test_a_query_that_stays_here_is_let_through(query: str) -> None:
    assert not calls_out(query)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT * FROM <http://a/> { ?s ?p ?o }", True),
        ("SELECT * from named <http://a/> { ?s ?p ?o }", True),
        ("SELECT ?from { ?from ?p 'FROM' }", False),
    ],
)
def test_a_query_that_names_its_dataset_is_seen(query: str, named: bool) -> None:
    assert names_dataset(query) is named


@given(st.text(max_size=80))
def test_any_text_is_survived(query: str) -> None:
    calls_out(query)


@given(st.text(alphabet="ab<>'\"\\#?:@{} \n", max_size=40))
def test_a_call_on_a_line_of_its_own_is_seen_behind_closed_strings(before: str) -> None:
    closed = before.replace("'", "").replace('"', "").replace("\\", "").replace("<", "")
    assert calls_out(f"{closed}\nSERVICE <http://e.example/> {{}}")
