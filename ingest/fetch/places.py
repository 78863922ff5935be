"""Where documents are looked for when the command line names no place."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import NoSource
from ontology.terms import ROOT

VARIABLE = "RECALLING_CORPUS"
FOLDERS = (Path("corpus"), Path("../shared/corpus"))
SAMPLE = ROOT / "ingest" / "sample"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of sources and, in words, why it was taken."""

    path: Path
    why: str


def corpus(environment: Mapping[str, str] = os.environ) -> Place | None:
    """The folder that ``RECALLING_CORPUS`` names, else ``corpus``, else ``../shared/corpus``.

    None where there is none. Raises NoSource where the variable names a place that is not there.
    """
    if given := environment.get(VARIABLE):
        if not Path(given).exists():
            raise NoSource(given)
        return Place(Path(given), f"{VARIABLE} names it")
    for folder in FOLDERS:
        if folder.is_dir():
            return Place(folder, "it is there")
    return None


def sample() -> Place:
    """The sample that comes with the program: facts without texts, and two specimens."""
    return Place(SAMPLE, "there is no corpus here; this is the sample that comes with the program")
