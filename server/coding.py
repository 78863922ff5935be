"""Compressed answers (RFC 9110, 8.4 and 12.5.3): gzip for clients that take it.

The tag of a compressed answer ends in ``-gzip``, for a strong tag stands for these very bytes; so
it is set before an answer is compared with what the client has. What is compressed already (dumps)
and what is sent from a file stays as it is, and so do answers to queries, which are kept for all
clients as they are; the pages that show them do not.
"""

import zlib

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

GZIP = "gzip"
LEVEL = 6
SHORT = 500
"""Bytes below which compressing gains nothing."""

_SUFFIX = f"-{GZIP}"
_WORDY = ("json", "+xml", "/xml", "n-triples", "n-quads", "trig", "javascript", "bibtex",
          "research-info-systems")  # fmt: skip


def compressible(media_type: str | None) -> bool:
    """Tell whether what is of this media type is text."""
    named = media_type or ""
    return named.startswith("text/") or named.endswith(_WORDY)


def wanted() -> bool:
    """Tell whether the client takes gzip, and likes it no less than the plain bytes."""
    accepted = request.accept_encodings
    plain = dict(accepted).get("identity", 0.0)
    return bool(accepted) and accepted.quality(GZIP) > 0 and accepted.quality(GZIP) >= plain


def tagged(tag: str, media_type: str | None) -> str:
    """Give the tag of the answer in the coding it is sent in."""
    return tag + _SUFFIX if compressible(media_type) and wanted() else tag


def conditional(response: Response) -> BaseResponse:
    """Make a tagged answer conditional in the coding it is sent in."""
    tag, weak = response.get_etag()
    if tag and not response.is_streamed:
        response.set_etag(tagged(tag, response.mimetype), bool(weak))
    return response.make_conditional(request)


def coded(body: bytes) -> bytes:
    """Compress; the same bytes always give the same bytes."""
    packer = zlib.compressobj(LEVEL, wbits=16 + zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def encoded(tag: str, body: bytes) -> bytes:
    """Give a body in the coding that its tag is of."""
    return coded(body) if tag.endswith(_SUFFIX) else body


def declare(response: Response, tag: str) -> None:
    """Name the coding that the tag is of."""
    if tag.endswith(_SUFFIX):
        response.headers["Content-Encoding"] = GZIP


def finish(response: Response) -> Response:
    """Compress an answer on its way out where that is agreed, and say that it is negotiated."""
    kept = "recalling.key" in request.environ and response.mimetype != "text/html"
    if kept or response.is_streamed or not compressible(response.mimetype):
        return response
    response.vary.add("Accept-Encoding")
    tag, _ = response.get_etag()
    done = response.status_code in (204, 206, 304) or "Content-Encoding" in response.headers
    if not done and wanted() and (tag.endswith(_SUFFIX) if tag else len(response.data) >= SHORT):
        response.data = coded(response.data)
        response.headers["Content-Encoding"] = GZIP
    return response
