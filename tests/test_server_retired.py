"""Every address of a release answers in the next one: with 200, 301 or 410."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from quads import D, document, made, part, quad

from ontology.terms import RCL
from server.app import close, create_app
from server.config import Config
from server.history.sorted_file import lookup

OTHER = "A/RES/79/998"
FINDINGS = ("op/1/cite/3", "op/1/cite/3/fr", "op/1/act/2", "op/1/mandate/1", "op/2/cite/1",
            "note/1/mark/en", "op/3/act/1")  # fmt: skip
BEFORE = [
    *document(), *document(OTHER), *document("S/RES/1(2024)"),
    *part("op/1", "A lamp"), *part("op/2", "A pier"), *part("op/3", "A quay"),
    *part("annex"), *part("annex/op/1", "A tower"), *part("note/1", "A note"),
    *(quad(f"{D}/{path}", RCL.inPart, f"{D}/{path.rsplit('/', 2)[0]}") for path in FINDINGS),
    *part("op/1", "A buoy", OTHER), *part("expression/fr", "", OTHER),
    quad("instrument/lamp-rules", RCL.number, '"1"', "graph/registry"),
    quad("source/0a1b", RCL.checksum, '"0a1b"', "graph/provenance"),
]  # fmt: skip
AFTER = [
    *document(), *document("S/RES/1(2024)", alias=OTHER),
    *part("op/1", "A lamp"), *part("op/4", "A pier"),
    *part("annex/I"), *part("annex/I/op/1", "A tower"), *part("note/1", "A note"),
    *part("op/1", "A buoy, red", "S/RES/1(2024)"),
    quad("instrument/harbour-rules", RCL.alias, '"instrument/lamp-rules"', "graph/registry"),
]  # fmt: skip


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    out = tmp_path_factory.mktemp("two")
    return made(out, BEFORE), made(out, AFTER)


@pytest.fixture(scope="module")
def later(two: tuple[Path, Path]) -> Iterator[FlaskClient]:
    """A client of a server that serves the second of two releases."""
    app = create_app(Config(data=two[1].parent / "current", query_workers=1))
    yield app.test_client()
    close(app)


PLACES = {
    f"{D}/op/2": f"{D}/op/4",
    f"{D}/op/2.ttl": f"{D}/op/4.ttl",
    "79/999 para. 2": f"{D}/op/4",
    f"{D}/annex": f"{D}/annex/I",
    f"{D}/annex/op/1": f"{D}/annex/I/op/1",
    f"{D}/op/1/cite/3": f"{D}/op/1",
    f"{D}/op/1/cite/3/fr": f"{D}/op/1",
    f"{D}/op/1/act/2": f"{D}/op/1",
    f"{D}/op/1/mandate/1.ttl": f"{D}/op/1.ttl",
    f"{D}/op/2/cite/1": f"{D}/op/4",
    f"{D}/note/1/mark/en": f"{D}/note/1",
    OTHER: "S/RES/1(2024)",
    f"{OTHER}/op/1": "S/RES/1(2024)/op/1",
    "instrument/lamp-rules": "instrument/harbour-rules",
}
GONE = (f"{D}/op/3", f"{D}/op/3/act/1", f"{OTHER}/expression/fr", "source/0a1b", f"graph/{OTHER}")


@pytest.mark.parametrize("path", PLACES)
def test_what_moved_is_redirected(later: FlaskClient, path: str) -> None:
    response = later.get(f"/{path}")
    assert (response.status_code, response.location) == (301, f"/{PLACES[path]}")
    assert later.get(response.location).status_code == 200


@pytest.mark.parametrize("path", GONE)
def test_what_is_gone_says_which_release_had_it(
    later: FlaskClient, two: tuple[Path, Path], path: str
) -> None:
    response = later.get(f"/{path}")
    assert response.status_code == 410
    assert response.content_type == "application/problem+json"
    told = response.get_json(force=True)
    assert told["lastRelease"].endswith(f"release/{two[0].name}")
    page = later.get(f"/{path}", headers={"Accept": "text/html"})
    assert page.status_code == 410
    assert two[0].name in page.text


def test_every_address_of_a_release_answers_in_the_next(
    later: FlaskClient, two: tuple[Path, Path]
) -> None:
    from server.store import ReleaseStore

    had = {
        iri.removeprefix("https://w3id.org/recalling/")
        for s in ReleaseStore(two[0]).statements()
        for iri in (s.subject.value, s.object.value, s.graph)
        if iri.startswith("https://w3id.org/recalling/")
    }
    assert len(had) > 20
    answers = {path: later.get(f"/{path}").status_code for path in had}
    assert {path: status for path, status in answers.items() if status not in (200, 301, 410)} == {}
    assert set(answers.values()) == {200, 301, 410}


@pytest.mark.parametrize("path", [f"{D}/op/9", f"{D}/op/9/cite/1", "A/RES/79/1", f"{D}/op/33"])
def test_what_no_release_had_is_not_found(later: FlaskClient, path: str) -> None:
    assert later.get(f"/{path}").status_code == 404


def test_a_sorted_file_is_searched_like_a_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "sorted.nq"
    names = sorted(f"http://e/{n:x}" for n in range(0, 3000, 7))
    lines = [f"<{s}> <http://e/p> <http://e/{o}> <http://e/g> .\n" for s in names for o in "ab"]
    path.write_text("".join(sorted(lines)))
    for name in names:
        assert [link.object for link in lookup(path, name)] == ["http://e/a", "http://e/b"]
    for absent in ("http://a", "http://e/", "http://e/7x", "http://z"):
        assert lookup(path, absent) == []
    assert lookup(tmp_path / "none.nq", "http://e/7") == []
