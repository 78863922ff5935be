"""Structured logs: one JSON object per line, on standard error.

A query is logged by its digest and a client by its address, both only where a query ran or was
refused; tokens never are.
"""

import hashlib
import sys
from typing import Any

import structlog


def configure() -> None:
    """Write logs as JSON."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def log() -> Any:
    """Give the logger."""
    return structlog.get_logger()


def digest(query: str) -> str:
    """Name a query so that the same one is seen again, without its words."""
    return hashlib.sha256(query.encode("utf-8", "replace")).hexdigest()[:12]
