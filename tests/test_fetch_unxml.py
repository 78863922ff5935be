import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import FetchFailed
from ingest.fetch import catalogue, unxml


class Publisher(ThreadingHTTPServer):
    """A loopback server that lists folders as the publisher's does, and counts requests."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.base = f"http://127.0.0.1:{self.server_address[1]}/"
        self.answers: dict[str, bytes] = {}
        self.asked: list[str] = []

    def publish(self, folder: str, files: dict[str, bytes], **changes: Any) -> None:
        entries = []
        for name, data in files.items():
            self.answers[f"/raw/{name}"] = data
            entry = {
                "type": "file",
                "name": name,
                "size": len(data),
                "sha": unxml.blob(data),
                "download_url": f"{self.base}raw/{name}",
            }
            entries.append({**entry, **changes})
        self.answers[f"/list/{folder}"] = json.dumps(entries).encode()


class Answer(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        data = self.server.answers.get(self.path)
        self.send_response(200 if data is not None else 404)
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        server.publish("79session/English", {"A.xml": b"<a/>", "B.xml": b"<b/>", "C.doc": b"c"})
        server.publish("data_extract", {"78.json": b"{}", "79.json": b"{}"})
        yield server
        server.shutdown()


def fetch(publisher: Publisher, out: Path) -> tuple[int, int]:
    collection = catalogue.load().collections["ga"].at(publisher.base + "list")
    return unxml.session(collection, "79", ["en"], out, catalogue.load())


def test_a_session_is_fetched_once(publisher: Publisher, tmp_path: Path) -> None:
    assert fetch(publisher, tmp_path) == (3, 0)
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*")} == {
        "ga/79/en/A.xml",
        "ga/79/en/B.xml",
        "metadata/ga/79.json",
    }
    publisher.asked.clear()
    assert fetch(publisher, tmp_path) == (0, 3)
    assert [path for path in publisher.asked if path.startswith("/raw/")] == []


def test_a_file_cut_off_by_an_earlier_run_is_fetched_again(
    publisher: Publisher, tmp_path: Path
) -> None:
    fetch(publisher, tmp_path)
    (tmp_path / "ga/79/en/A.xml").write_bytes(b"<a")
    assert fetch(publisher, tmp_path) == (1, 2)
    assert (tmp_path / "ga/79/en/A.xml").read_bytes() == b"<a/>"


def test_what_was_fetched_before_a_failure_stays(publisher: Publisher, tmp_path: Path) -> None:
    del publisher.answers["/raw/B.xml"]
    with pytest.raises(FetchFailed, match=r"raw/B\.xml.*404.*run the same command again|Not Found"):
        fetch(publisher, tmp_path)
    assert (tmp_path / "ga/79/en/A.xml").read_bytes() == b"<a/>"
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sha": "0" * 40}, "checksum"),
        ({"name": "../../evil.xml"}, "refused file name"),
        ({"name": ".hidden.xml"}, "refused file name"),
        ({"download_url": "file:///etc/passwd"}, "refused address"),
        ({"download_url": None}, "checksum"),
        ({"size": "many"}, "not the listing of a folder"),
    ],
)
def test_a_listing_that_is_not_right_is_refused(
    publisher: Publisher, tmp_path: Path, changes: dict[str, Any], told: str
) -> None:
    publisher.publish("79session/English", {"A.xml": b"<a/>"}, **changes)
    with pytest.raises(FetchFailed, match=told):
        fetch(publisher, tmp_path)
    assert not list(tmp_path.rglob("*.xml"))


def test_an_answer_larger_than_the_limit_is_not_kept(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unxml, "LISTING_LIMIT", 10)
    with pytest.raises(FetchFailed, match="more than 10 bytes"):
        fetch(publisher, tmp_path)


def test_a_silent_server_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unxml, "TIMEOUT", 0.2)
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as silent:  # listens and never answers
        collection = catalogue.load().collections["ga"]
        here = collection.at(f"http://127.0.0.1:{silent.server_address[1]}")
        with pytest.raises(FetchFailed, match="no answer"):
            unxml.session(here, "79", ["en"], tmp_path, catalogue.load())


def test_only_the_web_is_fetched_from(tmp_path: Path) -> None:
    here = catalogue.load().collections["ga"].at(tmp_path.as_uri())
    with pytest.raises(FetchFailed, match="only http and https"):
        unxml.session(here, "79", ["en"], tmp_path, catalogue.load())
