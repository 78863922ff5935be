"""Whatever a client sends to the REST interface, within its description or not, is answered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server import catalogue
from server.app import close, create_app
from server.config import Config

PATHS = ["/api/queries", "/api/search", *(f"/api/queries/{e.name}" for e in catalogue.load())]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def described(made_up_release: Path) -> Iterator[Any]:
    """The description, with the application it is of."""
    app = create_app(
        Config(data=made_up_release, query_workers=1, client_seconds=1e9, client_errors=10**9)
    )
    yield schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    close(app)


@pytest.mark.parametrize(
    ("path", "mode"),
    # what takes no parameters has no bad ones
    [(path, mode) for path in PATHS for mode in GenerationMode
     if path != "/api/queries" or mode is GenerationMode.POSITIVE],
)  # fmt: skip
def test_every_request_has_an_answer_that_is_described(
    described: Any, path: str, mode: GenerationMode
) -> None:
    examples = 60 if path == "/api/search" else 8

    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    def ask(case: Case) -> None:
        # what calls an application within the process unpacks nothing
        response = case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})
        if response.status_code >= 400:
            assert response.headers["content-type"] == ["application/problem+json"]

    ask()
