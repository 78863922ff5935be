"""What is read in the cells of a table of results."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from quads import document, made, quad

from ontology.terms import SKOS
from server.release import open_release
from server.sparql.naming import named
from server.sparql.results import Cell, Table
from server.views.naming import names_by_iri

BASE = "https://w3id.org/recalling/"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("A/RES/79/191", "A/RES/79/191"),
        ("S/RES/2664(2022)", "S/RES/2664 (2022)"),
        ("A/RES/79/191/op/1/a", "A/RES/79/191, paragraph 1 (a)"),
        ("A/RES/79/191/pp/1", "A/RES/79/191, preambular paragraph 1"),
        ("A/RES/79/191/note/star", "A/RES/79/191, footnote *"),
        ("A/RES/79/191/annex/op/1", "A/RES/79/191, annex, paragraph 1"),
        ("instrument/lamp-convention", "Lamp Convention"),
        ("instrument/lamp-convention/article/3", "Lamp Convention, article 3"),
        ("state/MEX", "Mexico"),
        ("verb/call-upon", "call upon"),
        ("subject/lighthouses", "LIGHTHOUSES"),
        ("A/RES/79/191/op/1/act/1", ""),
        ("graph/A/RES/79/191", ""),
        ("state/XYZ", ""),
        ("ontology#Resolution", ""),
    ],
)
def test_a_thing_is_called_by_its_name_and_that_of_what_it_is_in(
    made_up_release: Path, path: str, name: str
) -> None:
    found = names_by_iri(open_release(made_up_release), [BASE + path])[BASE + path]
    assert (found.full if found else "") == name


def test_a_cell_shows_the_name_and_leads_to_the_page_of_the_thing(site: FlaskClient) -> None:
    query = f"""SELECT * {{ VALUES (?a ?b ?c ?d) {{ (<{BASE}state/MEX> <{BASE}A/RES/79/191/op/1>
        <{BASE}state/XYZ> "<{BASE}state/MEX>") }} }}"""
    text = site.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"}).text
    cells = re.findall(r"<td>(.*?)</td>", text)
    assert cells == [
        f'<a href="/state/MEX" title="{BASE}state/MEX">Mexico</a>',
        f'<a href="/A/RES/79/191/op/1" title="{BASE}A/RES/79/191/op/1">'
        "A/RES/79/191, paragraph 1</a>",
        "state/XYZ",
        f"&lt;{BASE}state/MEX&gt;",
    ]


def test_what_is_downloaded_has_the_addresses(site: FlaskClient) -> None:
    query = f"SELECT ?a {{ VALUES ?a {{ <{BASE}state/MEX> }} }}"
    for path in ("/sparql/results.csv", "/sparql/results.json"):
        response = site.get(path, query_string={"query": query})
        assert f"{BASE}state/MEX" in response.text
        assert "Mexico" not in response.text


def test_names_are_read_in_one_query_however_many_rows_there_are(
    made_up_release: Path, asked: list[str]
) -> None:
    release = open_release(made_up_release)
    paths = [f"A/RES/79/191/{part}" for part in ("pp/1", "op/1", "op/1/a", "annex", "h/1")]
    rows = tuple((Cell(path, f"/{path}", iri=BASE + path),) for path in paths * 200)
    asked.clear()
    shown = named(release, Table(("part",), rows))
    assert asked == ["select"]
    assert shown.rows[0][0].text == "A/RES/79/191, preambular paragraph 1"


def test_of_a_long_name_the_short_one_is_read_and_the_other_is_at_hand(tmp_path: Path) -> None:
    keepers = f"{BASE}body/keepers-of-the-northern-lights"
    long = "Standing Committee of the Keepers of the Northern Lights"
    quads = document()
    for name, label in ((SKOS.prefLabel, long), (SKOS.altLabel, "Keepers of Lights")):
        quads.append(quad(keepers.removeprefix(BASE), name, f'"{label}"@en'))
    release = open_release(made(tmp_path, quads))
    table = Table(("who",), ((Cell("body/keepers", "/body/keepers", iri=keepers),),))
    ((cell,),) = named(release, table).rows
    assert (cell.text, cell.name) == ("Keepers of Lights", long)


def test_a_table_without_things_asks_nothing(made_up_release: Path, asked: list[str]) -> None:
    release = open_release(made_up_release)
    rows = (
        (Cell("3"), Cell("https://e.example/", "https://e.example/", iri="https://e.example/")),
    )
    asked.clear()
    assert named(release, Table(("a", "b"), rows)) == Table(("a", "b"), rows)
    assert asked == []
