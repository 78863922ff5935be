"""Style, scripts and pictures of the pages, at addresses that change with their bytes.

The style stands in each page: its text is painted as soon as the page itself is there, and what
the policy of the page allows is these very bytes, by their digest.

``/static/page.js?v=0f1e2d3c`` may be kept for ever; without ``v``, or with that of other bytes,
the same file is asked for anew each time.
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, request
from markupsafe import Markup
from werkzeug.security import safe_join
from werkzeug.wrappers import Response as BaseResponse

from server import coding
from server.problems import not_found

FOLDER = Path(__file__).parent / "static"
YEAR = 31_536_000
"""Seconds that a file may be kept at an address with its version."""

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; ``version`` is made of its bytes."""

    body: bytes
    packed: bytes
    version: str
    media_type: str


@cache
def style() -> Markup:
    """Give the style of all pages, which has no sign that would end it."""
    return Markup((FOLDER / "style.css").read_text("utf-8"))  # noqa: S704 - our own file


@cache
def style_digest() -> str:
    """Give the digest of the style as a Content-Security-Policy (CSP 3, 2.3.1) has it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()


@cache
def digest_of_program() -> str:
    """Give a digest of all files that pages and data are made with."""
    told = hashlib.sha256()
    for path in sorted(FOLDER.parent.rglob("*")):
        if path.suffix in {".py", ".html", ".xml", ".css", ".js", ".yaml"}:
            told.update(path.read_bytes())
    return told.hexdigest()[:16]


def versioned(name: str) -> str:
    """Give the address of a file, with its version."""
    found = _find(name)
    return f"/static/{name}?v={found.version}" if found else f"/static/{name}"


@blueprint.get("/static/<path:name>")
def asset(name: str) -> BaseResponse:
    """Send a file, compressed where the client takes it."""
    found = _find(name)
    if found is None:
        raise not_found(f"static/{name}")
    response = Response(content_type=found.media_type)
    packed = coding.compressible(response.mimetype) and coding.wanted()
    response.data = found.packed if packed else found.body
    if packed:
        response.headers["Content-Encoding"] = coding.GZIP
    response.set_etag(found.version)
    if request.args.get("v") == found.version:
        response.cache_control.public, response.cache_control.max_age = True, YEAR
        response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    return coding.conditional(response)


def _find(name: str) -> Asset | None:
    path = safe_join(str(FOLDER), name)
    try:
        if path is None or not Path(path).is_file():
            return None
    except (OSError, ValueError):
        # no file system has such a name
        return None
    return _read(path, Path(path).stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(path: str, _changed: int) -> Asset:
    body = Path(path).read_bytes()
    media_type, _ = guess_type(path)
    kind = media_type or "application/octet-stream"
    return Asset(
        body, coding.coded(body), hashlib.sha256(body).hexdigest()[:16],
        f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
    )  # fmt: skip
