"""One answer in the format chosen, with the headers that RFC 9110 wants of it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from server import assets, coding
from server.context import bodies
from server.negotiate import Format, choose
from server.problems import not_acceptable
from server.release import Release
from server.signposts import Link, header


def pick(offered: Mapping[str, Format], fixed: Format | None = None) -> Format:
    """Choose the format: that of the suffix, else the one accepted; raises Problem (406)."""
    chosen = fixed or choose(request.accept_mimetypes, offered)
    if chosen is None:
        raise not_acceptable(f.media_types[0] for f in offered.values())
    return chosen


def answer(
    release: Release,
    path: str,
    chosen: Format,
    links: Iterable[Link],
    body: Callable[[Format], bytes],
) -> BaseResponse:
    """Answer in a format; ``body`` is only called where the client has not this answer already.

    ``path`` is the address without suffix, from the root.
    """
    response = Response(content_type=chosen.content_type)
    response.vary.add("Accept")
    response.headers["Content-Location"] = f"{path}.{chosen.suffix}"
    response.headers["Link"] = header(links, chosen)
    tag = coding.tagged(etag(release, request.full_path, chosen), response.mimetype)
    response.set_etag(tag)
    response.last_modified = release.modified
    response.cache_control.no_cache = True
    if not unchanged(response):
        response.data = bodies().get(tag, lambda: coding.encoded(tag, body(chosen)))
        coding.declare(response, tag)
    return response.make_conditional(request)


def etag(release: Release, path: str, chosen: Format) -> str:
    """Make a strong tag: the release, the program, the address and the format decide the bytes."""
    told = "\n".join((release.id, assets.digest_of_program(), release.base, path, chosen.suffix))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def unchanged(response: Response) -> bool:
    """Tell whether the client has this very answer already, so that none need be made."""
    tag, _ = response.get_etag()
    if request.if_none_match:
        return tag is not None and request.if_none_match.contains_weak(tag)
    since = request.if_modified_since
    return bool(since and response.last_modified and response.last_modified <= since)
