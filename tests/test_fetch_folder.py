import os
from pathlib import Path

import pytest

from ingest.errors import BadSource, NoSource
from ingest.fetch import catalogue, folder


def found_in(*places: Path) -> folder.Found:
    return folder.find(places, catalogue.load())


def test_sources_are_found_in_the_order_of_their_names_and_the_rest_is_counted(
    tmp_path: Path,
) -> None:
    for name in ("b.xml", "a.txt", "deep/er/c.json", "facts.trig", "README.md", "LICENSE"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    found = found_in(tmp_path)
    assert [(c.name, c.kind) for c in found.candidates] == [
        ("a.txt", "page-text"),
        ("b.xml", "akn"),
        ("deep/er/c.json", "records"),
        ("facts.trig", "facts"),
    ]
    assert found.ignored == {".md": 1, "LICENSE": 1}
    assert not found.bad


def test_a_single_file_is_a_place_too(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("x")
    assert [c.name for c in found_in(tmp_path / "a.xml").candidates] == ["a.xml"]


def test_names_from_several_folders_begin_with_the_folder(tmp_path: Path) -> None:
    for name in ("one/a.xml", "two/a.xml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x")
    found = found_in(tmp_path / "one", tmp_path / "two")
    assert [c.name for c in found.candidates] == ["one/a.xml", "two/a.xml"]


def test_two_files_of_one_name_are_not_taken_for_one(tmp_path: Path) -> None:
    for name in ("one/same/a.xml", "two/same/a.xml"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("x")
    found = found_in(tmp_path / "one/same", tmp_path / "two/same")
    assert len(found.candidates) == 1
    assert "same name" in str(found.bad[0])


def test_a_place_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoSource, match="no such file or folder"):
        found_in(tmp_path / "missing")


def test_dangling_links_folders_and_pipes_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_text("x")
    (tmp_path / "gone.xml").symlink_to("nowhere.xml")
    (tmp_path / "folder.xml").mkdir()
    (tmp_path / "folder.xml" / "inside.txt").write_text("x")
    os.mkfifo(tmp_path / "pipe.txt")
    found = found_in(tmp_path)
    assert [c.name for c in found.candidates] == ["good.xml"]
    assert {bad.path: bad.reason.split(" (")[0] for bad in found.bad} == {
        "gone.xml": "a dangling link",
        "folder.xml": "a folder where a file is expected; rename it",
        "pipe.txt": "not a regular file",
    }


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("x")
    (tmp_path / "circle").symlink_to(tmp_path)
    assert [c.name for c in found_in(tmp_path).candidates] == ["a.xml"]


def test_a_name_that_is_no_utf8_gets_escapes(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.xml")).write_text("x")
    assert found_in(tmp_path).candidates[0].name == "\\xff.xml"


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "an empty file"), (b" \n", "an empty file"), (b"x" * 11, "more than the limit of 10")],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(
    tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "a.xml").write_bytes(content)
    with pytest.raises(BadSource, match=f"^a.xml: .*{told}"):
        folder.load(found_in(tmp_path).candidates[0], limit=10)


def test_a_file_that_went_away_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("x")
    candidate = found_in(tmp_path).candidates[0]
    candidate.path.unlink()
    with pytest.raises(BadSource, match="cannot be read"):
        folder.load(candidate, limit=10)
