import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
COMMAND = Path(sys.executable).with_name("recalling")


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", command], cwd=cwd, env={**os.environ, "PATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.MULTILINE))
def test_the_two_commands_are_targets_of_make(target: str) -> None:
    done = shell(f"make --dry-run {target}", ROOT)
    assert done.returncode == 0, done.stderr


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_question_has_an_answer(tmp_path: Path) -> None:
    built = shell(f"recalling build {ROOT / 'ingest/sample'}", tmp_path)
    assert built.returncode == 0, built.stderr
    (question,) = re.findall(r"^(echo '.*?query -)$", README, re.MULTILINE | re.DOTALL)
    answer = shell(question.replace(".venv/bin/", ""), tmp_path)
    assert answer.returncode == 0, answer.stderr
    (told,) = re.findall(r"^```text\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert answer.stdout == told


@pytest.mark.parametrize("command", re.findall(r"^\| `recalling (\w+)", README, re.MULTILINE))
def test_every_command_of_the_table_is_there(command: str, tmp_path: Path) -> None:
    assert shell(f"recalling {command} --help", tmp_path).returncode == 0


def test_every_room_of_the_map_is_there() -> None:
    rooms = re.findall(r"^\| ((?:`\w+/`(?:, )?)+) \|", README, re.MULTILINE)
    named = {name for room in rooms for name in re.findall(r"`(\w+)/`", room)}
    assert named
    assert all((ROOT / name).is_dir() for name in named)
