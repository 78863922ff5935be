"""Releases are swapped while many ask: every answer is whole, and from exactly one release."""

import json
import shutil
import threading
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from serving import served

RELEASES = 20
CLIENTS = 8
QUERY = """SELECT ?one ?other { <http://e.example/one> <http://e.example/is> ?one .
<http://e.example/other> <http://e.example/is> ?other } #"""


def make(folder: Path, number: int) -> None:
    """A release that says its number twice, in two graphs."""
    release = folder / f"release-{number:02}"
    release.mkdir()
    store = ox.Store(str(release / "store"))
    for name in ("one", "other"):
        iri = ox.NamedNode(f"http://e.example/{name}")
        store.add(ox.Quad(iri, ox.NamedNode("http://e.example/is"), ox.Literal(release.name), iri))
    store.flush()
    (release / "manifest.json").write_text(json.dumps({"quads": 2, "classes": {}}))


def switch(folder: Path, number: int) -> None:
    fresh = folder / "next"
    fresh.symlink_to(f"release-{number:02}")
    fresh.replace(folder / "current")


def test_no_request_fails_while_releases_are_swapped(tmp_path: Path) -> None:
    make(tmp_path, 0)
    switch(tmp_path, 0)
    failed: list[object] = []
    seen: Counter[str] = Counter()
    done = threading.Event()

    def ask(client: int) -> None:
        number = 0
        while not done.is_set():
            number += 1
            # one in two asks what was asked before, so kept answers are among these
            query = quote(f"{QUERY} {client}.{number // 2}")
            reply = server.ask("GET", f"/sparql?query={query}")
            if reply.status != 200:
                failed.append((reply.status, reply.body))
                continue
            rows = json.loads(reply.body)["results"]["bindings"]
            told = {row[name]["value"] for row in rows for name in ("one", "other")}
            if len(rows) != 1 or told != {reply.headers["recalling-release"]}:
                failed.append((told, reply.headers["recalling-release"]))
            seen.update(told)

    with served(
        tmp_path / "log", "--data", str(tmp_path / "current"), client_seconds=0, client_errors=0
    ) as server:
        threads = [threading.Thread(target=ask, args=(n,)) for n in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for number in range(1, RELEASES + 1):
            make(tmp_path, number)
            switch(tmp_path, number)
            while not failed and not seen[f"release-{number:02}"]:
                done.wait(0.02)
            if number > 1:
                # what nobody is led to any more is removed, while some may still be at it
                shutil.rmtree(tmp_path / f"release-{number - 2:02}")
        done.set()
        for thread in threads:
            thread.join()
    assert failed == []
    assert len(seen) == RELEASES + 1
