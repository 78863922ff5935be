"""The list of releases and the deltas between them."""

import gzip
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from quads import BASE, document, made, part
from rdflib import Graph, URIRef

from ontology.terms import DCTERMS, PROV
from server.app import create_app
from server.config import Config


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("three")
    grown = document()
    return [made(out, grown := [*grown, *part(f"op/{n}", f"Lamp {n}")]) for n in (1, 2, 3)]


@pytest.fixture(scope="module")
def third(three: list[Path]) -> Iterator[FlaskClient]:
    app = create_app(Config(data=three[0].parent / "current", query_workers=1))
    yield app.test_client()
    app.extensions["recalling.pool"].close()


def test_the_page_lists_all_releases(third: FlaskClient, three: list[Path]) -> None:
    response = third.get("/releases", headers={"Accept": "text/html"})
    assert response.status_code == 200
    places = [response.text.index(f'id="{release.name}"') for release in reversed(three)]
    assert places == sorted(places)
    tag = response.headers["ETag"]
    assert third.get("/releases.html", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(("suffix", "form"), [("ttl", "turtle"), ("jsonld", "json-ld")])
def test_the_data_say_what_followed_what(
    third: FlaskClient, three: list[Path], suffix: str, form: str
) -> None:
    graph = Graph().parse(data=third.get(f"/releases.{suffix}").data, format=form)
    iris = [URIRef(f"{BASE}release/{release.name}") for release in three]
    assert graph.value(iris[2], PROV.wasRevisionOf) == iris[1]
    assert graph.value(iris[1], PROV.wasRevisionOf) == iris[0]
    assert graph.value(iris[0], PROV.wasRevisionOf) is None
    assert {graph.value(iri, DCTERMS.identifier).toPython() for iri in iris} == {
        release.name for release in three
    }  # fmt: skip


def test_a_delta_has_both_ids_in_its_address(third: FlaskClient, three: list[Path]) -> None:
    for before, after in pairwise(three):
        address = f"/dataset/delta/{before.name}-{after.name}.added.nq.gz"
        assert f'href="{address}"' in third.get("/releases.html").text
        response = third.get(address)
        assert response.mimetype == "application/gzip"
        assert len(gzip.decompress(response.data).splitlines()) == 2
        again = third.get(address, headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize("name", ["x", "..%2f..%2fmanifest.json", "{2}-{1}.added.nq.gz",
                                  "{0}-{2}.added.nq.gz", "{0}-{1}.store"])  # fmt: skip
def test_other_names_are_not_found(third: FlaskClient, three: list[Path], name: str) -> None:
    asked = name.format(*(release.name for release in three))
    assert third.get(f"/dataset/delta/{asked}").status_code == 404


def test_the_address_of_a_release_leads_to_the_list(third: FlaskClient, three: list[Path]) -> None:
    response = third.get(f"/release/{three[0].name}")
    assert (response.status_code, response.location) == (303, f"/releases#{three[0].name}")
    assert third.get("/release/0000").status_code == 404


def test_the_first_release_has_a_list_of_one_and_no_delta(site: FlaskClient) -> None:
    assert site.get("/releases.html").status_code == 200
    assert site.get("/dataset/retired.nq").status_code == 404


def test_a_pruned_release_is_still_listed(tmp_path: Path) -> None:
    made(tmp_path, part("op/1", "A lamp"))
    middle = made(tmp_path, part("op/2", "A lamp"))
    made(tmp_path, part("op/3", "A lamp"))
    shutil.rmtree(middle)
    app = create_app(Config(data=tmp_path / "current", query_workers=1))
    try:
        page = app.test_client().get("/releases.html").text
        assert "no longer kept" in page
        assert app.test_client().get("/dataset/retired.nq").data.count(b"isReplacedBy") == 2
    finally:
        app.extensions["recalling.pool"].close()
