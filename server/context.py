"""What a request is answered with: release (one for the whole request), pool, cache, client."""

from typing import cast

from flask import current_app, g, request

from server.config import Config
from server.kept import Bodies
from server.pool.children import Line
from server.pool.workers import Pool
from server.pool.writers import Writer
from server.release import Release, Releases
from server.sparql.budget import Budget, client_name
from server.sparql.cache import Cache


def current_release() -> Release:
    """Give the release this request is answered from; it never changes within a request."""
    if "release" not in g:
        g.release = cast("Releases", current_app.extensions["recalling.releases"]).current()
    return cast("Release", g.release)


def forget_release() -> None:
    """Begin again with the release that is current now: the one before is not there any more."""
    g.pop("release", None)


def pool() -> Pool:
    """Give the pool of query processes."""
    return cast("Pool", current_app.extensions["recalling.pool"])


def writer() -> Writer | None:
    """Give the process that writes, where the store is writable."""
    return cast("Writer | None", current_app.extensions["recalling.writer"])


def cache() -> Cache:
    """Give the answers that are kept."""
    return cast("Cache", current_app.extensions["recalling.cache"])


def bodies() -> Bodies:
    """Give the bodies of pages and data that are kept."""
    return cast("Bodies", current_app.extensions["recalling.bodies"])


def budget() -> Budget:
    """Give what clients have left."""
    return cast("Budget", current_app.extensions["recalling.budget"])


def client() -> str:
    """Name who asks, by address."""
    return client_name(request.remote_addr or "")


def line() -> Line:
    """Give the line to the client, which tells when it is cut."""
    return cast("Line", request.environ.setdefault("recalling.line", Line()))


def config() -> Config:
    """Give the configuration."""
    return cast("Config", current_app.config["RECALLING"])
