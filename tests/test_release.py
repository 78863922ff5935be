"""What is kept with an open release: made once, whoever asks first."""

import threading
from pathlib import Path

import pytest

from server import preparing
from server.release import Release, Releases, open_release
from server.views import lists
from server.views.holdings import holdings
from server.views.suggestions import suggestions

BASE = "https://w3id.org/recalling/"


def test_what_is_kept_is_made_once_however_many_ask_at_the_same_time(
    made_up_release: Path,
) -> None:
    release, other = open_release(made_up_release), open_release(made_up_release)
    begun = threading.Barrier(8)
    made: list[str] = []
    given: list[object] = []

    def make(of: Release) -> object:
        made.append(of.id)
        return object()

    def ask() -> None:
        begun.wait(20)
        given.append(release.kept(make))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(given) == 8
    assert len(set(map(id, given))) == 1
    assert other.kept(make) is not given[0]


def test_what_fails_to_be_made_is_tried_again(made_up_release: Path) -> None:
    release = open_release(made_up_release)
    lamps = iter([ValueError("dark"), "lit"])

    def make(_: Release) -> str:
        lamp = next(lamps)
        if isinstance(lamp, ValueError):
            raise lamp
        return lamp

    with pytest.raises(ValueError, match="dark"):
        release.kept(make)
    assert release.kept(make) == "lit"


def test_what_the_first_would_wait_for_is_made_when_a_release_is_opened(
    made_up_release: Path, asked: list[str]
) -> None:
    release = Releases(made_up_release, preparing.in_background).current()
    preparing.wait()
    asked.clear()
    assert [one.name for one in suggestions(release, "tuv")] == ["Tuvalu"]
    assert lists.documents(release, lists.Filters())[1] == 2
    assert set(lists.choices(release)) == {"body", "session", "kind"}
    assert asked == []


def test_a_release_that_cannot_be_prepared_is_served_all_the_same(
    made_up_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dark(*_: object) -> None:
        raise OSError("the lamp is out")

    monkeypatch.setattr(preparing, "called", dark)
    release = Releases(made_up_release, preparing.in_background).current()
    preparing.wait()
    assert [one.name for one in suggestions(release, "tuv")] == ["Tuvalu"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["A/RES/79/191", "S/RES/2664(2022)"]),
        ({"body": f"{BASE}body/general-assembly"}, ["A/RES/79/191"]),
        ({"session": "79", "kind": "Resolution"}, ["A/RES/79/191"]),
        ({"kind": "Document"}, ["A/RES/79/191", "S/RES/2664(2022)"]),
        ({"subject": f"{BASE}subject/lighthouses"}, ["A/RES/79/191"]),
        ({"session": "7"}, []),
    ],
)
def test_documents_are_listed_newest_first_and_narrowed(
    made_up_release: Path, filters: dict[str, str], found: list[str]
) -> None:
    release = open_release(made_up_release)
    shown, count = lists.documents(release, lists.Filters(**filters))
    assert [line.iri.removeprefix(BASE) for line in shown] == found
    assert count == len(found)
    dates = [one.date for one in holdings(release)]
    assert dates == sorted(dates, reverse=True)
    assert lists.documents(release, lists.Filters(**filters), page=2) == ([], count)
