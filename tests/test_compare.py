"""The page that sets two documents side by side."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from server.release import Releases, open_release
from server.views.alignment import Block
from server.views.companions import companions
from server.views.comparing import LARGEST, Row, _Rows, folded
from server.views.meaning import meant
from server.views.passages import Passage

BASE = "https://w3id.org/recalling/"
NEW, OLD, FACTS = "A/RES/79/191", "A/RES/77/95", "S/RES/2664(2022)"


def ask(client: FlaskClient, **parameters: str) -> TestResponse:
    return client.get("/compare", query_string=parameters, headers={"Accept": "text/html"})


def cells(response: TestResponse) -> list[tuple[str, str]]:
    """The words of each row, on both sides, with - and + before those that differ."""
    rows = re.findall(r"<tr class[^>]*>\s*<td>(.*?)</td>\s*<td>(.*?)</td>", response.text, re.S)

    def told(cell: str) -> str:
        words = re.findall(r'<p class="words[^>]*>(.*?)</p>', cell)
        text = re.sub(r"<(ins|del)>", "+", "".join(words))
        return unescape(re.sub(r"<[^>]+>", "", text))

    return [(told(one), told(other)) for one, other in rows]


def test_two_editions_stand_side_by_side_and_nothing_is_left_out(editions: FlaskClient) -> None:
    response = ask(editions, one=OLD, other=NEW)
    assert response.status_code == 200
    script = "keepers <script>alert('lamp')</script> to trim \"the wick\" & report"
    assert cells(response)[:5] == [
        ("Recalling the lamp and its +wick,", "Recalling the lamp and its +keeper,"),
        ("Decides to paint the tower white;", ""),
        ("", "Lenses & light"),
        (f"+Invites {script};", f"+Calls upon {script} +<1>;"),
        ("", "By night, in all weathers;"),
    ]
    for path in (f"{OLD}/op/1", f"{NEW}/h/1", f"{NEW}/t/1", f"{NEW}/annex", f"{NEW}/note/star"):
        assert f'href="/{path}"' in response.text
    assert "2 parts of A/RES/77/95 correspond" in response.text
    assert "<script>alert" not in response.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a/res/77/95", "79/191"),
        ("/A/RES/77/95", "A/RES/79/191/op/1"),
        (f"{BASE}A/RES/77/95", "79/191 para. 1"),
        ("  77/95 ", "T/OLD/1"),
    ],
    ids=["symbols", "paths", "an IRI and a pinpoint", "spaces and an alias"],
)
def test_documents_are_understood_as_in_the_search_box(
    editions: FlaskClient, one: str, other: str
) -> None:
    response = ask(editions, one=one, other=other)
    assert response.status_code == 200
    assert "<h1>A/RES/77/95 and A/RES/79/191</h1>" in response.text


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"one": "nonsense", "other": NEW}, "Nothing here is called “nonsense”"),
        ({"one": NEW, "other": "keeping of lighthouses"}, "may mean several things"),
        ({"one": NEW, "other": NEW}, "Both are A/RES/79/191"),
        ({"one": NEW, "other": "A/79/461"}, "The text of A/79/461 is not held"),
        ({"one": NEW, "other": "General Assembly"}, "is no document"),
        ({"one": NEW, "other": "Lamp Convention"}, "is no document"),
        ({"one": NEW, "other": OLD, "about": "lamp AND"}, "AND stands between two things"),
        ({"one": NEW, "other": OLD, "about": '"'}, "never closed"),
        ({"one": "x" * 9000, "other": OLD}, "at most 200 characters"),
        ({"one": "https://no iri", "other": OLD}, "Nothing here is called"),
        ({"one": "<script>", "other": '"><script>'}, "Nothing here is called"),
        ({"one": "\x00\u202e%zz\ud7ff", "other": "../../etc"}, "Nothing here is called"),
        ({"one": "S/RES/1", "about": "["}, "Nothing here is called"),
    ],
)
def test_what_is_wrong_is_said_in_words(
    editions: FlaskClient, parameters: dict[str, str], reason: str
) -> None:
    response = ask(editions, **parameters)
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert reason in unescape(response.text)
    assert "<script>" not in response.text


def test_of_several_that_may_be_meant_each_is_one_click_away(editions: FlaskClient) -> None:
    response = ask(editions, one=NEW, other="keeping of lighthouses", about="wick")
    links = re.findall(r'<li><a href="(/compare[^"]+)">', response.text)
    assert len(links) == 2
    assert editions.get(unescape(links[1])).status_code in {200, 400}
    assert {"about=wick" in link for link in links} == {True}


def test_only_what_speaks_of_something_is_shown_with_its_verbs(editions: FlaskClient) -> None:
    response = ask(editions, one=OLD, other=NEW, about="wick")
    assert [one[:12] for one, _ in cells(response)] == ["Recalling th", "+Invites kee"]
    assert "Found in 2 places of A/RES/77/95 and in 1 of A/RES/79/191" in response.text
    assert response.text.count("<mark>wick</mark>") == 3
    assert response.text.count("not found by these words") == 1
    assert re.search(r'class="deeds"><a href="/verb/call-upon">Invites</a> → <a', response.text)
    assert '<a href="/state/NOR">Norway</a>' in response.text


def test_the_words_may_be_anything_the_search_takes(editions: FlaskClient) -> None:
    for about, one, other in (
        ("wicks", 2, 1), ('"trim the wick"', 1, 1), ("lamp NOT keeper", 1, 0),
        ("verb:call-upon", 1, 1), ("pain*", 1, 0), ("nothingness", 0, 0),
    ):  # fmt: skip
        text = ask(editions, one=OLD, other=NEW, about=about).text
        assert f"Found in {one} place{'s' if one != 1 else ''} of A/RES/77/95 " in text, about
        assert f"and in {other} of A/RES/79/191" in text, about


def test_without_documents_there_is_a_form(editions: FlaskClient) -> None:
    for parameters in ({}, {"about": "wick"}, {"one": OLD}, {"other": OLD}):
        response = ask(editions, **parameters)
        assert response.status_code == 200
        assert 'name="other"' in response.text
    assert "Of the same title" in ask(editions, one=OLD).text


def test_facts_without_words_are_compared_by_their_places(editions: FlaskClient) -> None:
    response = ask(editions, one=FACTS, other=NEW)
    assert response.status_code == 200
    assert "Facts only" in response.text


def test_documents_with_no_language_in_common_are_not_compared(editions: FlaskClient) -> None:
    response = ask(editions, one=OLD, other=NEW, lang="ar")
    assert response.status_code == 200
    assert "Decides to paint the tower" in response.text
    assert 'lang="ar"' not in response.text


def test_documents_of_one_title_lead_to_one_another(
    editions: FlaskClient, two_editions_release: Path
) -> None:
    release = open_release(two_editions_release)
    new, old = (companions(release, BASE + path) for path in (NEW, OLD))
    assert (new.before and new.before.iri, new.after) == (BASE + OLD, None)
    assert (old.before, old.after and old.after.iri) == (None, BASE + NEW)
    page = editions.get(f"/{NEW}", headers={"Accept": "text/html"}).text
    (address,) = re.findall(r'href="(/compare[^"]+)">with A/RES/77/95, the one before', page)
    assert cells(editions.get(unescape(address))) == cells(ask(editions, one=OLD, other=NEW))


def test_a_comparison_asks_the_store_at_most_twelve_times(
    editions: FlaskClient, two_editions_release: Path, asked: list[str]
) -> None:
    for about in ("", "wick"):
        # opened anew, so that nothing is kept of it
        editions.application.extensions["recalling.releases"] = Releases(two_editions_release)
        asked.clear()
        assert ask(editions, one="77/95", other="79/191", about=about).status_code == 200
        assert len(asked) <= 12, " ".join(asked)


@pytest.mark.parametrize(
    ("typed", "kinds", "iri"),
    [
        ("Mexico", (), "state/MEX"),
        ("méxico", (), "state/MEX"),
        ("call upon", {"verb"}, "verb/call-upon"),
        ("lighthouses", (), "subject/lighthouses"),
        ("79/191 para. 1 (a)", (), "A/RES/79/191/op/1/a"),
        ("state/TUV", (), "state/TUV"),
        ("keeping of lighthouses", (), ""),
        ("Mex", (), ""),
        ("", (), ""),
    ],
)
def test_what_is_typed_means_one_thing_or_is_not_guessed(
    two_editions_release: Path, typed: str, kinds: set[str], iri: str
) -> None:
    found = meant(open_release(two_editions_release), typed, kinds)
    assert found.iri.removeprefix(BASE) == iri
    assert bool(found.candidates) == (typed in {"keeping of lighthouses", "Mex"})


TEXTS = st.lists(
    st.lists(st.sampled_from(["the", "lamp", "keeper", "trims", "wicks", "near"]), max_size=9).map(
        " ".join
    ),
    max_size=9,
)


def passages(side: str, texts: list[str]) -> list[Passage]:
    return [
        Passage(f"{side}/op/{n}", f"op/{n}", "", 0, Block("paragraph", text or f"op/{n}"), text)
        for n, text in enumerate(texts, 1)
    ]


@given(TEXTS, TEXTS)
def test_every_paragraph_and_every_word_of_both_is_shown_once(
    one: list[str], other: list[str]
) -> None:
    rows = list(_Rows(passages("a", one), passages("b", other), None, None, "en").rows())
    assert [row for run in folded(rows) for row in run] == rows
    sides = ([row.one for row in rows if row.kind != "moved"], [row.other for row in rows])
    for texts, side in zip((one, other), sides, strict=True):
        shown = {c.passage.path: "".join(p.text for p in c.pieces) for c in side if c}
        assert shown == {f"op/{n}": text for n, text in enumerate(texts, 1)}
        assert len([cell for cell in side if cell]) == len(texts)
    # each stands in its own place on its own side, or leads from there to where it stands
    assert [row.one.passage.path for row in rows if row.one and not _away(row)] == [
        f"op/{n}" for n in range(1, len(one) + 1)
    ]
    assert [row.other.passage.path for row in rows if row.other] == [
        f"op/{n}" for n in range(1, len(other) + 1)
    ]


def _away(row: Row) -> bool:
    return row.moved and row.other is not None


def test_what_is_too_long_is_refused_in_words(
    editions: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LARGEST > 1_000
    monkeypatch.setattr("server.views.comparing.LARGEST", 3)
    response = ask(editions, one=OLD, other=NEW)
    assert response.status_code == 400
    assert "A/RES/79/191 is too long to be compared" in response.text
