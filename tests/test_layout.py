import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ontology", "ingest", "server")
LONGEST = 300


def python_files() -> list[Path]:
    return [path for room in (*ROOMS, "tests") for path in sorted((ROOT / room).rglob("*.py"))]


def test_the_house_has_its_rooms_and_no_others() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert folders - {"data", "corpus", "dist", "node_modules"} == {
        *ROOMS, "shapes", "queries", "tests", "benchmarks",
    }  # fmt: skip


def test_tests_are_flat() -> None:
    assert not (ROOT / "tests" / "__init__.py").exists()
    assert not list((ROOT / "tests").glob("*/*.py"))


def test_the_contracts_between_rooms_are_kept() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_small_and_imports_absolutely(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST
    assert not re.search(r"^\s*from \.", text, re.MULTILINE)


def test_every_finding_has_a_meaning_and_every_meaning_is_found() -> None:
    told = yaml.safe_load((ROOT / "ingest/findings.yaml").read_text("utf-8"))
    assert all(set(entry) == {"means", "do"} for entry in told.values())
    assert list(told) == sorted(told)
    found: set[str] = set()
    for path in sorted((ROOT / "ingest").rglob("*.py")):
        found |= set(
            re.findall(r'(?:Finding|_say|report)\(\s*"([a-z-]+)"', path.read_text("utf-8"))
        )
    assert found == set(told)


def test_what_is_installed_holds_the_data_beside_the_code() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    assert set(wheel) == {*ROOMS, "shapes", "queries"}
