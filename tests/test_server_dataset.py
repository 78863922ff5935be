"""The dataset as a whole: what it says of itself, and its downloads."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Store, parse
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID

from server.app import close, create_app
from server.config import Config
from server.exports import dumps
from server.negotiate import GRAPHS, Format
from server.release import Release, open_release
from server.store import terms

BASE = "https://w3id.org/recalling/"
RELEASE = "0123456789abcdef"
DATASET = URIRef(f"{BASE}dataset")
SPDX = "http://spdx.org/rdf/terms#"
READ = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}


@pytest.fixture(scope="module")
def described(site: FlaskClient) -> Graph:
    return Graph().parse(data=site.get("/dataset.ttl").data, format="turtle")


def quads(data: bytes, form: RdfFormat) -> set[str]:
    return {str(quad) for quad in parse(data, format=form)}


@pytest.mark.parametrize("suffix", READ)
def test_the_whole_release_comes_in_every_form(
    site: FlaskClient, made_up_release: Path, suffix: str
) -> None:
    name = f"recalling-{RELEASE}.{suffix}.gz"
    short = site.get(f"/dataset/graph.{suffix}.gz")
    assert (short.status_code, short.headers["Location"]) == (302, f"/dataset/{name}")
    head = site.head(f"/dataset/{name}")
    response = site.get(f"/dataset/{name}")
    assert (response.status_code, response.mimetype) == (200, "application/gzip")
    assert f"filename={name}" in response.headers["Content-Disposition"]
    assert int(response.headers["Content-Length"]) == len(response.data)
    whole = gzip.decompress((made_up_release / "graph.nq.gz").read_bytes())
    told = quads(gzip.decompress(response.data), READ[suffix])
    assert told == quads(whole, RdfFormat.N_QUADS)
    tag = response.headers["ETag"]
    assert not tag.startswith("W/")
    assert site.get(f"/dataset/{name}", headers={"If-None-Match": tag}).status_code == 304
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", tag)
    assert site.get(f"/dataset/{name}").data == response.data


def made_of(folder: Path, lines: list[str]) -> Release:
    folder.mkdir()
    Store(str(folder / "store")).flush()
    (folder / "graph.nq.gz").write_bytes(gzip.compress("".join(lines).encode()))
    return open_release(folder)


def test_a_dump_is_made_in_small_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "QUADS_AT_ONCE", 10)
    lines = [f'<http://e.x/{i:03}> <http://e.x/p> "{i}" <http://e.x/g> .\n' for i in range(95)]
    release = made_of(tmp_path / RELEASE, lines)
    for form in dumps.FORMATS:
        blocks = list(dumps.stream(release, form))
        assert form.suffix == "nq" or len(blocks) >= 10
        assert len(quads(b"".join(blocks), READ[form.suffix])) == 95
        packed = gzip.decompress(b"".join(dumps.packed(blocks)))
        assert packed == b"".join(blocks)


def test_an_empty_release_is_still_json(tmp_path: Path) -> None:
    release = made_of(tmp_path / RELEASE, [])
    assert json.loads(b"".join(dumps.stream(release, GRAPHS["jsonld"]))) == []


def test_a_download_is_made_once_and_goes_when_its_release_does(tmp_path: Path) -> None:
    shelf = dumps.Shelf(tmp_path / "shelf")
    old = made_of(tmp_path / "00000000000000aa", [])
    new = made_of(tmp_path / "00000000000000bb", [])
    first = shelf.get(old, dumps.offered(old)[1])
    written = first.stat()
    assert shelf.get(old, dumps.offered(old)[1]).stat() == written
    shelf.get(new, dumps.offered(new)[2])
    assert [path.name for path in first.parent.iterdir()] == [
        "recalling-00000000000000bb.jsonld.gz"
    ]


def test_one_download_is_made_at_a_time(
    made_up_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Config(data=made_up_release, query_workers=1))
    client, inside = app.test_client(), []
    real = dumps.stream

    def slow(release: Release, form: Format) -> Iterator[bytes]:
        # while one is made another is asked for
        inside.append(client.get(f"/dataset/recalling-{RELEASE}.jsonld.gz"))
        yield from real(release, form)

    monkeypatch.setattr(dumps, "stream", slow)
    try:
        assert client.get(f"/dataset/recalling-{RELEASE}.trig.gz").status_code == 200
        (refused,) = inside
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "60")
        assert refused.content_type == "application/problem+json"
    finally:
        close(app)


def test_a_part_of_the_file_can_be_asked_for(site: FlaskClient) -> None:
    response = site.get(f"/dataset/recalling-{RELEASE}.nq.gz", headers={"Range": "bytes=0-1"})
    assert (response.status_code, response.data) == (206, b"\x1f\x8b")


@pytest.mark.parametrize(
    "name",
    ["graph.ttl", "graph", "graph.", "graph.nq", f"recalling-{RELEASE}.trig",
     "recalling-0000000000000000.nq.gz", "manifest.json",
     "..%2Fmanifest.json", "store", f"recalling-{RELEASE}.nq.gz.gz"],
)  # fmt: skip
def test_what_is_no_download_is_not_found(site: FlaskClient, name: str) -> None:
    response = site.get(f"/dataset/{name}")
    assert (response.status_code, response.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("suffix", "name"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")]
)
def test_the_description_is_negotiated_like_everything(
    site: FlaskClient, described: Graph, suffix: str, name: str
) -> None:
    response = site.get(f"/dataset.{suffix}")
    assert len(Graph().parse(data=response.data, format=name)) == len(described)
    tag = response.headers["ETag"]
    assert site.get(f"/dataset.{suffix}", headers={"If-None-Match": tag}).status_code == 304
    assert site.get("/dataset", headers={"Accept": "image/png"}).status_code == 406
    assert site.post("/dataset").status_code == 405


def test_the_dataset_is_one_to_void_and_to_dcat(described: Graph) -> None:
    assert {VOID.Dataset, DCAT.Dataset} <= set(described.objects(DATASET, RDF.type))
    assert (DATASET, DCTERMS.source, URIRef("https://www.un.org/")) in described
    for term in (VOID.rootResource, VOID.exampleResource, VOID.sparqlEndpoint, VOID.uriSpace,
                 VOID.triples, VOID.vocabulary, DCTERMS.license, DCTERMS.modified):  # fmt: skip
        assert described.value(DATASET, term) is not None, term


def test_each_download_is_a_distribution(
    site: FlaskClient, described: Graph, made_up_release: Path
) -> None:
    found = set(described.objects(DATASET, DCAT.distribution))
    assert len(found) == 3
    assert found == set(described.objects(DATASET, VOID.dataDump))
    for one in found:
        assert described.value(one, DCAT.mediaType) is not None
        assert site.head("/" + str(one).removeprefix(BASE)).status_code == 200
    data = (made_up_release / "graph.nq.gz").read_bytes()
    packed = URIRef(f"{BASE}dataset/recalling-{RELEASE}.nq.gz")
    assert int(str(described.value(packed, DCAT.byteSize))) == len(data)
    checksum = described.value(packed, URIRef(f"{SPDX}checksum"))
    told = described.value(checksum, URIRef(f"{SPDX}checksumValue"))
    assert str(told) == hashlib.sha256(data).hexdigest()


def test_the_dataset_counts_its_classes_properties_and_links(described: Graph) -> None:
    def counted(partition: URIRef, of: URIRef, count: URIRef) -> dict[str, int]:
        parts = described.objects(DATASET, partition)
        return {str(described.value(p, of)): int(str(described.value(p, count))) for p in parts}

    classes = counted(VOID.classPartition, VOID["class"], VOID.entities)
    assert classes["https://w3id.org/recalling/ontology#Resolution"] == 2
    properties = counted(VOID.propertyPartition, VOID.property, VOID.triples)
    assert properties["https://w3id.org/recalling/ontology#adoptedBy"] == 2
    links = {
        (
            str(described.value(linkset, VOID.linkPredicate)).rpartition("#")[2],
            str(described.value(described.value(linkset, VOID.objectsTarget), VOID.uriSpace)),
        ): int(str(described.value(linkset, VOID.triples)))
        for linkset in described.objects(DATASET, VOID.subset)
    }
    assert links == {
        ("goal", "http://metadata.un.org/"): 1,
        ("officialText", "https://undocs.org/"): 2,
    }


def test_a_link_set_says_what_the_header_says(site: FlaskClient) -> None:
    told = json.loads(site.get("/dataset.linkset.json").data)["linkset"][0]
    assert told["anchor"] == f"{BASE}dataset"
    assert len(told["item"]) == 3
    assert all(a["href"] != b["href"] for a, b in pairwise(told["item"]))
