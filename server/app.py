"""The web application: a release in, pages, linked data and SPARQL out."""

import atexit
import os

from flask import Flask, Response

from ontology.terms import PREFIXES
from server import addresses, downloads, endpoint, entities, pages, problems
from server.config import Config
from server.context import current_release
from server.release import Releases
from server.views.parts import in_words
from server.workers import Pool

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer-when-downgrade",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Allow, Content-Location, ETag, Link, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS, POST, QUERY",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


def create_app(config: Config | None = None) -> Flask:
    """Make the application; the configuration comes from the environment where none is given.

    Raises server.release.NoRelease where there is nothing to serve.
    """
    config = config or Config.from_environment(os.environ)
    app = Flask(__name__)
    app.config["RECALLING"] = config
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = config.request_bytes
    app.url_map.merge_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["recalling.releases"] = Releases(config.data)
    pool = app.extensions["recalling.pool"] = Pool(config)
    atexit.register(pool.close)
    problems.register(app)
    # entities answer at every path that nothing else has, so they come last
    for blueprint in (
        endpoint.blueprint, pages.blueprint, downloads.blueprint, entities.blueprint,
    ):  # fmt: skip
        app.register_blueprint(blueprint)

    @app.context_processor
    def _for_templates() -> dict[str, object]:
        """Give templates links and names of IRIs."""
        release = current_release()
        return {
            "release": release,
            "base": release.base,
            "link": lambda iri: addresses.href(release.base, str(iri)),
            "in_words": in_words,
            "short": lambda iri: addresses.short(release.base, str(iri), PREFIXES),
        }

    @app.after_request
    def _headers(response: Response) -> Response:
        response.headers.extend(HEADERS)
        if "Allow" in response.headers and response.status_code == 200:
            response.headers.extend(PREFLIGHT)
        return response

    return app
