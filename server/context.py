"""What a request is answered with: the release (one for the whole request), the query pool."""

from typing import cast

from flask import current_app, g

from server.config import Config
from server.release import Release, Releases
from server.workers import Pool


def current_release() -> Release:
    """Give the release this request is answered from; it never changes within a request."""
    if "release" not in g:
        g.release = cast("Releases", current_app.extensions["recalling.releases"]).current()
    return cast("Release", g.release)


def pool() -> Pool:
    """Give the pool of query processes."""
    return cast("Pool", current_app.extensions["recalling.pool"])


def config() -> Config:
    """Give the configuration."""
    return cast("Config", current_app.config["RECALLING"])
