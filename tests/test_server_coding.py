"""Answers are compressed where the client takes it, and each coding has its own strong tag."""

import gzip
import re

import pytest
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip, deflate, br, zstd"}
HTML = {"Accept": "text/html"}
TAGGED = ["/A/RES/79/191", "/A/RES/79/191.ttl", "/A/RES/79/191.jsonld", "/A/RES/79/191.nt",
          "/A/RES/79/191.akn", "/A/RES/79/191.bib", "/A/RES/79/191.linkset.json",
          "/body/general-assembly", "/ontology.rdf", "/dataset", "/dataset.ttl", "/releases",
          "/feed/documents", "/static/style.css", "/static/page.js",
          "/static/icon.svg"]  # fmt: skip
UNTAGGED = [
    "/",
    "/documents",
    "/search?q=lamp",
    "/accuracy",
    "/mandates",
    "/nothing",
    "/api/openapi.json",
]


@pytest.mark.parametrize("path", TAGGED)
def test_each_coding_has_its_own_strong_tag(site: FlaskClient, path: str) -> None:
    plain = site.get(path, headers=HTML)
    packed = site.get(path, headers=HTML | GZIP)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert not packed.headers["ETag"].startswith("W/")
    for response in (plain, packed):
        assert "Accept-Encoding" in response.headers["Vary"]


@pytest.mark.parametrize("path", TAGGED)
def test_only_the_coding_that_would_be_sent_is_known_already(site: FlaskClient, path: str) -> None:
    tags = {
        name: site.get(path, headers=HTML | given).headers["ETag"]
        for name, given in (("plain", {}), ("packed", GZIP))
    }
    for name, given in (("plain", {}), ("packed", GZIP)):
        for told, tag in tags.items():
            again = site.get(path, headers=HTML | given | {"If-None-Match": tag})
            assert again.status_code == (304 if told == name else 200)
            assert again.headers["ETag"] == tags[name]
            assert "Accept-Encoding" in again.headers["Vary"]
            if told == name:
                assert again.data == b""
                assert "Content-Encoding" not in again.headers


@pytest.mark.parametrize("path", UNTAGGED)
def test_pages_without_a_tag_are_compressed_too(site: FlaskClient, path: str) -> None:
    plain, packed = site.get(path, headers=HTML), site.get(path, headers=HTML | GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip", "gzip"), ("*", "gzip"), ("GZIP;q=0.5", "gzip"), ("gzip;q=0", None), ("", None),
     ("br", None), ("identity", None), ("gzip;q=0.2, identity;q=0.8", None),
     ("*;q=0", None), ("identity;q=0, gzip", "gzip"), ("gzip;q=0, *", None)],
)  # fmt: skip
def test_the_coding_is_the_one_accepted(site: FlaskClient, accepted: str, coding: str) -> None:
    response = site.get("/A/RES/79/191", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == coding


@pytest.mark.parametrize("path", ["/dataset/graph.nq.gz", "/A/RES/79/191.nothing"])
def test_what_is_compressed_or_short_is_sent_as_it_is(site: FlaskClient, path: str) -> None:
    response = site.get(path, headers=GZIP, follow_redirects=True)
    assert "Content-Encoding" not in response.headers or response.mimetype == "application/json"


def test_answers_to_queries_stay_as_they_are_kept(site: FlaskClient) -> None:
    asked = "/sparql?query=SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D"
    for _ in range(2):
        told = site.get(asked, headers=GZIP | {"Accept": "application/sparql-results+json"})
        assert "Content-Encoding" not in told.headers
        shown = site.get(asked, headers=GZIP | HTML)
        assert shown.headers["Content-Encoding"] == "gzip"


def test_a_head_says_what_a_get_does(site: FlaskClient) -> None:
    head, get = (site.open("/A/RES/79/191", method=m, headers=GZIP) for m in ("HEAD", "GET"))
    for name in ("Content-Encoding", "ETag", "Content-Length", "Vary"):
        assert head.headers[name] == get.headers[name]
    assert head.data == b""


def test_files_of_pages_are_kept_for_ever_at_an_address_with_their_version(
    site: FlaskClient,
) -> None:
    text = site.get("/", headers=HTML).text
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', text)
    assert len(files) >= 3
    for address in files:
        response = site.get(address)
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]
        assert "max-age=31536000" in response.headers["Cache-Control"]
        for other in (address.partition("?")[0], f"{address}0"):
            assert site.get(other).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/static/nothing.css", "/static/../app.py", "/static/%2e%2e/app.py", "/static/editor",
             "/static//etc/passwd"]
)  # fmt: skip
def test_no_other_file_is_sent(site: FlaskClient, path: str) -> None:
    assert site.get(path).status_code in (400, 404)


@pytest.mark.parametrize("path", ["/", "/A/RES/79/191", "/A/RES/79/191/op/1", "/verb/call-upon"])
def test_a_first_page_with_all_its_files_is_small(site: FlaskClient, path: str) -> None:
    page = site.get(path, headers=HTML | GZIP)
    files = re.findall(
        r'<(?:link rel="(?:stylesheet|icon)" href|script src)="([^"]+)"',
        gzip.decompress(page.data).decode(),
    )
    assert len(files) == 3
    sizes = [len(site.get(file, headers=GZIP).data) for file in files]
    assert sum(sizes) + len(page.data) < 150_000
