"""What stands around a document or an instrument: what it cites, what cites it."""

import re

import pytest
from flask.testing import FlaskClient


def test_both_sides_are_listed_and_drawn_with_links_to_walk_on(site: FlaskClient) -> None:
    cited = site.get("/around/A/79/461").text
    assert 'Cited by <span class="amount">1</span>' in cited
    drawing = re.search(r"<svg.*</svg>", cited, re.DOTALL)
    assert drawing
    assert '<a href="/around/A/RES/79/191">' in drawing[0]
    citing = site.get("/around/A/RES/79/191").text
    assert '<a href="/A/79/461">A/79/461</a>' in citing
    assert '<a href="/around/A/79/461">around <span class="hidden">A/79/461</span></a>' in citing
    assert '<a href="/around/S/RES/2664(2022)">' in citing


@pytest.mark.parametrize("path", ["A/RES/1/1", "state/MEX", "nothing", "A/RES/79/191/op/1"])
def test_only_what_can_be_cited_and_is_known_has_neighbours(site: FlaskClient, path: str) -> None:
    assert site.get(f"/around/{path}").status_code == 404
