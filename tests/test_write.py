import fcntl
import gzip
import json
from pathlib import Path
from types import ModuleType

import pytest
from pyoxigraph import NamedNode, Store

from ingest import write
from ingest.errors import Busy
from ingest.tally import Tally
from ingest.write import Workshop
from ontology import text_index
from ontology.text_index import Entry
from ontology.uses import index as uses_index

LINES = [
    f"<http://e/s{n}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/C{n % 2}> "
    "<http://e/g> .\n".encode()
    for n in (3, 1, 2, 1, 5, 4)
]


def made(out: Path, lines: list[bytes] = LINES, version: str = "1") -> Path:
    with Workshop(out) as shop:
        for line in lines:
            shop.add(line)
        shop.add_text(Entry("http://e/1", "A/RES/1/1", "en", "Calls upon States to report"))
        tally = Tally("http://e/")
        graph = shop.graph(NamedNode("http://e/inferred"), tally)
        return shop.publish(graph, {"version": version, **tally.told()}, {"findings": []})


def left(out: Path) -> set[str]:
    return {path.name for path in out.iterdir()}


def test_a_release_has_all_its_pieces_and_is_pointed_to(tmp_path: Path) -> None:
    release = made(tmp_path)
    assert left(release) == {
        "graph.nq.gz", "manifest.json", "report.json", "store", "text-index", "uses.sqlite",
    }  # fmt: skip
    assert (tmp_path / "current").resolve() == release
    assert (tmp_path / "current").readlink() == Path(release.name)
    assert left(tmp_path) == {".lock", "current", release.name}
    manifest = json.loads((release / "manifest.json").read_text())
    assert manifest["release"] == release.name
    assert len(Store.read_only(str(release / "store"))) == manifest["quads"] == 5


@pytest.mark.parametrize("run", [1, 200, write.RUN])
def test_the_graph_is_sorted_without_repeats_however_often_it_spills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: int
) -> None:
    monkeypatch.setattr(write, "RUN", run)
    lines = gzip.decompress((made(tmp_path) / "graph.nq.gz").read_bytes()).splitlines(True)
    assert lines == sorted(set(LINES))


def test_the_same_input_gives_the_same_bytes_and_the_same_release(tmp_path: Path) -> None:
    one = made(tmp_path / "one")
    two = made(tmp_path / "two", [*reversed(LINES)])
    assert one.name == two.name
    assert (one / "graph.nq.gz").read_bytes() == (two / "graph.nq.gz").read_bytes()
    before = (one / "manifest.json").stat().st_mtime_ns
    assert made(tmp_path / "one") == one
    assert (one / "manifest.json").stat().st_mtime_ns == before


def test_what_follows_is_in_the_graph_and_in_the_store(tmp_path: Path) -> None:
    above = b"<http://e/C1> <http://www.w3.org/2000/01/rdf-schema#subClassOf> "
    above += b"<http://data.europa.eu/eli/ontology#LegalResource> <http://e/g> .\n"
    release = made(tmp_path, [*LINES, above])
    lines = gzip.decompress((release / "graph.nq.gz").read_bytes()).splitlines(True)
    assert len([line for line in lines if b"<http://e/inferred>" in line]) == 3
    assert lines == sorted(lines)
    assert len(Store.read_only(str(release / "store"))) == len(lines)


def test_another_graph_or_version_is_another_release_and_the_old_one_stays(tmp_path: Path) -> None:
    first = made(tmp_path)
    second = made(tmp_path, LINES[:3])
    third = made(tmp_path, version="2")
    assert len({first.name, second.name, third.name}) == 3
    assert (tmp_path / "current").resolve() == third
    assert first.is_dir()
    assert second.is_dir()


@pytest.mark.parametrize("index", [text_index, uses_index], ids=["texts", "uses"])
def test_another_way_of_indexing_is_another_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: ModuleType
) -> None:
    first = made(tmp_path)
    monkeypatch.setattr(index, "VERSION", index.VERSION + 1)
    assert made(tmp_path) != first


def test_texts_are_found_by_stem(tmp_path: Path) -> None:
    index = text_index.load(made(tmp_path) / "text-index")
    searcher = index.searcher()
    found = searcher.search(index.parse_query("state reporting", ["text_en"]), 5).hits
    (_, at) = found[0]
    assert searcher.doc(at).to_dict() == {
        "iri": ["http://e/1"], "document": ["A/RES/1/1"], "language": ["en"],
    }  # fmt: skip


def test_two_builds_at_once_refuse_clearly(tmp_path: Path) -> None:
    with Workshop(tmp_path), pytest.raises(Busy, match="another build is writing here"):
        made(tmp_path)
    made(tmp_path)


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    release = made(tmp_path)
    with pytest.raises(KeyError), Workshop(tmp_path) as shop:
        shop.publish("no version", {}, {})
    assert left(tmp_path) == {".lock", "current", release.name}


def test_what_an_interrupted_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".building-123" / "release").mkdir(parents=True)
    (tmp_path / ".lock").touch()
    with (tmp_path / ".lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Busy):
            made(tmp_path)
    release = made(tmp_path)
    assert left(tmp_path) == {".lock", "current", release.name}
