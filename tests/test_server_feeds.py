"""Atom feeds: valid, stable, found from the pages, and new only where there is something new."""

import json
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree
from quads import BASE, D, document, made, part, quad

from ontology.terms import DCTERMS, ELI, RCL
from server.app import create_app
from server.config import Config
from server.views.feeds import sentence, xml_text

TYPES = "http://www.w3.org/2001/XMLSchema#"
ATOM = "{http://www.w3.org/2005/Atom}"
RNG = Path(__file__).parent / "data" / "atom.rng"
CITED = "instrument/lamp-rules"
WORDS = "Recalling the harbours. Notes the Lamp Rules & their <annex>; Thanks the keepers"


def adopted(symbol: str, day: str) -> list[bytes]:
    date = f'"{day}"^^<{TYPES}date>'
    return [
        *document(symbol),
        quad(symbol, RCL.adoptedOn, date, f"graph/{symbol}"),
        quad(symbol, DCTERMS.title, f'"Lamps & buoys of {day}"@en', f"graph/{symbol}"),
    ]


def citing(path: str, text: str, symbol: str = D) -> list[bytes]:
    graph, number = f"graph/{symbol}", f"^^<{TYPES}integer>"
    start = text.find("Lamp Rules")
    return [
        *part(path, text, symbol),
        quad(f"{symbol}/{path}", ELI.cites, CITED, graph),
        quad(symbol, ELI.cites, CITED, graph),
        quad(f"{symbol}/{path}/cite/1", RCL.inPart, f"{symbol}/{path}", graph),
        quad(f"{symbol}/{path}/cite/1", RCL.cites, CITED, graph),
        quad(f"{symbol}/{path}/cite/1", RCL.start, f'"{start}"{number}', graph),
    ]


FIRST = [
    *adopted(D, "2024-12-17"), *adopted("A/RES/79/998", "2024-12-19"), *citing("op/1", WORDS),
    quad(CITED, DCTERMS.title, '"Lamp Rules"@en', "graph/registry"),
    quad("instrument/pier-code", DCTERMS.title, '"Pier Code"@en', "graph/registry"),
]  # fmt: skip
SECOND = [
    *FIRST, *adopted("A/RES/75/7", "2020-12-01"), *citing("pp/1", "The Lamp Rules", "A/RES/75/7"),
]  # fmt: skip
THIRD = [*SECOND, *part("op/9", "A buoy")]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("feeds")
    return [made(out, lines) for lines in (FIRST, SECOND, THIRD)]


@pytest.fixture(scope="module")
def clients(releases: list[Path]) -> Iterator[list[FlaskClient]]:
    apps = [create_app(Config(data=path, query_workers=1)) for path in releases]
    yield [app.test_client() for app in apps]
    for app in apps:
        app.extensions["recalling.pool"].close()


def entries(client: FlaskClient, path: str) -> list[str]:
    return [e.id.removeprefix(BASE) for e in feedparser.parse(client.get(path).data).entries]


@pytest.mark.parametrize("path", ["documents", f"cites/{CITED}", f"cites/{D}",
                                  "cites/instrument/pier-code"])  # fmt: skip
def test_a_feed_is_valid_atom(clients: list[FlaskClient], path: str) -> None:
    for client in clients:
        response = client.get(f"/feed/{path}")
        assert response.status_code == 200
        assert response.mimetype == "application/atom+xml"
        root = etree.fromstring(response.data)
        schema = etree.RelaxNG(etree.parse(RNG))
        assert schema.validate(root), schema.error_log
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == f"http://localhost/feed/{path}"
        ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids)
        read = feedparser.parse(response.data)
        assert (read.bozo, read.version) == (False, "atom10")
        assert read.feed.id == f"{BASE}feed/{path}"
        assert read.feed.updated == max(
            (e.updated for e in read.entries), default=read.feed.updated
        )


def test_what_came_last_stands_first(clients: list[FlaskClient]) -> None:
    first, second, third = clients
    assert entries(first, "/feed/documents") == ["A/RES/79/998", D]
    # an older document that came with a newer release is news all the same
    for later in (second, third):
        assert entries(later, "/feed/documents") == ["A/RES/75/7", "A/RES/79/998", D]
        assert entries(later, f"/feed/cites/{CITED}") == ["A/RES/75/7/pp/1", f"{D}/op/1"]
    assert entries(third, "/feed/cites/instrument/pier-code") == []


def test_an_entry_says_when_it_came_and_what_is_said(
    clients: list[FlaskClient], releases: list[Path]
) -> None:
    published = [json.loads((r / "manifest.json").read_text())["published"] for r in releases]
    new, old = feedparser.parse(clients[2].get(f"/feed/cites/{CITED}").data).entries
    assert (new.updated, old.updated) == (published[1], published[0])
    assert (new.title, new.summary) == ("A/RES/75/7, preambular paragraph 1", "The Lamp Rules")
    assert old.summary == "Notes the Lamp Rules & their <annex>; Thanks the keepers"
    assert old.link == f"http://localhost/{D}/op/1"
    document = feedparser.parse(clients[2].get("/feed/documents").data).entries[0]
    assert document.title == "A/RES/75/7: Lamps & buoys of 2020-12-01"


def test_the_tag_changes_only_with_news(clients: list[FlaskClient]) -> None:
    tags = [client.get(f"/feed/cites/{CITED}").headers["ETag"] for client in clients]
    assert tags[0] != tags[1] == tags[2]
    again = clients[2].get(f"/feed/cites/{CITED}", headers={"If-None-Match": tags[1]})
    assert (again.status_code, again.data) == (304, b"")


def test_pages_lead_to_their_feeds(clients: list[FlaskClient]) -> None:
    for path, feed in {
        f"/{D}": f"/feed/cites/{D}",
        f"/{CITED}": f"/feed/cites/{CITED}",
        "/dataset": "/feed/documents",
        "/": "/feed/documents",
    }.items():
        page = etree.HTML(clients[2].get(path, headers={"Accept": "text/html"}).data)
        found = page.xpath("//head/link[@rel='alternate'][@type='application/atom+xml']/@href")
        assert feed in found
        assert all(clients[2].get(address).status_code == 200 for address in found)


@pytest.mark.parametrize("path", ["A/RES/1/1", "verb/urge", f"{D}/op/1", "x", "A<b>"])
def test_there_is_no_feed_of_what_is_unknown_or_not_cited(
    clients: list[FlaskClient], path: str
) -> None:
    assert clients[2].get(f"/feed/cites/{path}").status_code == 404


SENTENCES = {
    "one sentence is the whole": ("Notes the lamp", 6, "Notes the lamp"),
    "the second of three": ("A pier. Notes the lamp; Thanks all", 10, "Notes the lamp;"),
    "a number after an abbreviation ends nothing": ("See vol. 5, No. 7", 12, "See vol. 5, No. 7"),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_the_sentence_around_a_place(name: str) -> None:
    text, place, expected = SENTENCES[name]
    assert sentence(text, place) == expected


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert xml_text("a\x00b\x0bc\ud800d\te\U0001f6a2") == "abcd\te\U0001f6a2"
