"""A WSGI application called from RSGI: what a request is to one and to the other."""

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, cast

from werkzeug.wsgi import FileWrapper

BLOCK = 1 << 18
"""Bytes that are sent at once."""

_OPEN_FILES = "/proc/self/fd/"
_ONCE = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def environ_of(scope: Any, body: bytes) -> dict[str, Any]:
    """Make the WSGI environment (PEP 3333) of a request."""
    server, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        # text in WSGI is bytes, each written as the character of its number
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode("utf-8", "surrogateescape").decode("latin-1"),
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": lambda file, _size=0: FileWrapper(file, BLOCK),
    }
    for name, value in scope.headers.items():
        key = _ONCE.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    if scope.authority and "HTTP_HOST" not in environ:
        environ["HTTP_HOST"] = scope.authority
    environ["CONTENT_LENGTH"] = str(len(body))
    return environ


class Exchange:
    """One call of the application: ``begin`` in a thread, then ``more`` until there is none."""

    def __init__(self, app: Callable[..., Any], environ: dict[str, Any]) -> None:
        self._app, self.environ = app, environ
        self.status, self.headers = 500, cast("list[tuple[str, str]]", [])
        self.first, self.whole, self.file = b"", False, ""
        self._result: Any = None
        self._blocks: Iterator[bytes] = iter(())

    def begin(self) -> None:
        """Call the application and take its first block; ``whole`` says whether that was all.

        Of a file on disk nothing is taken: ``file`` is its path, for the server to send.
        ``borrowed`` tells that the path leads there only as long as this exchange is not closed.
        """
        self._result = self._app(self.environ, self._start)
        self.file = _path(self._result) if self.environ["REQUEST_METHOD"] != "HEAD" else ""
        if self.file:
            return
        self._blocks = iter(self._result)
        self.first = next(self._blocks, b"")
        length = self.header("content-length")
        self.whole = length == str(len(self.first)) or self.environ["REQUEST_METHOD"] == "HEAD"
        if not self.whole and not length:
            self.first, self.whole = self.first + b"".join(self._blocks), True

    @property
    def borrowed(self) -> bool:
        """Whether ``file`` has no name of its own."""
        return self.file.startswith(_OPEN_FILES)

    def more(self) -> bytes | None:
        """Give the next block, None at the end."""
        return next(self._blocks, None)

    def header(self, name: str) -> str:
        """Give a header of the answer, ``""`` where it has none."""
        return next((value for key, value in self.headers if key == name), "")

    def close(self) -> None:
        """Let the application clean up."""
        if hasattr(self._result, "close"):
            self._result.close()

    def _start(
        self, status: str, headers: list[tuple[str, str]], _error: Any = None
    ) -> Callable[[bytes], IO[bytes]]:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(name.lower(), value) for name, value in headers]
        return lambda data: io.BytesIO(data)


def _path(result: object) -> str:
    """Tell which file is sent from its beginning to its end; "" where it is none on disk.

    What was unlinked while it is open has a path still, where the system shows open files.
    """
    if not isinstance(result, FileWrapper):
        return ""
    name = getattr(result.file, "name", "")
    if isinstance(name, str) and Path(name).is_file():
        return name
    try:
        path = f"{_OPEN_FILES}{result.file.fileno()}"
    except (AttributeError, OSError):
        return ""
    return path if Path(path).exists() else ""
