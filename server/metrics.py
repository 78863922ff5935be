"""What is counted, for Prometheus; with ``PROMETHEUS_MULTIPROC_DIR`` over all server processes.

The variable must be set before this module is imported, so the command line does not import it.
"""

import os

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = CONTENT_TYPE_LATEST
DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"

_METHODS = {"GET", "HEAD", "OPTIONS", "POST", "QUERY", "PUT", "DELETE", "PATCH"}

REQUESTS = Counter("recalling_requests", "Requests answered", ["method", "status"])
QUERIES = Counter("recalling_queries", "Queries by what became of them", ["outcome"])
SECONDS = Histogram(
    "recalling_query_seconds", "Time of queries that ran, from the question to the whole answer",
    buckets=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100),
)  # fmt: skip
ENDED = Counter("recalling_query_processes_ended", "Query processes that were ended", ["reason"])
UPDATES = Counter("recalling_updates", "Changes by what became of them", ["outcome"])
BUSY = Gauge("recalling_queries_running", "Queries that run now", multiprocess_mode="livesum")
KEPT = Gauge("recalling_cache_bytes", "Bytes of answers kept", multiprocess_mode="livesum")


def ended(reason: str) -> None:
    """Count a query process that was ended."""
    ENDED.labels(reason).inc()


def answered(method: str, status: int) -> None:
    """Count a request; methods that nobody has heard of share one label."""
    REQUESTS.labels(method if method in _METHODS else "other", str(status)).inc()


def report() -> bytes:
    """Give everything in the text format of Prometheus."""
    if DIRECTORY not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
