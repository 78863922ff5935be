"""What a query may use, and that a server goes on after one that wanted more."""

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.app import close, create_app
from server.config import Config
from server.release import NoRelease

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUNGRY = ENDLESS.replace("(COUNT(*) AS ?n)", "*") + " ORDER BY ?a ?d ?g ?j ?m"
ASK = "ASK { ?s ?p ?o }"

ROOT = Path(__file__).resolve().parent.parent

Make = Callable[..., FlaskClient]


@pytest.fixture
def server(made_up_release: Path) -> Iterator[Make]:
    apps: list[Flask] = []

    def make(data: Path = made_up_release, **limits: Any) -> FlaskClient:
        settings = {"query_workers": 1, "query_seconds": 60.0} | limits
        app = create_app(Config(data=data, **settings))
        apps.append(app)
        return app.test_client()

    yield make
    for app in apps:
        close(app)


def ask(client: FlaskClient, query: str) -> tuple[int, str]:
    response = client.get("/sparql", query_string={"query": query})
    told = response.get_json(force=True)
    return response.status_code, str(told.get("type", "")).partition("#problem-")[2]


def test_a_query_without_end_is_stopped_and_the_next_one_answered(server: Make) -> None:
    client = server(query_seconds=1.5)
    assert ask(client, ENDLESS) == (503, "too-slow")
    assert ask(client, ASK) == (200, "")


def test_an_answer_over_its_size_is_not_begun(server: Make) -> None:
    client = server(result_bytes=10_000)
    assert ask(client, HUGE) == (413, "too-big")
    assert ask(client, ASK) == (200, "")


def test_a_query_that_eats_memory_dies_alone(server: Make) -> None:
    client = server(query_memory=700 * 1024**2)
    assert ask(client, HUNGRY) == (413, "too-big")
    assert ask(client, ASK) == (200, "")


def test_who_finds_no_place_is_told_to_come_back(server: Make) -> None:
    client = server(query_workers=1, query_queue=0)
    places = client.application.extensions["recalling.pool"].places
    with places.taken("another client", 0):
        response = client.get("/sparql", query_string={"query": ASK})
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert response.content_type == "application/problem+json"


def test_no_answer_is_left_behind_on_disk(
    server: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client = server(query_seconds=1.5, result_bytes=10_000)
    for query in (ASK, ENDLESS, HUGE, "SELECT"):
        ask(client, query)
    assert list(tmp_path.glob("recalling-answer-*")) == []


def test_a_page_is_served_while_a_query_runs_away(server: Make) -> None:
    client = server(query_seconds=1.0)
    thread = threading.Thread(target=lambda: ask(client.application.test_client(), ENDLESS))
    thread.start()
    assert client.get("/A/RES/79/191").status_code == 200
    thread.join()


def test_the_server_follows_the_link_to_a_new_release(
    server: Make, made_up_release: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        shutil.copytree(made_up_release, tmp_path / name)
    link = tmp_path / "current"
    link.symlink_to("one")
    client = server(data=link)
    assert ask(client, ASK) == (200, "")
    before = client.get("/A/RES/79/191.ttl")
    again = tmp_path / "again"
    again.symlink_to("two")
    again.replace(link)
    after = client.get("/A/RES/79/191.ttl")
    assert client.get("/health").get_json()["release"] == "two"
    assert before.data == after.data
    assert before.headers["ETag"] != after.headers["ETag"]
    assert ask(client, ASK) == (200, "")


def test_a_link_to_nothing_leaves_the_old_release_serving(
    server: Make, made_up_release: Path, tmp_path: Path
) -> None:
    shutil.copytree(made_up_release, tmp_path / "one")
    link = tmp_path / "current"
    link.symlink_to("one")
    client = server(data=link)
    link.unlink()
    link.symlink_to("nowhere")
    assert client.get("/health").get_json()["release"] == "one"
    assert ask(client, ASK) == (200, "")


def test_a_place_without_a_release_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="recalling build"):
        create_app(Config(data=tmp_path))


@pytest.mark.parametrize("name", ["RECALLING_QUERY_SECONDS", "RECALLING_PROCESSES"])
def test_a_setting_that_is_no_number_is_named(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        Config.from_environment({name: "soon"})


def test_a_configuration_survives_the_environment() -> None:
    config = Config(data=Path("/a/b"), query_seconds=2.5, processes=9)
    assert Config.from_environment(config.environment()) == config


def test_every_problem_is_explained_at_its_address(site: FlaskClient) -> None:
    told = site.get("/about").text
    for path in (ROOT / "server").rglob("*.py"):
        for name in re.findall(r'Problem\(\s*\d{3}[^"]*"([a-z-]+)"', path.read_text("utf-8")):
            assert f'id="problem-{name}"' in told, name


def test_every_setting_is_explained_to_those_who_run_a_server() -> None:
    told = (ROOT / "server/operation.md").read_text("utf-8")
    for setting in fields(Config):
        assert f"`{setting.name}`" in told or f"--{setting.name}" in told, setting.name
