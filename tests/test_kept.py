"""Bodies of answers are made once and kept within their room."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server import entities
from server.app import close, create_app
from server.config import Config
from server.kept import Bodies


def test_a_body_is_made_once() -> None:
    bodies, made = Bodies(800), []
    for _ in range(2):
        assert bodies.get("lamp", lambda: made.append(1) or b"lamp") == b"lamp"
    assert made == [1]


def test_the_one_asked_for_longest_ago_goes_first() -> None:
    bodies = Bodies(800)
    for tag in "abcdefgh":
        bodies.get(tag, lambda: b"." * 100)
    bodies.get("a", lambda: b"again")
    bodies.get("i", lambda: b"." * 100)
    assert bodies.get("a", lambda: b"new") == b"." * 100
    assert bodies.get("b", lambda: b"new") == b"new"


@pytest.mark.parametrize("room", [0, 100])
def test_what_is_too_long_for_the_room_is_not_kept(room: int) -> None:
    bodies = Bodies(room)
    for body in (b"." * 50, b"x" * 50):
        assert bodies.get("lamp", lambda body=body: body) == body


def test_a_page_that_is_kept_is_the_one_that_was_made(
    made_up_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Config(made_up_release, query_workers=1))
    site: FlaskClient = app.test_client()
    asked = [
        (f"/A/RES/79/191{suffix}", {"Accept": accept, "Accept-Encoding": coding})
        for suffix in ("", "?lang=ar", ".ttl")
        for accept in ("text/html", "text/turtle")
        for coding in ("", "gzip")
    ]
    first = [site.get(path, headers=headers) for path, headers in asked]
    monkeypatch.setattr(entities, "body", lambda *_: b"made anew")
    again = [site.get(path, headers=headers) for path, headers in asked]
    close(app)
    for before, after in zip(first, again, strict=True):
        assert before.data == after.data
        assert {**before.headers, "Date": ""} == {**after.headers, "Date": ""}
    # two pages and one Turtle, whichever way it is asked for, in two codings
    assert len({one.data for one in first}) == 6
