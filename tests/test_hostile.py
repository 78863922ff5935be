"""Whatever a release, a report or a request says stays words: on every page and in every export."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import bibtexparser
import browsing
import pytest
import rispy
import yaml
from flask.testing import FlaskClient
from lxml import etree, html
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ontology.terms import DCTERMS, PROV, RCL
from server import assets
from server.app import close, create_app
from server.config import Config

ROOT = Path(__file__).parent
D = "/A/RES/79/191"
PAGES = [
    "/", "/documents", "/documents?body=general-assembly", "/search?q=lamp", "/search?q=script",
    "/sparql?query=SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D",
    "/sparql?query=CONSTRUCT+WHERE+%7B%3Fs+a+%3Fo%7D",
    "/queries/votes-of-state?state=state/TUV", "/dataset", "/api", "/ontology", "/about",
    "/releases", D, f"{D}/expression/ar", f"{D}?beside=ar", f"{D}/op/1", f"{D}/h/1", f"{D}/t/1",
    f"{D}/note/1",
    f"{D}/op/1/act/1", f"{D}/op/1/cite/2", f"{D}/op/1/mandate/2", f"{D}/vote", "/S/RES/2664(2022)",
    "/A/79/461", "/body/keepers", "/state/NOR", "/state/NOR?show=asked", "/verb/call-upon",
    "/verb/strength-3", "/instrument/lamp-convention", "/instrument/lamp-convention/article/3",
    "/citing/A/79/461", "/around/A/RES/79/191", "/mandates", "/subjects", "/sessions", "/accuracy",
    "/report?iri=A/RES/79/191/op/1/act/1", "/report?iri=A/RES/79/191&target=verb/call-upon",
    "/graph/A/RES/79/191", "/subject/lighthouses",
    "/compare?one=A/RES/79/191&other=S/RES/2664(2022)",
    "/source/0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
]  # fmt: skip
ASKED = [
    "/{}", "/{}.ttl", f"{D}/{{}}", f"{D}?lang={{}}&beside={{}}", "/search?q={}",
    "/search?q=lamp&body={}",
    "/documents?session={}", "/documents?body={}", "/documents?kind={}", "/documents?subject={}",
    "/documents?page={}", "/mandates?due={}&assignee={}&by={}", "/report?iri={}&target={}",
    "/report?iri=A/RES/79/191/op/1&target={}", "/citing/{}", "/around/{}", "/accuracy?code={}",
    "/verb/call-upon?by={}&year={}&other={}&page={}", "/state/MEX?show={}", "/queries/{}",
    "/queries/votes-of-state?state={}", "/sparql?query={}", "/sparql?query=ASK%7B%7D&timeout={}",
    "/static/{}", "/dataset/{}", "/feed/cites/{}", "/compare?one={}&other={}",
    "/api/queries/votes-of-state?state={}", "/api/search?q={}", "/search/suggestions?q={}",
]  # fmt: skip
HEADERS = ("Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix",
           "Referer", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "Cookie",
           "If-None-Match", "If-Modified-Since", "Range", "Authorization")  # fmt: skip
BINDING = (
    RCL.held,
    RCL.complete,
    DCTERMS.language,
    PROV.wasDerivedFrom,
    RCL.strength,
    RCL.adoptedOn,
)
"""What is no text but decides how a thing is shown."""
EVIL = ("javascript:alert(1)", "data:text/html,%3Cscript%3Ealert(1)%3C/script%3E",
        "https://lamps.example/%22onload=%22alert(1)")  # fmt: skip


def payloads() -> dict[str, str]:
    told = yaml.safe_load((ROOT / "data/hostile.yaml").read_text("utf-8"))
    return {
        name: words if isinstance(words, str) else words["repeat"] * words["times"]
        for name, words in told.items()
    }


def altering(payload: str) -> Callable[[Quad], Iterable[Quad]]:
    """Put the payload in place of each text, and beside each thing an address that does harm."""

    def alter(quad: Quad) -> Iterator[Quad]:
        subject, predicate, value, graph = quad
        bound = predicate.value in map(str, BINDING)
        worded = isinstance(value, Literal) and (
            value.language or value.datatype.value.endswith("#string")
        )
        if worded and not bound:
            text = payload if predicate.value != str(RCL.text) else f"lamp {payload} " * 3
            value = Literal(text, language=value.language) if value.language else Literal(text)
            yield Quad(subject, predicate, value, graph)
        else:
            yield quad
            if isinstance(value, NamedNode) and value.value.startswith("http") and not bound:
                yield from (
                    Quad(subject, predicate, NamedNode(iri), graph) for iri in _evil(predicate)
                )

    return alter


def _evil(predicate: NamedNode) -> Iterable[str]:
    # what is part of what, and what is of which kind, is the frame of a page and no word on it
    frame = (RCL.inDocument, RCL.partOf, RCL.inPart, RCL.underHeading, RCL.anchoredIn, RCL.hasMark)
    known = predicate.value in map(str, frame) or predicate.value.endswith(("#type", "realized_by"))
    return () if known else EVIL


def reported(payload: str) -> str:
    told = json.loads((ROOT / "data/server-report.json").read_text("utf-8"))

    def altered(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {k: altered(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [altered(one) for one in value]
        return payload if isinstance(value, str) and key != "code" else value

    told["meanings"] = {payload: payload}
    told["findings_by_code"] = {payload: 3}
    told["left_out"] = {payload: [payload]}
    return json.dumps(altered(told))


@pytest.fixture(scope="module", params=payloads().values(), ids=payloads())
def payload(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def hostile(payload: str, altered_release: Callable[..., Path]) -> Iterator[FlaskClient]:
    release = altered_release(altering(payload), reported(payload))
    app = create_app(Config(release, query_workers=1, query_seconds=60, client_seconds=0,
                            client_errors=0, proxies=1))  # fmt: skip
    yield app.test_client()
    close(app)


def harm(text: str, headers: Any) -> Iterator[str]:
    """Tell what on a page is no word: markup, scripts, addresses of other kinds or hosts."""
    policy = headers["Content-Security-Policy"]
    if not policy.startswith("default-src 'self';") or "unsafe" in policy:
        yield f"policy {policy}"
    if str(1234 * 4321) in text:
        yield "a template was run"
    page = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    for element in page.iter(etree.Element):
        attributes = element.attrib
        where = f"<{element.tag} {dict(attributes)}>"[:200]
        if any(name.startswith("on") or name in ("style", "srcdoc") for name in attributes):
            yield where
        if element.tag == "style" and element.text != assets.style():
            yield where
        if element.tag in {"iframe", "object", "embed", "img", "evil", "base", "b"}:
            yield where
        if element.tag == "script" and attributes.get("type") == "application/ld+json":
            json.loads(element.text)
        elif element.tag == "script" and (
            element.text or not str(attributes.get("src")).startswith("/static/")
        ):
            yield where
        for name in ("href", "src", "action", "formaction", "{http://www.w3.org/1999/xlink}href"):
            address = attributes.get(name)
            if address is not None and urlsplit(address.strip()).scheme not in (
                "",
                "http",
                "https",
                "mailto",
            ):
                yield where
            if (name != "href" and address and not re.match("/(?!/)", address)) or (
                element.tag == "link"
                and attributes.get("rel") in ("stylesheet", "icon", "preload")
                and not str(attributes.get("href")).startswith("/static/")
            ):
                yield where


@pytest.mark.parametrize(
    "markup",
    ["<script>alert(1)</script>", "<script src=//lamps.example/x.js></script>", "<p onclick=x>",
     "<p style='color:red'>", "<img src=x>", "<a href='javascript:alert(1)'>",
     "<a href=' data:text/html,x'>", "<form action=//lamps.example/>", "<iframe srcdoc=x>",
     "<base href=/>", "<link rel=stylesheet href=https://lamps.example/a.css>", "5332114"],
)  # fmt: skip
def test_harm_is_told(site: FlaskClient, markup: str) -> None:
    response = site.get("/about", headers={"Accept": "text/html"})
    assert list(harm(response.text, response.headers)) == []
    assert list(harm(response.text.replace("<main", f"{markup}<main"), response.headers))


@pytest.mark.parametrize("path", PAGES)
def test_what_a_release_says_stays_words(hostile: FlaskClient, path: str) -> None:
    response = hostile.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert list(harm(response.text, response.headers)) == []


@pytest.mark.parametrize("path", ASKED)
def test_what_is_asked_stays_words(site: FlaskClient, payload: str, path: str) -> None:
    asked = path.replace("{}", quote(payload[:1500], safe=""))
    for accept in ("text/html", "*/*"):
        response = site.get(asked, headers={"Accept": accept})
        assert response.status_code < 500
        assert "Set-Cookie" not in response.headers
        if response.mimetype == "text/html":
            assert list(harm(response.text, response.headers)) == []
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", HEADERS)
def test_what_a_header_says_stays_words(site: FlaskClient, payload: str, name: str) -> None:
    told = re.sub("[^ -~]", "?", payload[:4000])
    for path in ("/", D, "/sparql", "/api", "/dataset.ttl", "/feed/documents", "/nothing"):
        response = site.get(path, headers={"Accept": "text/html", name: told})
        assert response.status_code < 500
        if response.mimetype == "text/html":
            assert list(harm(response.text, response.headers)) == []


@pytest.mark.parametrize(
    "path", [D, f"{D}/op/1", f"{D}/note/1", f"{D}/annex/op/1", "/S/RES/2664(2022)"]
)
def test_a_record_is_one_record_whatever_it_says(hostile: FlaskClient, path: str) -> None:
    library = bibtexparser.parse_string(hostile.get(f"{path}.bib").text)
    assert len(library.entries) == 1
    assert not library.failed_blocks
    assert len(rispy.loads(hostile.get(f"{path}.ris").text)) == 1
    assert len(json.loads(hostile.get(f"{path}.csl.json").text)) == 1


@pytest.mark.parametrize(
    "path", [f"{D}.akn", f"{D}/expression/ar.akn", "/feed/documents", "/feed/cites/A/79/461",
             "/feed/cites/instrument/lamp-convention", f"{D}.rdf", "/dataset.rdf"]
)  # fmt: skip
def test_a_file_of_xml_is_well_formed_and_has_no_other_elements(
    hostile: FlaskClient, path: str
) -> None:
    response = hostile.get(path, headers={"Accept": "application/sparql-results+xml, */*;q=0.1"})
    assert response.status_code == 200
    root = etree.fromstring(response.data, etree.XMLParser(resolve_entities=False))
    assert root.getroottree().docinfo.internalDTD is None
    names = {etree.QName(one).localname for one in root.iter(etree.Element)}
    assert not names & {"script", "img", "evil", "html"}


@pytest.mark.parametrize("path", [D, f"{D}/op/1", "/body/keepers", "/graph/registry", "/dataset"])
def test_data_say_it_to_the_letter(hostile: FlaskClient, payload: str, path: str) -> None:
    formats = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "trig": RdfFormat.TRIG,
               "nq": RdfFormat.N_QUADS}  # fmt: skip
    found = {
        suffix: {
            getattr(one.object, "value", "")
            for one in parse(hostile.get(f"{path}.{suffix}").data, format=form)
        }
        for suffix, form in formats.items()
    }
    assert path == "/dataset" or payload in found["nt"]
    assert found["ttl"] == found["nt"] == found["trig"] == found["nq"]
    json.loads(hostile.get(f"{path}.jsonld").text)
    json.loads(hostile.get("/api/openapi.json").text)


def test_a_browser_runs_nothing_of_it(altered_release: Callable[..., Path]) -> None:
    words = payloads()
    payload = words["closing a tag"] + words["closing an attribute"]
    release = altered_release(altering(payload), reported(payload))
    app = create_app(Config(release, query_workers=1, client_seconds=0, client_errors=0))
    opened: list[str] = []
    with (
        browsing.browser() as browser,
        browsing.listening(app) as address,
        browsing.window(browser, address) as watched,
    ):
        watched.page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
        for path in PAGES:
            page = watched.open(path)
            assert page.evaluate("refused") == [], path
            assert watched.faults == [], path
    close(app)
    assert opened == []
