import pickle

import pytest

from ingest import errors

EXAMPLES = [
    errors.BadSource("a.xml", "an empty file"),
    errors.NoSource("corpus"),
    errors.NothingBuilt("corpus", ["not used: a.xml: an empty file"]),
    errors.Busy("data"),
    errors.BadData("full.ttl", "no Turtle"),
    errors.FetchFailed("https://example.org/", "no answer"),
    errors.BrokenRelease("data/0a1b", "no graph.nq.gz"),
    errors.NoReleases("harbour"),
]


def test_there_is_an_example_of_each() -> None:
    assert {type(error) for error in EXAMPLES} == set(errors.RecallingError.__subclasses__())


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_is_one_line_that_names_its_subject(error: errors.RecallingError) -> None:
    assert str(error.args[0]) in str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_comes_back_from_a_worker_as_it_was(error: errors.RecallingError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
