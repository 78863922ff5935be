import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from ingest import cli
from ingest.cli import main
from ingest.errors import FetchFailed
from ingest.fetch import places


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def commands() -> list[str]:
    return cli.Commands().list_commands(click.Context(main))


def test_the_commands_stand_in_the_order_of_the_work() -> None:
    assert commands() == ["fetch", "build", "validate", "query", "serve", "export", "prune"]
    told = run("--help").output
    assert all(f"\n  {name} " in told for name in commands())


@pytest.mark.parametrize("name", commands())
def test_every_command_explains_itself_and_each_option(name: str) -> None:
    done = run(name, "--help")
    assert done.exit_code == 0
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.name}"


def test_a_build_that_takes_everything_ends_with_0(specimens: Path, tmp_path: Path) -> None:
    done = run("build", specimens, "--out", tmp_path / "out", "--workers", 1)
    assert done.exit_code == 0, done.output
    assert "2 documents (en)" in done.output
    assert str(tmp_path / "out") in done.output


def test_a_build_that_leaves_something_out_names_it_and_ends_with_1(
    specimens: Path, tmp_path: Path
) -> None:
    (specimens / "empty.xml").write_bytes(b"")
    done = run("build", specimens, "--out", tmp_path / "out", "--workers", 1, "--no-shacl")
    assert done.exit_code == 1
    assert "not used: empty.xml: an empty file" in done.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("build", "/nowhere/at/all"), "no such file or folder"),
        (("build", "--workers", "0"), "Invalid value for '--workers'"),
        (("build", "--colour", "red"), "No such option"),
        (("validate", "/nowhere/at/all"), "no such file or folder"),
        (("fetch", "ga"), "Missing argument 'PART'"),
        (("fetch", "moon", "1"), "is not one of 'ga', 'sc'"),
        (("sing",), "No such command 'sing'"),
    ],
)
def test_a_mistake_is_told_in_words_and_ends_with_2(words: tuple[str, ...], told: str) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert told in done.output
    assert "Traceback" not in done.output


def test_a_build_without_one_document_ends_with_2_and_leaves_no_release(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.xml").write_bytes(b"")
    done = run("build", tmp_path / "in", "--out", tmp_path / "out", "--workers", 1)
    assert done.exit_code == 2
    assert "empty.xml: an empty file" in done.output
    assert "no document could be used" in done.output
    assert not (tmp_path / "out" / "current").exists()


def test_a_build_is_reused_until_something_changes(specimens: Path, tmp_path: Path) -> None:
    words = ("build", specimens, "--out", tmp_path / "out", "--workers", 1, "--no-shacl", "--reuse")
    assert "2 documents" in run(*words).output
    assert "Nothing has changed" in run(*words).output
    os.utime(specimens / "specimen-1.xml", (1, 1))
    assert "2 documents" in run(*words).output
    assert "2 documents" in run(*words, "--base", "https://example.org/").output


def test_without_a_source_the_place_is_chosen_and_told(
    specimens: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECALLING_CORPUS", str(specimens))
    done = run("build", "--out", tmp_path / "out", "--workers", 1, "--no-shacl")
    assert f"Building from {specimens} (RECALLING_CORPUS names it)." in done.output
    monkeypatch.setenv("RECALLING_CORPUS", str(tmp_path / "gone"))
    assert run("build", "--out", tmp_path / "out").exit_code == 2


def test_without_corpus_and_network_the_sample_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(*_: object) -> None:
        raise FetchFailed("https://example.org/", "no answer")

    monkeypatch.delenv("RECALLING_CORPUS", raising=False)
    monkeypatch.setattr(places, "FOLDERS", (tmp_path / "none",))
    monkeypatch.setattr(cli, "_fetch", offline)
    done = run("build", "--fetch", "--out", tmp_path / "out", "--workers", 1)
    assert done.exit_code == 0, done.output
    assert "Not fetched: https://example.org/: no answer" in done.output
    assert "this is the sample that comes with the program" in done.output
    manifest = json.loads((tmp_path / "out" / "current" / "manifest.json").read_text())
    assert manifest["specimens"] == 2


def test_a_release_that_was_built_is_valid(specimens: Path, tmp_path: Path) -> None:
    run("build", specimens, "--out", tmp_path / "out", "--workers", 1, "--no-shacl")
    done = run("validate", tmp_path / "out" / "current", "--workers", 1)
    assert done.exit_code == 0, done.output
    assert "2 documents checked, 0 with violations" in done.output


def test_the_installed_command_runs() -> None:
    command = Path(sys.executable).with_name("recalling")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert "recalling, version" in done.stdout
