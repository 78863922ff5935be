"""Answers whose tag is made of their bytes: they stay the same while there is nothing new."""

import hashlib

from flask import Response


def tagged(data: bytes, content_type: str) -> Response:
    """Make an answer with a strong tag; the caller makes it conditional."""
    response = Response(data, content_type=content_type)
    response.set_etag(hashlib.sha256(data).hexdigest()[:32])
    response.cache_control.no_cache = True
    return response
