"""What the gateway hands to the server: files by name, so that slow clients cost no memory."""

from pathlib import Path
from typing import Any

import pytest
from serving import served
from werkzeug.wsgi import FileWrapper, wrap_file

from server.gateway import Exchange

START = ("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])


def exchange(result: Any, method: str = "GET") -> Exchange:
    def app(_environ: Any, start: Any) -> Any:
        start(*START)
        return result

    made = Exchange(app, {"REQUEST_METHOD": method})
    made.begin()
    return made


def test_a_file_is_handed_on_by_name(tmp_path: Path) -> None:
    path = tmp_path / "lamp.txt"
    path.write_text("light")
    with path.open("rb") as file:
        made = exchange(wrap_file({}, file))
        assert (made.file, made.first, made.status) == (str(path), b"", 200)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_no_whole_file_with_a_name_is_read(tmp_path: Path, method: str) -> None:
    path = tmp_path / "lamp.txt"
    path.write_text("light")
    with path.open("rb") as file:
        if method == "GET":
            path.unlink()
        made = exchange(FileWrapper(file), method)
        assert (made.file, made.first) == ("", b"light")
    assert exchange([b"light"]).first == b"light"


def test_a_download_arrives_whole_or_in_part(made_up_release: Path, tmp_path: Path) -> None:
    data = (made_up_release / "graph.nq.gz").read_bytes()
    with served(tmp_path / "log", "--data", str(made_up_release), processes=1) as server:
        path = f"/dataset/recalling-{made_up_release.name}.nq.gz"
        whole = server.ask("GET", path)
        assert (whole.status, whole.body) == (200, data)
        part = server.ask("GET", path, headers={"Range": "bytes=3-9"})
        assert (part.status, part.body) == (206, data[3:10])
