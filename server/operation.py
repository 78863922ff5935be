"""For those who run the server: is it well, and what has it done."""

from flask import Blueprint, Response

from server import metrics
from server.context import current_release, pool, writer

blueprint = Blueprint("operation", __name__)


@blueprint.get("/health")
def health() -> dict[str, object]:
    """Say that the server works, on which release, and whether queries are cut off the network."""
    return {
        "status": "ok",
        "release": current_release().id,
        "isolated": pool().isolated(),
        "writable": writer() is not None,
    }


@blueprint.get("/metrics")
def report() -> Response:
    """Give the counters of all processes of this server, for Prometheus."""
    return Response(metrics.report(), content_type=metrics.CONTENT_TYPE)
