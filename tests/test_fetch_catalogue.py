import hashlib
from pathlib import Path

import pytest

from ingest.errors import BadData
from ingest.fetch import catalogue
from ingest.model import DocumentKind, Form


def test_every_ending_stands_for_a_form() -> None:
    assert {Form(kind) for kind in catalogue.load().endings.values()} == set(Form)


def test_what_is_known_of_files_can_be_used() -> None:
    for entry in catalogue.load().files:
        assert set(entry) == {"name", "sha256", "what", "documents"}
        for document in entry["documents"]:
            assert set(document) <= {"symbol", "kind", "inferred", "minted", "complete"}
            assert document["symbol"]
            assert document.get("kind", "Resolution") in set(DocumentKind)


def test_facts_are_found_by_checksum_then_by_name() -> None:
    entry = catalogue.load().files[0]
    assert catalogue.load().facts("renamed.txt", entry["sha256"]) is entry
    assert catalogue.load().facts(f"deep/{entry['name']}", "0" * 64) is entry
    assert catalogue.load().facts("other.txt", "0" * 64) == {}


def test_the_catalogue_knows_the_files_of_the_corpus(corpus: Path) -> None:
    for entry in catalogue.load().files:
        for path in corpus.glob(f"seeds/{entry['name']}"):
            assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]


@pytest.mark.parametrize("text", ["", "endings: 3", "[", "{}"])
def test_a_broken_catalogue_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_text(text)
    with pytest.raises(BadData, match=r"catalogue\.yaml: not a catalogue"):
        catalogue.load(path)
