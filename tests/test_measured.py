"""The scores that the page of accuracy shows: read, told, checked against a scorer."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from benchmarks import accuracy
from server.views import measured
from server.views.measured import Score

SCORER = """
import json, sys
assert sys.argv[1:3] == ["--store", {store!r}] and "--json" in sys.argv, sys.argv
print(json.dumps({{"citations": {{"right": 8, "extra": 2 if "--strict" in sys.argv else 0,
                                  "missing": 1, "f1": 0.9}}}}))
"""


@pytest.fixture
def scorer(tmp_path: Path, made_up_release: Path) -> Path:
    path = tmp_path / "scorer.py"
    path.write_text(SCORER.format(store=str(made_up_release / "store")))
    return path


@pytest.fixture
def counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "measured.json"
    monkeypatch.setattr(accuracy, "COUNTS", path)
    return path


def run(release: Path, scorer: Path, *words: str) -> tuple[int, str]:
    asked = ["--release", str(release), "--scorer", str(scorer), *words]
    done = CliRunner().invoke(accuracy.main, asked)
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("score", "told"),
    [(Score(8, 2, 0), (0.8, 1.0, 8 / 9)), (Score(0, 0, 0), (1, 1, 1)), (Score(0, 3, 2), (0, 0, 0))],
)
def test_precision_recall_and_f1(score: Score, told: tuple[float, float, float]) -> None:
    assert (score.precision, score.recall, score.f1) == pytest.approx(told)


def test_what_is_written_is_what_is_checked(
    made_up_release: Path, scorer: Path, counts: Path
) -> None:
    assert run(made_up_release, scorer, "--write")[0] == 0
    assert json.loads(counts.read_text())["developed"]["tasks"] == {"citations": [8, 0, 1]}
    assert run(made_up_release, scorer, "--check")[0] == 0


def test_other_figures_than_those_shown_fail_and_are_named(
    made_up_release: Path, scorer: Path, counts: Path
) -> None:
    run(made_up_release, scorer, "--write")
    before = counts.read_text()
    status, said = run(made_up_release, scorer, "--check", "--", "--strict")
    assert status == 1
    assert "citations: shown (8, 0, 1), measured (8, 2, 1)" in said
    assert counts.read_text() == before
    assert run(made_up_release, scorer, "--set", "apart", "--check")[0] == 1


@pytest.mark.parametrize(
    ("program", "said"),
    [("raise SystemExit('no lamp')", "no lamp"), ("print('lamps')", "prints no counts"),
     ("print('{\"citations\": 3}')", "prints no counts"), ("print('[]')", "prints no counts")],
)  # fmt: skip
def test_a_scorer_that_scores_nothing_is_no_success(
    made_up_release: Path, tmp_path: Path, counts: Path, program: str, said: str
) -> None:
    path = tmp_path / "broken.py"
    path.write_text(program)
    status, output = run(made_up_release, path, "--check")
    assert status == 1
    assert said in output


def test_every_figure_shown_has_words_and_all_words_a_figure() -> None:
    told = measured.measured()
    assert [sample.documents for sample in told.samples]
    for sample in told.samples:
        assert set(told.tasks) <= set(sample.scores)
        assert set(sample.first) <= set(told.tasks)
    assert all(0 < one.right <= one.of for one in told.shares)


@pytest.mark.parametrize(
    ("right", "of", "share"), [(33126, 33130, "99.988 %"), (99, 100, "99 %"), (7, 7, "100 %")]
)
def test_a_share_is_not_rounded_up_to_all(right: int, of: int, share: str) -> None:
    assert measured.Share("lamps", right, of, "", "", "").share == share


def test_the_page_tells_seen_documents_from_unseen_ones(site: FlaskClient) -> None:
    page = site.get("/accuracy", headers={"Accept": "text/html"}).text
    for words in ("The rules were developed with them", "F1, first run", "Read apart",
                  "33,126", "99.988 %", "python -m benchmarks.links"):  # fmt: skip
        assert words in page
    (apart,) = (one for one in measured.measured().samples if one.first)
    for first in apart.first.values():
        assert first in page
