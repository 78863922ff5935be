"""The design's table of HTTP behaviour, as cases in ``data/conneg.yaml``."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

CASES = yaml.safe_load((Path(__file__).parent / "data/conneg.yaml").read_text("utf-8"))
DOCUMENT = "/A/RES/79/191"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_server_answers_as_promised(site: FlaskClient, case: dict[str, Any]) -> None:
    turtle = site.head(f"{DOCUMENT}.ttl").headers
    stand_for = {"DOC": DOCUMENT, "TAG": turtle["ETag"], "DATE": turtle["Last-Modified"]}
    if "accept" in case:  # the tag of a negotiated answer is that of its own address
        negotiated = site.head(DOCUMENT, headers={"Accept": case["accept"]}).headers
        stand_for["TAG"] = negotiated.get("ETag", "")

    def meant(text: str) -> str:
        for name, value in stand_for.items():
            text = text.replace(name, value)
        return text

    headers = {name: meant(value) for name, value in case.get("headers", {}).items()}
    if "accept" in case:
        headers["Accept"] = case["accept"]
    response = site.open(meant(case["get"]), method=case.get("method", "GET"), headers=headers)
    assert response.status_code == case["status"]
    for name, value in case.get("said", {}).items():
        assert response.headers[name] == meant(value)
    for name, words in case.get("holds", {}).items():
        assert [w for w in words if meant(w) not in response.headers[name]] == []
    for name, words in case.get("lacks", {}).items():
        assert [w for w in words if meant(w) in response.headers[name]] == []
    assert [w for w in case.get("body", ()) if meant(w) not in response.text] == []
    if case.get("empty"):
        assert response.data == b""
    response.close()


def test_no_case_is_told_twice() -> None:
    assert len({case["case"] for case in CASES}) == len(CASES)
