"""Pages of instruments, bodies, verbs, States and lists: what they count, show and cost."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Store

from ontology.uses import index
from ontology.uses.model import Role, Use
from server.app import close, create_app
from server.config import Config
from server.exports.reference import Reference
from server.exports.styles import bluebook, oscola, series
from server.release import Releases, open_release
from server.uses import Tally
from server.views import usage
from server.views.dues import due_words, in_time
from server.views.narrowing import Narrowing

BASE = "https://w3id.org/recalling/"
MOST = 12
"""Questions to the store that a page may take."""


def page(site: FlaskClient, path: str) -> str:
    """The page, with any white space as one space."""
    return " ".join(site.get(path, headers={"Accept": "text/html"}).text.split())


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/instrument/lamp-convention", "Cited 1 time in 1 document held here"),
        ("/instrument/lamp-convention", '<mark>keepers &lt;script&gt;</mark>alert('),
        ("/instrument/lamp-convention", '<a class="verb" href="/verb/call-upon">call upon</a>'),
        ("/instrument/lamp-convention", ">Article 3</a>"),
        ("/instrument/lamp-convention", "<title>2024: 1</title>"),
        ("/instrument/lamp-convention?verb=verb/call-upon", "Over the years: call upon</h2>"),
        ("/body/keepers?strength=3&year=2024", "Over the years: strength 3</h2>"),
        ("/body/keepers?strength=3&due=2027", "Over the years</h2>"),
        ("/instrument/lamp-convention?year=1999", "Narrowed to <strong>1999</strong>: 0 of 1."),
        ("/instrument/lamp-convention/article/3", "<h1>Lamp Convention, article 3</h1>"),
        ("/instrument/lamp-convention/article/3", "Cited 1 time in 1 document held here"),
        ("/body/keepers", "Asked 1 time in 1 document held here; 1 mandate."),
        ("/body/keepers", "<td>3, invites &lt;all&gt;</td>"),
        ("/body/keepers", "every 2 years <time>2027-01-31</time>"),
        ("/body/keepers", "a chart of &lt;b&gt;reefs&lt;/b&gt;"),
        ("/body/keepers", '<th scope="col">Answered by</th>'),
        ("/body/keepers", '<a href="/verb/strength-3">3 invites &lt;all&gt;</a>'),
        ("/body/keepers", '<a rel="nofollow" href="?strength=3#uses">1</a>'),
        ("/body/keepers", '<td>every 2 years</td><td class="amount">'),
        ("/body/keepers", '<a rel="nofollow" href="?due=R%2FP2Y#uses">1</a>'),
        ("/body/keepers", " · due 2027, every 2 years</p>"),
        ("/body/keepers?strength=3", "Narrowed to <strong>strength 3</strong>: 1 of 1."),
        ("/body/keepers?strength=4", "Narrowed to <strong>strength 4</strong>: 0 of 1."),
        ("/body/keepers?due=2027", "Narrowed to <strong>due 2027</strong>: 1 of 1."),
        ("/body/keepers?due=R/P2Y", "Narrowed to <strong>due every 2 years</strong>: 1 of 1."),
        ("/body/keepers?due=2026", "Narrowed to <strong>due 2026</strong>: 0 of 1."),
        ("/body/keepers?due=2027&strength=3&year=2024&verb=verb/call-upon",
         "Narrowed to <strong>2024</strong>, <strong>call upon</strong>, <strong>strength 3"),
        ("/body/keepers?page=7", "The list ends before page 7."),
        ("/body/keepers", '<a href="?show=mentioned">Mentions <span class="amount">1</span></a>'),
        ("/body/keepers?show=mentioned", "Mentioned 1 time in 1 document held here."),
        ("/body/keepers?show=mentioned", "<mark>keepers</mark> &lt;script&gt;"),
        ("/body/keepers?show=mentioned", 'aria-current="page">Mentions'),
        ("/body/keepers?show=mentioned", '"?show=mentioned&amp;by=body%2Fgeneral-assembly#uses"'),
        ("/body/keepers?show=mentioned&year=1999", '<a href="?show=mentioned#uses">All</a>'),
        ("/body/general-assembly", "None in the documents held here."),
        ("/state/NOR?show=asked", 'href="?show=asked&amp;strength=3#uses"'),
        ("/state/NOR?show=mentioned", '<a href="/state/NOR">Sponsored or voted on'),
        ("/instrument/lamp-convention", "<h2 id=\"by-article\">Article by article</h2>"),
        ("/state/NOR?show=mentioned", "Mentioned 0 times in 0 documents held here."),
        ("/state/NOR", "Sponsored or voted on 1 document held here."),
        ("/state/NOR?show=asked", "Asked 1 time in 1 document held here; 0 mandates."),
        ("/verb/call-upon", "Used 2 times in 1 document held here."),
        ("/verb/call-upon", '<li aria-current="true"><a href="/verb/strength-3">'),
        ("/mandates", "2 mandates"),
        ("/mandates?due=2027", "1 mandate<"),
        ("/mandates?assignee=state/TUV", "1 mandate<"),
        ("/mandates?by=body/security-council", "0 mandates"),
        ("/subjects", ">LIGHTHOUSES</a>"),
        ("/documents?subject=https%3A//w3id.org/recalling/subject/lighthouses", "1 document<"),
        ("/sessions", ">79</a>"),
        ("/citing/A/79/461", "<h1>Who cites A/79/461</h1>"),
        ("/citing/A/79/461", "Cited 1 time in 1 document held here"),
        ("/A/RES/79/191", '<h2 id="mandates">Mandates <span class="amount">2</span></h2>'),
        ("/A/RES/79/191", "UNGA Res 79/191 (17 December 2024) UN Doc A/RES/79/191"),
        ("/A/RES/79/191", "G.A. Res. 79/191 (Dec. 17, 2024)"),
        ("/A/RES/79/191", "<li>Committee report: <a href=\"/A/79/461\">A/79/461</a></li>"),
        ("/A/RES/79/191/op/1", "UN Doc A/RES/79/191, para 1"),
        ("/A/RES/79/191/op/1", "G.A. Res. 79/191, ¶ 1 (Dec. 17, 2024)"),
        ("/S/RES/2664(2022)", '<h2 id="recalls">Recalls <span class="amount">1</span></h2>'),
        ("/A/RES/79/191", '<h2 id="recalled-by">Recalled by <span class="amount">1</span></h2>'),
        ("/A/RES/79/191", 'href="/report?iri=A/RES/79/191&amp;target=verb/call-upon"'),
        ("/A/RES/79/191/op/1", 'href="/report?iri=A/RES/79/191/op/1/act/1"'),
        ("/report?iri=A/RES/79/191/op/1/act/1", "“Calls upon” → "),
        ("/report?iri=A/RES/79/191&target=verb/call-upon", "A/RES/79/191, Paragraph 1</a> “trim”"),
        ("/report?iri=A/RES/79/191/op/1", "Send this text to whoever runs this server"),
        ("/accuracy", "lamps/&lt;b&gt;broken&lt;/b&gt;.xml"),
        ("/accuracy", "Lamp &amp; &lt;i&gt;Wick&lt;/i&gt; Programme"),
        ("/accuracy", "the day above the text is not the one below &lt;it&gt;"),
        ("/accuracy?code=misprint", "<h3 id=\"findings\">Misprint <span class=\"amount\">1</span>"),
    ],
)  # fmt: skip
def test_a_page_says_who_uses_a_thing_and_how(site: FlaskClient, path: str, told: str) -> None:
    assert told in page(site, path)


@pytest.mark.parametrize("path", ["/body/keepers", "/body/keepers?show=mentioned", "/state/NOR",
                                  "/state/NOR?show=asked", "/verb/call-upon",
                                  "/instrument/lamp-convention", "/citing/A/79/461"])  # fmt: skip
@pytest.mark.parametrize("asked", [
    "strength=very", "strength=-1", "strength=99999999999999999999", "due=%00", "due=' OR 1=1 --",
    "verb=%FF%FE", "verb=verb/no such verb", "by=javascript:alert(1)", "other=<script>", "year=’24",
    "page=-3", "page=99999999999999999999", "page=２", "strength=3&strength=4", "due=" + "x" * 3000,
])  # fmt: skip
def test_a_bad_narrowing_finds_nothing_and_says_so(
    site: FlaskClient, path: str, asked: str
) -> None:
    answer = site.get(
        f"{path}{'&' if '?' in path else '?'}{asked}", headers={"Accept": "text/html"}
    )
    assert answer.status_code == 200
    if not asked.startswith(("page", "strength=3")):
        assert "Narrowed to <strong>" in answer.text
        assert ": 0 of " in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "path", ["/body/keepers?show=lamps", "/state/NOR?show=%3Cb%3E", "/body/keepers?show=asked"]
)
def test_a_list_that_a_page_has_not_is_refused(site: FlaskClient, path: str) -> None:
    answer = site.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "is no list of this page; “show” may be “" in answer.text


@pytest.mark.parametrize("one", series(), ids=lambda one: one["example"])
def test_a_series_is_cited_by_its_own_pattern(one: dict[str, str]) -> None:
    found = Reference(f"{BASE}lamp", one["example"], "Lamps", "en", "The Keepers", "2099-09-03")
    number = one["example"].split("RES/")[-1].split("DEC/")[-1].split(" ")[0]
    assert next(other for other in series() if re.fullmatch(other["pattern"], found.symbol)) == one
    head = one["oscola"].format(number=number)
    assert oscola(found) == f"{head} (3 September 2099) UN Doc {found.symbol}"
    assert bluebook(found) == f"{one['bluebook'].format(number=number)} (Sept. 3, 2099)"


def test_what_is_of_no_series_is_cited_by_body_and_title() -> None:
    found = Reference(
        f"{BASE}lamp", "LAMP/1", "Lamps", "en", "The Keepers", place="Annex, paragraph 2"
    )
    assert oscola(found) == "The Keepers, ‘Lamps’ UN Doc LAMP/1, annex, para 2"
    assert bluebook(found) == "The Keepers, Lamps, U.N. Doc. LAMP/1, annex, ¶ 2"


@pytest.mark.parametrize(
    ("contact", "link"),
    [("mailto:keeper@lamps.example", 'href="mailto:keeper@lamps.example?subject='),
     ("https://lamps.example/new", 'href="https://lamps.example/new"'),
     ("javascript:alert(1)", "Send this text to")],
)  # fmt: skip
def test_an_error_is_reported_to_the_contact_of_the_server(
    made_up_release: Path, contact: str, link: str
) -> None:
    app = create_app(Config(made_up_release, query_workers=1, contact=contact))
    told = page(app.test_client(), "/report?iri=A/RES/79/191/op/1/act/1")
    close(app)
    assert link in told
    assert "javascript" not in told


@pytest.mark.parametrize(
    ("due", "words"),
    [("R/P5Y", "every 5 years"), ("R/P1Y", "every year"), ("P9M", "within 9 months"),
     ("R/P12M", "every year"), ("R/P60M", "every 5 years"), ("P12M", "within 12 months"),
     ("R/P6M", "every 6 months"), ("81st session", "81st session"), ("2029", "2029"), ("", "")],
)  # fmt: skip
def test_a_duration_is_said_in_words(due: str, words: str) -> None:
    assert due_words(due) == words


def test_due_dates_are_listed_the_last_first_and_words_behind_them() -> None:
    told = ["next report", "2024", "79th session", "R/P6M", "2027", "102nd session", "2 May 2031"]
    found = [Tally(due, 9 - n, 1) for n, due in enumerate(told)]
    assert [one.value for one in in_time(found)] == [
        "2027", "2024", "102nd session", "79th session", "next report", "R/P6M", "2 May 2031",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "path",
    ["/", "/documents", "/documents?body=general-assembly", "/mandates", "/subjects", "/sessions",
     "/A/RES/79/191", "/A/RES/79/191/op/1", "/A/RES/79/191/note/1", "/A/79/461",
     "/A/RES/79/191?lang=en&beside=ar", "/body/general-assembly", "/body/keepers", "/state/NOR",
     "/body/keepers?show=mentioned", "/state/NOR?show=asked&strength=3&due=2027",
     "/verb/call-upon", "/verb/strength-3", "/instrument/lamp-convention",
     "/instrument/lamp-convention/article/3", "/graph/A/RES/79/191", "/subject/lighthouses",
     "/A/RES/79/191/op/1/act/1", "/dataset", "/ontology", "/accuracy", "/S/RES/2664(2022)",
     "/citing/A/RES/79/191", "/report?iri=A/RES/79/191/op/1/act/1"],
)  # fmt: skip
def test_no_page_asks_the_store_often(
    site: FlaskClient, made_up_release: Path, path: str, asked: list[str]
) -> None:
    # opened anew, so that nothing is kept of it
    site.application.extensions["recalling.releases"] = Releases(made_up_release)
    assert site.get(path, headers={"Accept": "text/html"}).status_code == 200
    assert len(asked) <= MOST, " ".join(asked)


def test_an_empty_list_is_not_offered(site: FlaskClient) -> None:
    assert "Mentions" not in page(site, "/state/NOR")
    assert 'class="lists"' not in page(site, "/body/general-assembly")


def test_articles_are_in_their_order_and_words_are_counted_by_year(tmp_path: Path) -> None:
    cited = f"{BASE}instrument/lamp-convention"
    writer = index.Writer(tmp_path / index.NAME)
    for n, article in enumerate(("10", "2", "10", "1"), 1):
        part, day = f"{BASE}A/RES/1/{n}/op/1", f"202{n}-01-02"
        one = Use(cited, Role.CITES, f"{part}/cite/1", part, f"{BASE}A/RES/1/{n}", day, day,
                  verb=f"{BASE}verb/{'recall' if n < 3 else 'note'}")  # fmt: skip
        writer.add([replace(one, others=(f"{cited}/article/{article}",))])
    writer.finish({})
    writer.close()
    Store(str(tmp_path / "store")).flush()
    found = usage.usage(open_release(tmp_path), Role.CITES, cited, Narrowing())
    assert [one.key.rpartition("/")[2] for one in found.others] == ["1", "2", "10"]
    words = [(one.key.rpartition("/")[2], years) for one, years in found.words]
    assert words == [("note", {"2023": 1, "2024": 1}), ("recall", {"2021": 1, "2022": 1})]


def test_what_is_asked_for_once_is_kept(site: FlaskClient, asked: list[str]) -> None:
    page(site, "/verb/call-upon")
    asked.clear()
    page(site, "/verb/call-upon?page=2")
    assert asked.count("select") <= 2


def test_a_long_list_is_paged_at_stable_addresses(
    site: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usage, "PAGE", 1)
    first, second = page(site, "/verb/call-upon"), page(site, "/verb/call-upon?page=2")
    assert 'rel="next" href="?page=2"' in first
    assert 'rel="prev" href="?page=1"' in second
    assert "<mark>Calls upon</mark>" in first
    assert "<mark>Calls upon</mark>" not in second
    narrowed = page(site, "/verb/call-upon?year=2024")
    assert 'rel="next" href="?year=2024&amp;page=2"' in narrowed


def test_every_page_credits_its_source(site: FlaskClient) -> None:
    for path in ("/verb/call-upon", "/mandates", "/subjects"):
        assert re.search("Texts: United Nations.*unofficial copies", page(site, path))
