"""The example queries in ``queries/``: one a file, with its question in words in the header.

A header is lines of comment at the top of the file::

    # Which paragraphs does a document have, in reading order?
    # parameter document: the document (IRI)
    # start: What does resolution 79/191 say?
    # tags: document, text, start

``start``, if there, is the question with the example values in it, for the start page.

Each parameter has a line of its own in the query, ``VALUES ?document { … }``, with an example:
so the file runs as it stands anywhere. To ask with another value that line is dropped and the
variable bound; parameters therefore stand among the variables of SELECT.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.terms import ROOT

FOLDER = ROOT / "queries"
_PARAMETER = re.compile(r"parameter (\w+): (.+) \((IRI|text|number)\)")
_EXAMPLE = re.compile(r"VALUES \?(\w+) \{ [<\"]?([^>\"}]+)[>\"]? \}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a query may be asked with; ``kind`` is IRI, text or number."""

    name: str
    meaning: str
    kind: str
    example: str


@dataclass(frozen=True, slots=True)
class Example:
    """One file of the catalogue. ``name`` is its stem, ``query`` the text without the header.

    ``start`` is the question about the example values, "" where the header has none.
    """

    name: str
    question: str
    query: str
    parameters: tuple[Parameter, ...] = ()
    tags: tuple[str, ...] = ()
    start: str = ""

    def without(self, *names: str) -> str:
        """Give the query without the example values of these parameters, to bind them."""
        lines = self.query.splitlines(keepends=True)
        dropped = tuple(f"VALUES ?{name} " for name in names)
        return "".join(line for line in lines if not line.lstrip().startswith(dropped))


def read(path: Path) -> Example:
    """Read one query file; ValueError says what its header lacks."""
    lines = path.read_text("utf-8").splitlines()
    length = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    query = "\n".join(lines[length:]).strip() + "\n"
    examples = {match[1]: match[2] for match in _EXAMPLE.finditer(query)}
    question: list[str] = []
    parameters: list[Parameter] = []
    tags: tuple[str, ...] = ()
    start = ""
    for line in (text.lstrip("# ").rstrip() for text in lines[:length]):
        if match := _PARAMETER.fullmatch(line):
            parameters.append(Parameter(match[1], match[2], match[3], examples.get(match[1], "")))
        elif line.startswith("start:"):
            start = line.removeprefix("start:").strip()
        elif line.startswith("tags:"):
            tags = tuple(tag.strip() for tag in line.removeprefix("tags:").split(","))
        else:
            question.append(line)
    example = Example(path.stem, " ".join(question).strip(), query, tuple(parameters), tags, start)
    if not (example.question and tags):
        raise ValueError(f"{path}: the header needs a question in words and a line “tags: …”")
    for parameter in parameters:
        if not parameter.example:
            raise ValueError(f"{path}: no line “VALUES ?{parameter.name} {{ … }}” in the query")
    return example


@cache
def load(folder: Path = FOLDER) -> tuple[Example, ...]:
    """Read the whole catalogue, by file name."""
    return tuple(read(path) for path in sorted(folder.glob("*.rq")))
