"""``rcl:matches``: the same answers as a plain FILTER, wherever in a query it stands."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from ontology.iris import BASE
from ontology.terms import RCL
from server.fulltext import sparql, syntax
from server.store import BadQuery, ReleaseStore, Term, literal, run_query

PREFIXES = f"PREFIX rcl: <{RCL._NS}> PREFIX r: <{BASE}> "
OF_191 = f"<{BASE}A/RES/79/191>"
LAMPS = 'FILTER EXISTS { ?p rcl:text ?t FILTER(REGEX(?t, "lamp|keeper", "i")) }'


@pytest.fixture(scope="module")
def store(made_up_release: Path) -> ReleaseStore:
    return ReleaseStore(made_up_release)


@pytest.fixture
def ask(made_up_release: Path, store: ReleaseStore) -> Any:
    """Asks a query; gives its rows as sorted lines, without the header."""

    def answer(query: str, **bindings: Term) -> list[str]:
        expanded = sparql.expand(PREFIXES + query, made_up_release, store, bindings)
        out = io.BytesIO()
        formats: dict[str, str | None] = {"solutions": "csv", "boolean": "xml", "graph": "nt"}
        form = run_query(store, expanded, out, formats, union=True, bindings=bindings)
        lines = out.getvalue().decode().replace(BASE, "").splitlines()
        return sorted(lines[1:] if form == "solutions" else lines)

    return answer


@pytest.mark.parametrize(
    ("matching", "plain"),
    [
        ('SELECT ?p { ?p rcl:matches "lamp* OR keeper" }',
         f'SELECT DISTINCT ?p {{ ?p rcl:text ?any {LAMPS} }}'),
        ('SELECT * { ?p rcl:matches ( "lamp* OR keeper" ) }',
         f'SELECT DISTINCT ?p {{ ?p rcl:text ?any {LAMPS} }}'),
        ('SELECT ?p ?n { ?p a rcl:OperativeParagraph ; rcl:matches "keeper" ; rcl:number ?n . }',
         f'SELECT ?p ?n {{ ?p a rcl:OperativeParagraph ; rcl:number ?n . {LAMPS} }}'),
        ('SELECT ?p ?n { ?p a ?k . FILTER(?k = rcl:Part) ?p rcl:number ?n ; '
         'rcl:matches "keeper OR lamp" FILTER(STRLEN(?n) = 1) }',
         f'SELECT ?p ?n {{ ?p a rcl:Part ; rcl:number ?n {LAMPS} }}'),
        ('SELECT ?p ?d { ?p rcl:inDocument ?d OPTIONAL { ?p rcl:matches "keeper" ; a ?k } }',
         'SELECT ?p ?d { ?p rcl:inDocument ?d OPTIONAL { ?p rcl:text ?t ; a ?k '
         'FILTER(REGEX(?t, "keeper")) } }'),
        ('SELECT ?p { { ?p rcl:matches "keeper" } UNION { ?p rcl:matches "weather" } }',
         'SELECT ?p { ?p rcl:text ?t FILTER(REGEX(?t, "keeper|weather")) }'),
        ('SELECT ?p { ?p a rcl:Part MINUS { ?p rcl:matches "keeper OR lamp" } }',
         'SELECT ?p { ?p a rcl:Part MINUS { ?p rcl:text ?t FILTER(REGEX(?t, "keeper|lamp")) } }'),
        ('SELECT ?p { ?p a rcl:Part FILTER NOT EXISTS { ?p rcl:matches "keeper OR lamp" } }',
         'SELECT ?p { ?p a rcl:Part FILTER NOT EXISTS { ?p rcl:text ?t '
         'FILTER(REGEX(?t, "keeper|lamp")) } }'),
        ('SELECT ?p ?b { ?p a rcl:Part BIND(EXISTS { ?p rcl:matches "keeper" } AS ?b) }',
         'SELECT ?p ?b { ?p a rcl:Part BIND(EXISTS { ?p rcl:text ?t '
         'FILTER(REGEX(?t, "keeper")) } AS ?b) }'),
        ('SELECT ?g ?p { GRAPH ?g { ?p rcl:matches "keeper" } }',
         'SELECT ?g ?p { GRAPH ?g { ?p rcl:text ?t FILTER(REGEX(?t, "keeper")) } }'),
        ('SELECT ?p { GRAPH r:nothing { ?p rcl:matches "keeper" } }',
         'SELECT ?p { FILTER(false) }'),
        ('SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?p { ?p rcl:matches "keeper" } LIMIT 9 } }',
         'SELECT (COUNT(*) AS ?n) { ?p rcl:text ?t FILTER(REGEX(?t, "keeper")) }'),
        ('SELECT ?d ?p { BIND(1 AS ?one) VALUES ?x { 1 2 } ?p rcl:matches "keeper" ; '
         'rcl:inDocument ?d FILTER(?x = ?one) }',
         'SELECT ?d ?p { ?p rcl:text ?t ; rcl:inDocument ?d FILTER(REGEX(?t, "keeper")) }'),
        ('SELECT ?d ?p { ?d rcl:symbol ?s LATERAL { ?p rcl:inDocument ?d ; '
         'rcl:matches "keeper" } }',
         'SELECT ?d ?p { ?p rcl:text ?t ; rcl:inDocument ?d FILTER(REGEX(?t, "keeper")) }'),
        ('SELECT ?p { OPTIONAL { ?p rcl:number "1" } ?p rcl:matches "keeper" }',
         'SELECT ?p { OPTIONAL { ?p rcl:number "1" } ?p rcl:text ?t FILTER(REGEX(?t, "keeper")) }'),
        ('ASK { r:A\\/RES\\/79\\/191\\/op\\/1 rcl:matches "keeper" }', "ASK { }"),
        ('ASK { r:A\\/RES\\/79\\/191\\/op\\/1 rcl:matches "mirror" }', "ASK { FILTER(false) }"),
        ('CONSTRUCT { ?p rcl:matches ?t } { ?p rcl:matches "keeper" ; rcl:text ?t }',
         'CONSTRUCT { ?p rcl:matches ?t } { ?p rcl:text ?k, ?t FILTER(REGEX(?k, "keeper")) }'),
        ('SELECT ?p { ?p rcl:matches "nothingness" }', 'SELECT ?p { FILTER(false) }'),
        ('SELECT ?p { ?p rcl:matches "keeper" . ?q rcl:matches "weather" ; rcl:partOf ?p }',
         'SELECT ?p { ?p rcl:text ?t . ?q rcl:partOf ?p ; rcl:text ?u '
         'FILTER(REGEX(?t, "keeper") && REGEX(?u, "weather")) }'),
        # what is no triple of the predicate stays what it is
        ('SELECT ?o { rcl:matches ?p ?o }', 'SELECT ?o { FILTER(false) }'),
        ('SELECT ?s { ?s ?p rcl:matches } # ?s rcl:matches "x"', 'SELECT ?s { FILTER(false) }'),
        ('SELECT ?t { BIND(" ?p rcl:matches ( \\"x\\" ) " AS ?t) }',
         'SELECT ?t { BIND(CONCAT(" ?p rcl:", "matches ( \\"x\\" ) ") AS ?t) }'),
        ('SELECT ?p { ?p ?q ?o FILTER(?q = rcl:matches) }', 'SELECT ?p { FILTER(false) }'),
        # the predicate by other names, and around it what may confuse
        (f'SELECT ?p {{ ?p <{RCL._NS}match\\u0065s> "keeper" }}',
         'SELECT ?p { ?p rcl:text ?t FILTER(REGEX(?t, "keeper")) }'),
        ('SELECT ?p{?p rcl:matches"keeper".?p a rcl:Part.}',
         'SELECT ?p { ?p a rcl:Part ; rcl:text ?t FILTER(REGEX(?t, "keeper")) }'),
        ("SELECT ?p { ?p rcl:matches # } ( \n ('''keep\\u0065r''') # }\n }",
         'SELECT ?p { ?p rcl:text ?t FILTER(REGEX(?t, "keeper")) }'),
        ('SELECT ?p { ?p ^rcl:partOf/rcl:position|rcl:position 3 ; rcl:partOf? [] ; a ?k , '
         'rcl:Part , ?l ; ; rcl:matches "keeper" ; FILTER(?k = ?l && ?k != rcl:Part) }',
         'SELECT ?p { ?p rcl:position 3 ; a ?k ; rcl:text ?t ; rcl:partOf? [] '
         'FILTER(?k != rcl:Part) FILTER(REGEX(?t, "keeper")) }'),
        ('SELECT ?p { ?p rcl:number "1"^^<http://www.w3.org/2001/XMLSchema#string> , "1" ; '
         'rcl:position ?n . FILTER(?n < 4 && ?n>(1+1)) ?p rcl:matches "keeper" }',
         'SELECT ?p { ?p rcl:position 3 ; rcl:text ?t FILTER(REGEX(?t, "keeper")) }'),
        ('SELECT ?p { [ rcl:inPart ?p ] rcl:position 1 . ( ) rcl:none ( 1 "x"@en [] ) . '
         '?p rcl:matches "keeper" }', 'SELECT ?p { FILTER(false) }'),
        ('SELECT ?p (COUNT(*) AS ?n) { ?p rcl:matches "keeper" } GROUP BY ?p '
         'HAVING(COUNT(*) > 0 && EXISTS { ?x rcl:matches "lamp" }) ORDER BY ?p VALUES ?p { UNDEF }',
         'SELECT ?p (1 AS ?n) { ?p rcl:text ?t FILTER(REGEX(?t, "keeper")) }'),
    ],
)  # fmt: skip
def test_a_query_that_searches_has_the_answers_of_one_that_filters(
    ask: Any, matching: str, plain: str
) -> None:
    assert ask(matching) == ask(plain)


def test_base_and_prefixes_lead_to_the_predicate(
    made_up_release: Path, store: ReleaseStore
) -> None:
    for prologue, name in (
        ("", "<ontology#matches>"), ("PREFIX x: <ontology#>", "x:matches"),
        (f"BASE <{BASE}>", "<ontology#matches>"),
        (f"BASE <{BASE}x/> BASE <..>", "<ontology#matches>"),
        (f"PREFIX x: <{BASE}onto>", "x:logy\\#matches"), (f"prefix : <{RCL._NS}>", ":matches"),
        (f"BASE <{BASE}> PREFIX m: <ontology#match>", "m:es"),
        (f"PREFIXy:<{RCL._NS}>", "y:matches"),
    ):  # fmt: skip
        query = f'{prologue} SELECT ?p {{ ?p {name} "keeper" }}'
        expanded = sparql.expand(query, made_up_release, store, {}, BASE)
        assert "VALUES (?p)" in expanded
        out = io.BytesIO()
        run_query(store, expanded, out, {"solutions": "csv"}, union=True, base=BASE)
        assert len(out.getvalue().splitlines()) == 4


def test_scores_and_snippets_come_with_the_language(ask: Any) -> None:
    query = ('SELECT ?p ?snippet (LANG(?snippet) AS ?l) { ?p rcl:matches '
             '( "lamp OR المصباح" ?score ?snippet ) FILTER(?score > 0.1) }')  # fmt: skip
    assert ask(query) == [
        "A/RES/79/191/op/1,Calls upon keepers <script>alert('↦lamp↤')</script> to trim "
        '"the wick" & report <1>;,en'.replace('"', '""')
        .replace(",C", ',"C')
        .replace(";,", ';",'),
        'A/RES/79/191/pp/1,"Recalling the ↦lamp↤ and its keeper,",en',
        "A/RES/79/191/pp/1,إذ تشير إلى ↦المصباح↤،,ar",
    ]


def test_a_number_takes_the_best(ask: Any) -> None:
    every = ask('SELECT ?s ?p { ?p rcl:matches ( "keeper" ?s ) }')
    best = ask('SELECT ?s ?p { ?p rcl:matches ( "keeper" ?s 1 ) }')
    assert best == [max(every)]
    one = 'r:A\\/RES\\/79\\/191\\/annex\\/op\\/1 rcl:matches ( "keeper" ?s 1 )'
    assert len(ask(f"SELECT ?s {{ {one} }}")) == 1


def test_a_search_may_be_a_parameter(ask: Any) -> None:
    query = "SELECT ?words ?p {{ {values} ?p rcl:matches ( ?words ?score ) }}"
    bound = ask(query.format(values=""), words=literal("keeper"))
    written = ask(query.format(values='VALUES ?words { "keeper" }'))
    assert bound == written
    assert len(bound) == 3
    part = Term(f"{BASE}A/RES/79/191/op/1")
    assert ask('SELECT ?p ?s { ?p rcl:matches ( "keeper" ?s ) }', p=part)[0].startswith("A/RES")
    assert len(ask('SELECT ?p ?s { ?p rcl:matches ( "keeper" ?s ) }', p=part)) == 1


@pytest.mark.parametrize(
    ("query", "line", "column", "said"),
    [
        ('SELECT * {\n ?p rcl:matches ( "lamp AND" ?s ) }', 2, 25, "AND stands between"),
        ('SELECT * {\n ?p rcl:matches "l\\u0061mp )" }', 2, 28, "closes nothing"),
        ("SELECT * {\n ?p rcl:matches '''lamp\n (''' }", 3, 2, "never closed"),
        ('SELECT * {\n ?p rcl:matches "" }', 2, 17, "no word"),
        ('SELECT * {\n ?p rcl:matches ( ?s "x" ) }', 2, 19, "in quotation marks"),
        ('SELECT * {\n { VALUES ?w { "x" } } ?p rcl:matches ( ?w ) }', 2, 41, "in quotation"),
        ('SELECT * {\n VALUES ?w { "x" "y" } ?p rcl:matches ( ?w ) }', 2, 41, "in quotation"),
        ("SELECT * {\n ?p rcl:matches () }", 2, 5, "in quotation marks"),
        ("SELECT * {\n ?p rcl:matches 7 }", 2, 17, "in quotation marks"),
        ('SELECT * {\n ?p rcl:matches "x"@en }', 2, 20, "takes"),
        ('SELECT * {\n ?p rcl:matches ( "x" ?p ) }', 2, 23, "twice"),
        ('SELECT * {\n ?p rcl:matches ( "x" ?s ?s ) }', 2, 26, "twice"),
        ('SELECT * {\n ?p rcl:matches ( "x" ?a ?b ?c ) }', 2, 23, "takes"),
        ('SELECT * {\n ?p rcl:matches ( "x" 0 ) }', 2, 23, "1 to 20,000"),
        ('SELECT * {\n ?p rcl:matches ( "x" ?s ?t 2001 ) }', 2, 29, "1 to 2,000"),
        ('SELECT * {\n ?p rcl:matches ( "x" 1.5 ) }', 2, 23, "1 to 20,000"),
        ('SELECT * {\n ?p rcl:matches ( "x" ) , ( "y" ) }', 2, 25, "one object"),
        ('SELECT * {\n ?p rcl:matches/rcl:x "x" }', 2, 5, "a path"),
        ('SELECT * {\n ?p (rcl:matches) "x" }', 2, 6, "a path"),
        ('SELECT * {\n [] rcl:matches "x" }', 2, 5, "a variable or an IRI"),
        ('SELECT * {\n ?a ?b [ rcl:matches "x" ] }', 2, 10, "brackets"),
        ('SELECT * {\n ?a ?b ?c {| rcl:matches "x" |} }', 2, 14, "annotation"),
        ('CONSTRUCT WHERE {\n ?p rcl:matches ?s }', 2, 5, "without a template"),
        ('CONSTRUCT WHERE {\n ?p rcl:matches "x" }', 2, 5, "without a template"),
        ('SELECT * {\n SERVICE <http://e/> { ?p rcl:matches "x" } }', 2, 27, "SERVICE"),
        ('SELECT * {\n ?p rcl:matches "x" ', 2, None, "expected"),
    ],
)  # fmt: skip
def test_what_has_no_meaning_is_refused_with_its_place(
    ask: Any, query: str, line: int, column: int | None, said: str
) -> None:
    with pytest.raises(BadQuery, match=said) as raised:
        ask(query)
    assert raised.value.line == line
    assert column is None or raised.value.column == column


def test_more_than_can_be_taken_in_is_refused(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sparql, "MOST", 2)
    with pytest.raises(BadQuery, match=r"finds 3 texts, more than the 2 .* without snippets"):
        ask('SELECT ?p { ?p rcl:matches "keeper" }')
    assert len(ask('SELECT ?p { ?p rcl:matches ( "keeper" 2 ) }')) == 2
    assert len(ask('SELECT ?p { ?p rcl:matches "weather" }')) == 1


def test_a_query_that_does_not_search_is_left_alone(
    made_up_release: Path, store: ReleaseStore
) -> None:
    for query in ("SELECT", "ASK { ?s ?p ?o }", 'ASK { ?s ?p " ?x rcl:matches (" }', "\x00{{(", ""):
        assert sparql.expand(query, made_up_release, store, {}) is query


@pytest.mark.parametrize("end", range(len(syntax.NAMESPACE), len(syntax.MATCHES) + 1))
def test_the_predicate_is_seen_wherever_a_prefix_ends(end: int) -> None:
    namespace, local = syntax.MATCHES[:end], syntax.MATCHES[end:]
    assert syntax.may_name(f"PREFIX p: <{namespace}> ASK {{ ?s p:{local} 'x' }}", syntax.MATCHES)


@pytest.mark.parametrize(
    ("query", "may"),
    [
        ("ASK { ?s <https://w3id.org/recalling/ontology#m\\u0061tches> 'x' }", True),
        ("PREFIX rcl: <https://w3id.org/recalling/ontology#> ASK { ?s rcl:text ?text }", False),
    ],
)
def test_most_queries_need_no_second_look(query: str, may: bool) -> None:
    assert syntax.may_name(query, syntax.MATCHES) is may


def test_the_predicate_is_the_one_of_the_vocabulary() -> None:
    assert str(RCL.matches) == syntax.MATCHES
    assert str(RCL.inDocument) == f"{syntax.NAMESPACE}inDocument"


def test_the_endpoint_searches(site: FlaskClient) -> None:
    query = PREFIXES + 'SELECT ?p { ?p rcl:matches "keeper" }'
    answer = json.loads(site.get("/sparql", query_string={"query": query}).text)
    assert len(answer["results"]["bindings"]) == 3
    bad = site.get("/sparql", query_string={"query": query.replace("keeper", "keeper AND")})
    assert bad.status_code == 400
    assert json.loads(bad.text)["line"] == 1
