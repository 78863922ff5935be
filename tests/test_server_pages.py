"""The pages: there, whole, safe, and at home without a network."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

BASE = "https://w3id.org/recalling/"
DATA = re.compile(r'<script type="application/ld\+json">[^<>]*</script>')
VOID = {"meta", "link", "input", "br", "hr", "img"}
PAGES = [
    "/",
    "/documents",
    "/documents?body=general-assembly",
    "/documents?session=79&kind=Resolution&page=1",
    "/documents?page=2",
    "/search",
    "/search?q=lamp",
    "/search?q=nothingness",
    "/search?q=lamp+AND",
    "/search?q=lamp&lang=en&kind=OperativeParagraph&page=2",
    "/sparql",
    "/sparql?query=SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D",
    "/sparql?query=CONSTRUCT+WHERE+%7B%3Fs+a+%3Fo%7D",
    "/sparql?query=ASK+%7B%7D",
    "/queries/votes-of-state",
    "/queries/votes-of-state?state=state/TUV",
    "/dataset",
    "/api",
    "/ontology",
    "/about",
    "/A/RES/79/191",
    "/A/RES/79/191/expression/ar",
    "/A/RES/79/191/expression/zh",
    "/A/RES/79/191/op/1",
    "/A/RES/79/191/note/1",
    "/A/RES/79/191/annex",
    "/S/RES/2664(2022)",
    "/A/79/461",
    "/body/general-assembly",
    "/body/general-assembly?page=2",
    "/state/MEX",
    "/verb/call-upon",
    "/state/MEX?show=asked",
    "/state/NOR?year=2024&other=ontology%23inFavour",
    "/state/NOR?show=asked&verb=verb/call-upon",
    "/verb/strength-3",
    "/instrument/lamp-convention",
    "/instrument/lamp-convention?verb=verb/call-upon&page=2",
    "/instrument/lamp-convention/article/3",
    "/accuracy",
    "/accuracy?code=misprint&page=2",
    "/citing/A/79/461",
    "/citing/A/RES/79/191?verb=verb/recall",
    "/report",
    "/report?iri=A/RES/79/191/op/1/cite/2",
    "/report?iri=A/RES/79/191&target=verb/call-upon",
    "/mandates",
    "/mandates?due=2027&assignee=state/TUV&by=body/general-assembly&page=2",
    "/subjects",
    "/sessions",
    "/around/A/RES/79/191",
    "/around/instrument/lamp-convention",
    "/around/A/79/461",
    "/documents?subject=https%3A//w3id.org/recalling/subject/lighthouses",
    "/compare",
    "/compare?one=A/RES/79/191&other=S/RES/2664(2022)",
    "/compare?one=79/191&other=S/RES/2664(2022)&about=lamp&lang=ar",
    "/compare?one=79/191&other=S/RES/2664(2022)&show=changes",
    "/graph/A/RES/79/191",
    "/nothing",
    "/sparql?query=SELECT",
]


class Page(HTMLParser):
    """Reads a page and fails where tags do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(str(found["id"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


OWN_SCRIPT = re.compile(r'<script src="/static/[a-z/.]+\?v=[0-9a-f]{16}" defer></script>')


STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def page(site: FlaskClient, path: str) -> str:
    return site.get(path, headers={"Accept": "text/html"}).text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_well_formed_and_loads_nothing_from_elsewhere(
    site: FlaskClient, path: str
) -> None:
    response = site.get(path, headers={"Accept": "text/html"})
    bad = 400 if path.endswith(("SELECT", "AND")) else 200
    assert response.status_code == (404 if path == "/nothing" else bad)
    assert response.mimetype == "text/html"
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert [f"'{digest(style)}'" in policy for style in STYLE.findall(response.text)] == [True]
    read = Page(response.text)
    assert len(read.ids) == len(set(read.ids))
    for tag, attributes in read.tags:
        assert tag != "iframe"
        # data for search engines, which no browser runs, or a script of our own
        own = str(attributes.get("src")).startswith("/static/")
        assert tag != "script" or own or attributes == {"type": "application/ld+json"}
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        loaded = attributes.get("src") or (
            attributes.get("href")
            if tag == "link" and attributes.get("rel") in {"stylesheet", "icon"}
            else None
        )
        assert loaded is None or loaded.startswith("/static/")
        action = attributes.get("action")
        assert action is None or action.startswith("/")
    assert "United Nations" in response.text
    assert "0123456789abcdef" in response.text
    assert len([tag for tag, _ in read.tags if tag == "h1"]) == 1


def test_every_link_on_the_way_leads_somewhere(site: FlaskClient) -> None:
    waiting, seen = ["/"], {"/"}
    while waiting:
        path = waiting.pop()
        response = site.get(path, headers={"Accept": "text/html"})
        assert response.status_code in {200, 302}, path
        if response.mimetype != "text/html":
            response.close()
            continue
        read = Page(response.text)
        for _, attributes in read.tags:
            address = (attributes.get("href") or "").split("#")[0]
            if attributes.get("href", "").startswith("#"):  # type: ignore[union-attr]
                assert str(attributes["href"])[1:] in read.ids, (path, attributes["href"])
            if address.startswith("?"):
                address = path.split("?")[0] + address
            if address.startswith("/") and address not in seen:
                seen.add(address)
                waiting.append(address)
    assert "/A/RES/79/191/op/1/a/i" in seen
    assert len(seen) > 100


def test_texts_are_never_markup(site: FlaskClient) -> None:
    for path in ("/A/RES/79/191", "/A/RES/79/191/op/1", "/search?q=trim", "/A/RES/79/191/t/1",
                 "/sparql?query=SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D", "/A/RES/79/191/note/1",
                 "/verb/call-upon", "/instrument/lamp-convention", "/mandates", "/state/TUV",
                 "/state/NOR?show=asked", "/body/keepers", "/subjects", "/accuracy",
                 "/report?iri=A/RES/79/191/op/1/cite/2", "/citing/A/79/461",
                 "/sparql?query=CONSTRUCT+WHERE+%7B%3Fs+%3Fp+%3Fo%7D",
                 "/queries/paragraphs-in-order"):  # fmt: skip
        text = page(site, path)
        assert "<script" not in DATA.sub("", OWN_SCRIPT.sub("", text)), path
        assert "<em>corr" not in text
        assert "<i>lenses" not in text
    assert "&lt;script&gt;" in page(site, "/A/RES/79/191/op/1")


@pytest.mark.parametrize(
    "path",
    ["/search?q=%3Cscript%3E", "/%3Cscript%3E", "/sparql?query=%3C/textarea%3E%3Cscript%3E",
     "/documents?session=%22%3E%3Cscript%3E", "/queries/votes-of-state?state=%22%3E%3Cscript%3E",
     "/documents?body=%22%3E%3Cscript%3E", "/documents?kind=%3Cscript%3E",
     "/A/RES/79/191?lang=%3Cscript%3E", "/mandates?due=%22%3E%3Cscript%3E",
     "/report?iri=%22%3E%3Cscript%3E", "/report?iri=A&target=https://%3Cscript%3E",
     "/citing/%3Cscript%3E", "/accuracy?code=%22%3E%3Cscript%3E",
     "/mandates?assignee=%22%3E%3Cscript%3E&by=%3Cscript%3E", "/documents?subject=%3Cscript%3E",
     "/instrument/lamp-convention?verb=%22%3E%3Cscript%3E&year=%3Cscript%3E&other=%3Cscript%3E",
     "/verb/call-upon?by=https://%22%3E%3Cscript%3E", "/state/MEX?show=%3Cscript%3E",
     "/body/general-assembly?page=%3Cscript%3E",
     "/compare?one=%22%3E%3Cscript%3E&other=79/191&about=%22%3E%3Cscript%3E&lang=%3Cscript%3E",
     "/compare?one=79/191&other=S/RES/2664(2022)&about=%22%3E%3Cscript%3E&show=%3Cscript%3E"],
)  # fmt: skip
def test_what_is_asked_is_never_markup(site: FlaskClient, path: str) -> None:
    assert "<script" not in DATA.sub("", OWN_SCRIPT.sub("", page(site, path)))


def test_a_document_is_shown_in_order_with_its_notes_in_place(site: FlaskClient) -> None:
    text = page(site, "/A/RES/79/191")
    ids = [i for i in Page(text).ids if re.match("(pp|op|h|t|annex|note)", i)]
    assert ids == ["pp/1", "note/1/mark/1", "note/1", "h/1", "op/1", "op/1/a", "op/1/a/i", "t/1",
                   "annex", "annex/op/1", "notes", "note/star"]  # fmt: skip
    assert re.search(r'Recalling the lamp<sup[^>]*><a id="note/1/mark/1" href="#note/1"', text)
    assert 'href="#note/1/mark/1"' in text
    assert 'class="part Subparagraph depth-2" id="op/1/a/i"' in text
    assert "<td>12 miles</td>" in text
    assert 'href="https://undocs.org/en/A/RES/79/191"' in text
    assert "unofficial copy" in text
    assert "Specimen" in text
    for fact in ("General Assembly", "2024-12-17", "Norway", "LIGHTHOUSES", "recorded vote"):
        assert fact in text


def test_a_document_is_shown_in_each_language_with_its_direction(site: FlaskClient) -> None:
    arabic = page(site, "/A/RES/79/191/expression/ar")
    assert '<div lang="ar" dir="rtl">' in arabic
    assert "إذ تشير" in arabic
    assert "(أ)" in arabic
    assert 'href="https://undocs.org/ar/A/RES/79/191"' in arabic
    chinese = page(site, "/A/RES/79/191?lang=zh")
    assert "回顾灯" in chinese
    assert "Recalling the lamp" not in chinese


def test_what_a_document_is_not_is_said(site: FlaskClient) -> None:
    facts = page(site, "/S/RES/2664(2022)")
    assert "Facts only" in facts
    assert "Incomplete" in facts
    assert 'id="op/1"' in facts
    stub = page(site, "/A/79/461")
    assert "Only cited" in stub
    assert 'href="/A/RES/79/191"' in stub


def test_what_was_found_in_a_part_is_shown_with_it(site: FlaskClient) -> None:
    text = page(site, "/A/RES/79/191/op/1")
    for iri, words, target in (("act/1", "Calls upon", "Norway"), ("cite/1", "report", "A/79/461"),
                               ("mandate/1", "a log", "Tuvalu")):  # fmt: skip
        line = next(line for line in text.splitlines() if f"/op/1/{iri}" in line)
        assert words in line
        assert target in line
    assert "“its resolution”" in page(site, "/S/RES/2664(2022)")
    assert "“Calls upon”" not in page(site, "/A/RES/79/191")


def test_health_tells_the_release(site: FlaskClient) -> None:
    told = site.get("/health").get_json()
    assert told["status"] == "ok"
    assert told["release"] == "0123456789abcdef"


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/A/RES/79/191", "Legislation", "A/RES/79/191: Keeping of lighthouses"),
        ("/A/RES/79/191/expression/ar", "Legislation", "A/RES/79/191: حفظ المنارات"),
        ("/A/RES/79/191/op/1/a", "Legislation",
         "A/RES/79/191, Paragraph 1 (a): Keeping of lighthouses"),
        ("/A/79/461", "Legislation", "A/79/461"),
        ("/dataset", "Dataset", "Recalling: United Nations resolutions as a graph"),
    ],
)  # fmt: skip
def test_a_page_tells_search_engines_what_it_is(
    site: FlaskClient, path: str, kind: str, name: str
) -> None:
    (block,) = DATA.findall(page(site, path))
    told = json.loads(block.removesuffix("</script>").partition(">")[2])
    assert (told["@context"], told["@type"], told["name"]) == ("https://schema.org", kind, name)
    assert told["license"] == f"{BASE}about#terms"
    for link in (*told.get("encoding", ()), *told.get("distribution", ())):
        response = site.head("/" + link["contentUrl"].removeprefix(BASE))
        assert (response.status_code, response.mimetype) == (200, link["encodingFormat"])
