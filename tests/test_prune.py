import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from quads import D, made, part

from ingest.cli import main
from ingest.errors import BrokenRelease, Busy, NoReleases
from ingest.lock import alone
from ingest.prune import prune


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder of four releases, one made after the other."""
    for number in range(1, 5):
        made(tmp_path, part(f"op/{number}", "A lamp"))
    for age, name in enumerate(by_age(tmp_path)):
        os.utime(tmp_path / name / "manifest.json", (1_000_000 - age, 1_000_000 - age))
    return tmp_path


def by_age(folder: Path) -> list[str]:
    """The names of the releases, the newest first."""
    current = (folder / "current").resolve()
    manifest = json.loads((current / "manifest.json").read_text("utf-8"))
    return [current.name, *(entry["release"] for entry in manifest["history"])]


def there(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("keep", [1, 2, 4, 9])
def test_the_newest_stay(out: Path, keep: int) -> None:
    names = by_age(out)
    done = prune(out, keep)
    assert list(done.kept) == names[:keep]
    assert set(done.gone) == set(names[keep:])
    assert there(out) == {".lock", "current", *names[:keep]}


def test_the_current_release_stays_however_old_it_is(out: Path) -> None:
    names = by_age(out)
    (out / "current").unlink()
    (out / "current").symlink_to(names[-1])
    assert prune(out, 2).kept == (names[-1], names[0])


def test_what_is_no_release_is_left_alone_and_named(out: Path) -> None:
    names = by_age(out)
    for folder in ("harbour", "0123456789abcdef", ".building-99"):
        (out / folder).mkdir()
    (out / "harbour" / "manifest.json").write_text('{"release": "pier"}')
    (out / "0123456789abcdef" / "manifest.json").write_text("[]")
    (out / "link").symlink_to(names[-1])
    (out / "notes.txt").write_text("x")
    assert prune(out, 1).unknown == ("0123456789abcdef", "harbour")
    assert there(out) == {".lock", "current", names[0], "harbour", "0123456789abcdef",
                          ".building-99", "link", "notes.txt"}  # fmt: skip


def test_what_an_interrupted_run_left_is_removed(out: Path) -> None:
    (out / ".pruned-0a").mkdir()
    prune(out, 9)
    assert ".pruned-0a" not in there(out)


def test_nothing_is_deleted_while_a_release_is_built(out: Path) -> None:
    before = there(out)
    with alone(out), pytest.raises(Busy):
        prune(out, 1)
    assert there(out) == before


@pytest.mark.parametrize("folder", ["empty", "none"])
def test_a_folder_without_releases_is_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoReleases, match=folder):
        prune(tmp_path / folder, 1)
    assert there(tmp_path) == {"empty"}
    assert there(tmp_path / "empty") == set()


def test_a_current_release_that_is_broken_stops_it(out: Path) -> None:
    (out / "current" / "manifest.json").write_text("{")
    with pytest.raises(BrokenRelease):
        prune(out, 1)


def test_addresses_of_deleted_releases_are_still_known(out: Path) -> None:
    assert CliRunner().invoke(main, ["prune", str(out), "--keep", "1"]).exit_code == 0
    retired = (made(out, part("op/9", "A lamp")) / "retired.nq").read_text()
    for number in range(1, 5):
        assert f"{D}/op/{number}> <http://purl.org/dc/terms/isReplacedBy>" in retired


@pytest.mark.parametrize("arguments", [[], ["--keep", "0"], ["--keep", "-1"], ["--keep", "x"]])
def test_how_many_stay_must_be_said(out: Path, arguments: list[str]) -> None:
    assert CliRunner().invoke(main, ["prune", str(out), *arguments]).exit_code == 2
    assert len(by_age(out)) == len(there(out) - {".lock", "current"})
