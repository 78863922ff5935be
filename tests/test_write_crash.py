"""Builds killed at random moments: what is served is always a whole release, the old or the new."""

import gzip
import hashlib
import json
import random
import subprocess
import sys
import time
from pathlib import Path

from pyoxigraph import Store

BUILD = Path(sys.executable).with_name("recalling")
KILLS = 20


def command(source: Path, out: Path) -> list[str]:
    return [str(BUILD), "build", str(source), "--out", str(out), "--workers", "2", "--no-shacl"]


def test_current_is_always_a_whole_release(specimens: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    subprocess.run(command(specimens, out), check=True, capture_output=True)
    whole = {(out / "current").resolve().name}
    text = (specimens / "specimen-2.txt").read_text("utf-8")
    start = time.monotonic()
    subprocess.run(command(specimens, tmp_path / "other"), check=True, capture_output=True)
    usual = time.monotonic() - start
    moments = random.Random(7)
    for round_ in range(KILLS):
        changed = text.replace("in plain words", f"in {round_ + 2} plain words")
        (specimens / "specimen-2.txt").write_text(changed, "utf-8")
        build = subprocess.Popen(command(specimens, out), stdout=subprocess.DEVNULL)
        try:
            # most of the time goes into starting, so most moments are near the end
            build.wait(usual * moments.betavariate(4, 1.5) * 1.1)
        except subprocess.TimeoutExpired:
            build.kill()
            build.wait()
        current = (out / "current").resolve(strict=True)
        manifest = json.loads((current / "manifest.json").read_text("utf-8"))
        graph = gzip.decompress((current / "graph.nq.gz").read_bytes())
        assert manifest["release"] == current.name
        assert manifest["graph"] == f"sha256:{hashlib.sha256(graph).hexdigest()}"
        assert len(Store.read_only(str(current / "store"))) == manifest["quads"]
        whole.add(current.name)
    done = subprocess.run(command(specimens, out), check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    whole.add((out / "current").resolve().name)
    left = {path.name for path in out.iterdir()} - {".lock", ".inputs.json", "current"}
    # a killed build may have finished its release without pointing to it, never half of one
    for name in left:
        assert (out / name / "manifest.json").is_file(), name
    assert whole <= left
