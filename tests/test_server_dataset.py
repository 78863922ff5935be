"""The dataset as a whole: what it says of itself, and its downloads."""

import gzip
import hashlib
import json
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
from server.release import open_release

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


@pytest.mark.parametrize("packed", ["", ".gz"])
@pytest.mark.parametrize("suffix", READ)
def test_the_whole_release_comes_in_every_form(
    site: FlaskClient, made_up_release: Path, suffix: str, packed: str
) -> None:
    name = f"recalling-{RELEASE}.{suffix}{packed}"
    short = site.get(f"/dataset/graph.{suffix}{packed}")
    assert (short.status_code, short.headers["Location"]) == (302, f"/dataset/{name}")
    response = site.get(f"/dataset/{name}")
    assert response.status_code == 200
    assert f"filename={name}" in response.headers["Content-Disposition"]
    data = gzip.decompress(response.data) if packed else response.data
    whole = gzip.decompress((made_up_release / "graph.nq.gz").read_bytes())
    assert quads(data, READ[suffix]) == quads(whole, RdfFormat.N_QUADS)
    tag = response.headers["ETag"]
    assert not tag.startswith("W/")
    assert site.get(f"/dataset/{name}", headers={"If-None-Match": tag}).status_code == 304
    head = site.head(f"/dataset/{name}")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", tag)


def test_a_dump_is_made_in_small_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.store.terms.QUADS_AT_ONCE", 10)
    folder = tmp_path / RELEASE
    folder.mkdir()
    Store(str(folder / "store")).flush()
    lines = [f'<http://e.x/{i:03}> <http://e.x/p> "{i}" <http://e.x/g> .\n' for i in range(95)]
    (folder / "graph.nq.gz").write_bytes(gzip.compress("".join(lines).encode()))
    release = open_release(folder)
    for dump in dumps.offered(release):
        blocks = list(dumps.stream(release, dump))
        data = b"".join(blocks)
        if dump.packed:
            data = gzip.decompress(data)
        elif dump.format.suffix != "nq":
            assert len(blocks) >= 10
        assert len(quads(data, READ[dump.format.suffix])) == 95


def test_an_empty_release_is_still_json(tmp_path: Path) -> None:
    folder = tmp_path / RELEASE
    folder.mkdir()
    Store(str(folder / "store")).flush()
    (folder / "graph.nq.gz").write_bytes(gzip.compress(b""))
    release = open_release(folder)
    dump = next(d for d in dumps.offered(release) if d.name.endswith(".jsonld"))
    assert json.loads(b"".join(dumps.stream(release, dump))) == []


def test_no_more_downloads_are_made_at_once_than_the_server_can_bear(made_up_release: Path) -> None:
    app = create_app(Config(data=made_up_release, query_workers=1))
    try:
        waiting = [app.test_client().get(f"/dataset/recalling-{RELEASE}.trig") for _ in range(3)]
        assert [response.status_code for response in waiting] == [200, 200, 503]
        assert waiting[2].headers["Retry-After"] == "60"
        assert waiting[2].content_type == "application/problem+json"
        for response in waiting:
            response.close()
        again = app.test_client().get(f"/dataset/recalling-{RELEASE}.trig")
        assert again.status_code == 200
        again.close()
    finally:
        close(app)


def test_a_part_of_the_file_can_be_asked_for(site: FlaskClient) -> None:
    response = site.get(f"/dataset/recalling-{RELEASE}.nq.gz", headers={"Range": "bytes=0-1"})
    assert (response.status_code, response.data) == (206, b"\x1f\x8b")


@pytest.mark.parametrize(
    "name",
    ["graph.ttl", "graph", "graph.", "recalling-0000000000000000.nq.gz", "manifest.json",
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
    assert len(found) == 6
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
    assert len(told["item"]) == 6
    assert all(a["href"] != b["href"] for a, b in pairwise(told["item"]))
