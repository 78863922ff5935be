"""The web application: a release in, pages, linked data and SPARQL out."""

import atexit
import os
import tempfile
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from ontology.terms import PREFIXES
from server import (
    addresses,
    assets,
    coding,
    comparison,
    downloads,
    entities,
    logs,
    metrics,
    operation,
    pages,
    preparing,
    problems,
    research,
    search,
)
from server.config import Config
from server.context import current_release
from server.exports.dumps import Shelf
from server.exports.styles import bluebook, oscola
from server.history import feeds, releases
from server.kept import Bodies
from server.pool.workers import Pool
from server.pool.writers import Writer
from server.release import Releases
from server.rest import api
from server.sparql import endpoint, graphstore
from server.sparql.budget import Budget
from server.sparql.cache import Cache
from server.tokens import Tokens
from server.views.cards import span_ids
from server.views.parts import in_words

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; "
    f"style-src 'self' '{assets.style_digest()}'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer-when-downgrade",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Allow, Content-Location, ETag, Link, Location, "
    "Recalling-Release, Recalling-Rows, Recalling-Total, Retry-After, Server-Timing",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS, POST, QUERY",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match, "
    "If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


def create_app(config: Config | None = None, secrets: Tokens | None = None) -> Flask:
    """Make the application; what is not given comes from the environment.

    Raises server.release.NoRelease where there is nothing to serve and
    server.pool.writers.NotWritable where the writable store cannot be opened.
    """
    config = config or Config.from_environment(os.environ)
    app = Flask(__name__, static_folder=None)
    app.config["RECALLING"] = config
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = config.request_bytes
    app.url_map.merge_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    logs.configure()
    _equip(app, config, secrets or Tokens.from_environment(os.environ))
    problems.register(app)
    # entities answer at every path that nothing else has, so they come last
    for part in (
        assets, endpoint, graphstore, operation, pages, research, search, comparison, api,
        downloads, releases, feeds, entities,
    ):  # fmt: skip
        app.register_blueprint(part.blueprint)
    if config.proxies:
        count = config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count)  # type: ignore[method-assign]

    @app.context_processor
    def _for_templates() -> dict[str, object]:
        """Give templates links and names of IRIs."""
        release = current_release()
        return {
            "release": release,
            "base": release.base,
            "link": lambda iri: addresses.href(release.base, str(iri)),
            "in_words": in_words,
            "static": assets.versioned,
            "style": assets.style,
            "oscola": oscola,
            "bluebook": bluebook,
            "cards_at": lambda span: span_ids(release.base, span),
            "short": lambda iri: addresses.short(release.base, str(iri), PREFIXES),
        }

    @app.after_request
    def _headers(response: Response) -> Response:
        coding.finish(response)
        response.headers.extend(HEADERS)
        if "Allow" in response.headers and response.status_code == 200:
            response.headers.extend(PREFLIGHT)
        metrics.answered(request.method, response.status_code)
        return response

    return app


def _equip(app: Flask, config: Config, secrets: Tokens) -> None:
    """Start the processes and open what requests are answered from."""
    # a version of a writable store is there only once its writer has started
    writer = Writer(config) if config.writable else None
    own = tempfile.TemporaryDirectory(prefix="recalling-state-") if not config.state else None
    state = Path(own.name if own else config.state)
    app.extensions |= {
        "recalling.writer": writer,
        "recalling.releases": Releases(config.data, preparing.in_background),
        "recalling.pool": Pool(config, metrics.ended),
        "recalling.cache": Cache(config.cache_bytes),
        "recalling.bodies": Bodies(config.page_bytes),
        "recalling.budget": Budget(
            state / "budget.sqlite", config.client_seconds, config.client_errors
        ),
        "recalling.state": own,
        "recalling.tokens": secrets,
        "recalling.shelf": Shelf(state / "dumps"),
    }
    atexit.register(close, app)


def close(app: Flask) -> None:
    """End the processes of an application; it may be done twice."""
    for name in ("recalling.pool", "recalling.writer", "recalling.budget"):
        if app.extensions[name] is not None:
            app.extensions[name].close()
    if app.extensions["recalling.state"] is not None:
        app.extensions["recalling.state"].cleanup()
