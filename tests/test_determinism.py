import json
import os
import subprocess
import sys
from pathlib import Path

BUILD = Path(sys.executable).with_name("recalling")


def built(source: Path, out: Path, seed: int, workers: int) -> tuple[bytes, str, str, bytes]:
    done = subprocess.run(
        [BUILD, "build", source, "--out", out, "--workers", str(workers), "--no-shacl"],
        env={**os.environ, "PYTHONHASHSEED": str(seed), "TZ": f"UTC{seed}", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    release = (out / "current").resolve()
    report = (release / "report.json").read_text("utf-8")
    uses = (release / "uses.sqlite").read_bytes()
    return (release / "graph.nq.gz").read_bytes(), release.name, report, uses


def test_builds_of_the_same_input_agree_to_the_byte(specimens: Path, tmp_path: Path) -> None:
    one = built(specimens, tmp_path / "one", 1, 1)
    for path in specimens.iterdir():
        os.utime(path, (1, 1))
    two = built(specimens, tmp_path / "two", 2, 2)
    assert one == two


def test_nothing_of_this_machine_is_in_the_release(specimens: Path, tmp_path: Path) -> None:
    import gzip

    packed, name, report, _ = built(specimens, tmp_path / "out", 1, 1)
    assert packed[4:8] == b"\0\0\0\0"
    graph = gzip.decompress(packed).decode()
    manifest = (tmp_path / "out" / name / "manifest.json").read_text("utf-8")
    for text in (graph, report, manifest):
        assert str(tmp_path) not in text
        assert os.uname().nodename not in text
    assert json.loads(manifest)["documents"] == 2
