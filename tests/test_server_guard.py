"""SERVICE is seen however it is spelt, and not seen where it is no keyword."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sparql.guard import calls_out, loads, names_dataset, services, varies, with_dataset

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


@given(st.text(alphabet="SERVICservicFROMfromNOWR\u017f\\u0053:<>'\"#?{} \n", max_size=60))
def test_what_the_first_look_lets_through_the_second_would_too(query: str) -> None:
    watched = query + " # SERVICE FROM NOW RAND UUID"
    assert services(query) == services(watched)
    assert names_dataset(query) == names_dataset(watched)
    assert varies(query) == varies(watched)


@given(st.text(max_size=80))
def test_any_text_is_survived(query: str) -> None:
    calls_out(query)


@given(st.text(alphabet="ab<>'\"\\#?:@{} \n", max_size=40))
def test_a_call_on_a_line_of_its_own_is_seen_behind_closed_strings(before: str) -> None:
    closed = before.replace("'", "").replace('"', "").replace("\\", "").replace("<", "")
    assert calls_out(f"{closed}\nSERVICE <http://e.example/> {{}}")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * { SERVICE <http://e.example/> {} }", {"http://e.example/"}),
        ("SELECT * { SERVICE # there\n SILENT <http://e.example/> {} }", {"http://e.example/"}),
        ("SELECT * { SERVICE ?there { ?s ?p <http://e.example/> } }", {""}),
        ("SELECT * { SERVICE e:x { ?s ?p <http://e.example/> } }", {""}),
        ("SELECT * { SERVICE <http://a/> {} SERVICE <http://b/> {} }", {"http://a/", "http://b/"}),
        ("SELECT * { trueSERVICE <http://a/> {} }", {""}),
        ("SELECT * { \\u0053ERVICE <http://a/> {} }", {"http://a/"}),
        ("SELECT * { SERVICE", {""}),
    ],
)
def test_where_a_query_goes_is_told_only_where_it_is_sure(query: str, told: set[str]) -> None:
    assert services(query) == told


@pytest.mark.parametrize(
    ("update", "fetches"),
    [
        ("LOAD <http://e.example/>", True),
        ("load silent <http://e.example/> INTO GRAPH <http://g/>", True),
        ("CLEAR ALL;LOAD<http://e.example/>", True),
        ("\\u004cOAD <http://e.example/>", True),
        ("INSERT DATA { <http://e.example/LOAD> <http://e.example/p> 'LOAD' } # LOAD", False),
    ],
)
def test_an_update_that_fetches_is_seen(update: str, fetches: bool) -> None:
    assert loads(update) is fetches


@pytest.mark.parametrize(
    ("query", "other"),
    [
        ("SELECT (NOW() AS ?n) {}", True),
        ("SELECT (struuid() AS ?n) {}", True),
        ("SELECT * {} ORDER BY RAND()", True),
        ("SELECT ?now { ?now ?p 'RAND' }", False),
    ],
)
def test_a_query_whose_answer_varies_is_seen(query: str, other: bool) -> None:
    assert varies(query) is other


@pytest.mark.parametrize(
    ("update", "looks_at"),
    [
        ("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
         "INSERT { ?s ?p 1 } USING <http://a/> USING NAMED <http://b/> WHERE { ?s ?p ?o }"),
        ("DELETE WHERE { ?s ?p '}' }",
         "DELETE  { ?s ?p '}' } USING <http://a/> USING NAMED <http://b/> WHERE  { ?s ?p '}' }"),
        ("INSERT DATA { <s:> <p:> 'WHERE' }", "INSERT DATA { <s:> <p:> 'WHERE' }"),
        ("DELETE { ?s ?p 1 } # WHERE\nWHERE { { SELECT ?s WHERE { ?s ?p 1 } } }",
         "DELETE { ?s ?p 1 } # WHERE\nUSING <http://a/> USING NAMED <http://b/> "
         "WHERE { { SELECT ?s WHERE { ?s ?p 1 } } }"),
    ],
)  # fmt: skip
def test_an_update_looks_at_the_graphs_of_its_request(update: str, looks_at: str) -> None:
    assert with_dataset(update, ["http://a/"], ["http://b/"]) == looks_at


@pytest.mark.parametrize(
    "update",
    ["WITH <http://g/> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }",
     "INSERT { ?s ?p 1 } using named <http://g/> WHERE { ?s ?p 1 }"],
)  # fmt: skip
def test_an_update_that_names_its_graphs_itself_is_in_conflict(update: str) -> None:
    with pytest.raises(ValueError, match=r"WITH|USING"):
        with_dataset(update, ["http://a/"], [])
