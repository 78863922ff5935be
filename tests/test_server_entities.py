"""Every IRI of the graph answers at its path: formats, headers, aliases, mistakes."""

import json
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from rdflib import Graph
from rdflib.compare import isomorphic

BASE = "https://w3id.org/recalling/"
SOURCE = "source/0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"
DOCUMENT = "A/RES/79/191"
PATHS = [
    DOCUMENT,
    "S/RES/2664(2022)",
    "A/79/461",
    f"{DOCUMENT}/pp/1",
    f"{DOCUMENT}/h/1",
    f"{DOCUMENT}/op/1",
    f"{DOCUMENT}/op/1/a",
    f"{DOCUMENT}/op/1/a/i",
    f"{DOCUMENT}/t/1",
    f"{DOCUMENT}/annex",
    f"{DOCUMENT}/annex/op/1",
    f"{DOCUMENT}/note/1",
    f"{DOCUMENT}/note/star",
    f"{DOCUMENT}/note/1/mark/en",
    f"{DOCUMENT}/expression/ar",
    f"{DOCUMENT}/vote",
    f"{DOCUMENT}/op/1/act/1",
    f"{DOCUMENT}/op/1/cite/1",
    f"{DOCUMENT}/op/1/mandate/1",
    "body/general-assembly",
    "state/MEX",
    "instrument/lamp-convention",
    "verb/call-upon",
    "subject/lighthouses",
    f"graph/{DOCUMENT}",
    "graph/registry",
    SOURCE,
    "ontology",
]
FORMATS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
    "trig": "application/trig",
    "nq": "application/n-quads",
}


@pytest.mark.parametrize("path", PATHS)
def test_every_iri_answers_as_a_page_and_as_data(site: FlaskClient, path: str) -> None:
    for suffix, media_type in FORMATS.items():
        negotiated = site.get(f"/{path}", headers={"Accept": media_type})
        assert negotiated.status_code == 200, (path, suffix)
        assert negotiated.mimetype == media_type
        assert negotiated.headers["Content-Location"] == f"/{path}.{suffix}"
        assert "Accept" in negotiated.headers["Vary"]
        direct = site.get(f"/{path}.{suffix}", headers={"Accept": "image/png"})
        assert direct.status_code == 200
        assert direct.data == negotiated.data


@pytest.mark.parametrize("path", [DOCUMENT, "S/RES/2664(2022)", "body/general-assembly"])
def test_the_formats_say_the_same(site: FlaskClient, path: str) -> None:
    graphs = {
        name: Graph().parse(data=site.get(f"/{path}.{suffix}").data, format=name)
        for suffix, name in (("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld"))
    }
    assert len(graphs["nt"]) > 2
    for name, graph in graphs.items():
        assert isomorphic(graph, graphs["nt"]), name


def test_a_documents_data_are_all_that_is_inside_it(site: FlaskClient) -> None:
    found = list(parse(site.get(f"/{DOCUMENT}.trig").data, format=RdfFormat.TRIG))
    subjects = {getattr(quad.subject, "value", "") for quad in found}
    assert f"{BASE}{DOCUMENT}/annex/op/1" in subjects
    assert f"{BASE}S/RES/2664(2022)" not in subjects
    assert {str(quad.graph_name) for quad in found} == {f"<{BASE}graph/{DOCUMENT}>"}
    part = list(parse(site.get(f"/{DOCUMENT}/op/1.nt").data, format=RdfFormat.N_TRIPLES))
    assert {getattr(t.subject, "value", "").removeprefix(BASE) for t in part} == {
        f"{DOCUMENT}/op/1", f"{DOCUMENT}/op/1/a", f"{DOCUMENT}/op/1/a/i",
        f"{DOCUMENT}/op/1/act/1", f"{DOCUMENT}/op/1/cite/1", f"{DOCUMENT}/op/1/mandate/1",
        f"{DOCUMENT}/op/1/act/2", f"{DOCUMENT}/op/1/cite/2", f"{DOCUMENT}/op/1/mandate/2",
        f"{DOCUMENT}/op/1/mention/1",
    }  # fmt: skip


def test_json_ld_is_compact_and_whole(site: FlaskClient) -> None:
    told = json.loads(site.get("/state/MEX.jsonld").text)
    assert "@context" in told
    assert "http" not in json.dumps({k: v for k, v in told.items() if k != "@context"}).replace(
        BASE, ""
    )


def test_links_say_where_else_to_look(site: FlaskClient) -> None:
    link = site.get(f"/{DOCUMENT}", headers={"Accept": "text/turtle"}).headers["Link"]
    for relation in ("alternate", "describedby", "canonical", "license", "cite-as", "collection"):
        assert f'rel="{relation}"' in link
    assert f'<{BASE}{DOCUMENT}>; rel="canonical"' in link
    assert f'</{DOCUMENT}.jsonld>; rel="alternate"; type="application/ld+json"' in link


def test_an_answer_that_is_known_is_not_sent_again(site: FlaskClient) -> None:
    first = site.get(f"/{DOCUMENT}.ttl")
    tag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    assert not tag.startswith("W/")
    for headers in ({"If-None-Match": tag}, {"If-None-Match": f'"x", {tag}'},
                    {"If-None-Match": "*"}, {"If-Modified-Since": modified}):  # fmt: skip
        again = site.get(f"/{DOCUMENT}.ttl", headers=headers)
        assert again.status_code == 304, headers
        assert again.data == b""
        assert again.headers["ETag"] == tag
    assert site.get(f"/{DOCUMENT}.ttl", headers={"If-None-Match": '"x"'}).status_code == 200


def test_tags_differ_by_format_and_language(site: FlaskClient) -> None:
    paths = [f"/{DOCUMENT}.{suffix}" for suffix in FORMATS] + [f"/{DOCUMENT}.html?lang=ar"]
    tags = [site.get(path).headers["ETag"] for path in paths]
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize(
    ("alias", "path"),
    [
        ("79/191", DOCUMENT),
        ("a/res/79/191", DOCUMENT),
        ("T/OLD/1", DOCUMENT),
        ("79/191.ttl", f"{DOCUMENT}.ttl"),
        ("79/191 para. 1", f"{DOCUMENT}/op/1"),
        ("79/191, paragraph 1 (a)", f"{DOCUMENT}/op/1/a"),
        ("akn/un/statement/deliberation/unga/2024-12-17/79-191/", DOCUMENT),
        ("S/RES/2664 (2022)", "S/RES/2664(2022)"),
        (f"{DOCUMENT}/", DOCUMENT),
        ("body/general-assembly/", "body/general-assembly"),
    ],
)
def test_an_alias_redirects(site: FlaskClient, alias: str, path: str) -> None:
    response = site.get("/" + quote(alias))
    assert response.status_code == 301
    assert response.headers["Location"] == f"/{path}"


@pytest.mark.parametrize("path", ["S/RES/2664%282022%29", "%41/RES/79/191"])
def test_percent_encoding_makes_no_difference(site: FlaskClient, path: str) -> None:
    assert site.get(f"/{path}").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["nothing", "A/RES/79/192", f"{DOCUMENT}/op/99", f"{DOCUMENT}.exe", "79/192", "body/",
     "A/RES//79/191", "a<b>", "%F0%9F%92%A1", "x" * 2000, "source/../state/MEX",
     f"{DOCUMENT}%22", f"{DOCUMENT}'", f"{DOCUMENT}%22.ttl", f"{DOCUMENT}%22%3E%3Cb%3E",
     f"{DOCUMENT}%3Fx", f"{DOCUMENT}%23op", "state/MEX%0D%0AX-Evil:%201",
     "..%2F..%2Fetc%2Fpasswd", "%7B%7D.nt", "%5C%5C", "a%20b%20c", ".ttl",
     "79/191 para. 99", "79/191 chapter 1"],
)  # fmt: skip
def test_what_is_unknown_is_not_found(site: FlaskClient, path: str) -> None:
    response = site.get(f"/{path}")
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"
    page = site.get(f"/{path}", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert page.mimetype == "text/html"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("state/%00", 400), ("%0A", 400), ("%C0%AF", 400),
        ("%FF", 400), ("%ED%A0%80", 400), ("A/RES/79/191%", 400), ("A/RES/79/191%zz", 400),
        ("%2541", 400), ("state/MEX%E2%80%8B", 400), ("x" * 2001, 414), ("%41" * 5000, 414),
        ("A/" * 3000, 414),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["", ".ttl"])
def test_what_can_be_no_address_is_refused_and_told_why(
    site: FlaskClient, path: str, status: int, suffix: str
) -> None:
    response = site.get(f"/{path}{suffix}")
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    told = response.get_json(force=True)
    assert told["status"] == status
    assert told["type"].endswith("about#problem-malformed-address")
    assert told["detail"]
    assert len(response.data) < 1000


def test_nothing_acceptable_is_told_with_the_list(site: FlaskClient) -> None:
    response = site.get(f"/{DOCUMENT}", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.content_type == "application/problem+json"
    assert response.get_json(force=True)["available"][:7] == list(FORMATS.values())


@pytest.mark.parametrize("suffix", ["", *(f".{s}" for s in FORMATS)])
def test_head_has_the_headers_of_get_and_nothing_else(site: FlaskClient, suffix: str) -> None:
    get, head = site.get(f"/{DOCUMENT}{suffix}"), site.head(f"/{DOCUMENT}{suffix}")
    assert head.status_code == 200
    assert head.data == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Link", "Content-Location"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(site: FlaskClient, method: str) -> None:
    response = site.open(f"/{DOCUMENT}", method=method)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert response.content_type == "application/problem+json"


def test_scripts_from_anywhere_may_read(site: FlaskClient) -> None:
    options = site.options(f"/{DOCUMENT}")
    assert options.status_code == 200
    assert set(options.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    for response in (options, site.get(f"/{DOCUMENT}"), site.get("/nothing")):
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_dataset_describes_itself(site: FlaskClient) -> None:
    for accept, media_type in (("text/html", "text/html"), ("text/turtle", "text/turtle")):
        assert site.get("/dataset", headers={"Accept": accept}).mimetype == media_type
    told = site.get("/dataset.ttl").text
    assert "void#Dataset" in told
    assert "https://www.un.org/" in told
    assert site.get("/.well-known/void").headers["Location"] == "/dataset"
