"""What a build's report tells of names that nothing resolved."""

import pickle
from collections import Counter

from ingest import sorting, tasks
from ingest.model import Form, Source
from ingest.report import Report

NAMES = (("Board for the Lighting of Streets", 2), ("Guild of Keepers", 3))


def test_unresolved_names_are_told_most_frequent_first() -> None:
    report = Report(unresolved=Counter({"Lamp Board": 1, "Wick Board": 4, "Guild of Keepers": 4}))
    told = report.told()["unresolved_names"]
    assert [(row["name"], row["count"]) for row in told] == [
        ("Guild of Keepers", 4),
        ("Wick Board", 4),
        ("Lamp Board", 1),
    ]


def test_a_document_in_two_forms_has_its_names_counted_once() -> None:
    report = Report()
    sheet = tasks.Sheet("A/RES/99/9", pickle.dumps(None), NAMES)
    again = tasks.Sheet("A/RES/99/9", pickle.dumps(None), NAMES[:1])
    files = [
        tasks.ReadFile(Source(path, "0", 0, Form.AKN), (one,))
        for path, one in (("a.xml", sheet), ("b.txt", again))
    ]
    sorting.sort(files, tasks.Options("https://example.org/", "0", shacl=False), report)
    assert report.unresolved == dict(NAMES)
