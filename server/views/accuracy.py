"""What is known to be inaccurate: the report of the release itself, and what it leaves open."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ontology.terms import RCL
from server.release import Release
from server.views.facts import total

FINDINGS = 100
"""Findings on a page."""

_COUNTS = {
    "citations": "?one a rcl:Citation . FILTER NOT EXISTS { ?one rcl:takenFrom ?original }",
    "citations whose words name a work that could not be told with certainty":
        "?one a rcl:Citation ; rcl:resolved false .",
    "mentions of bodies": "?one a rcl:Mention .",
    "mentions of a body that could not be told with certainty":
        "?one a rcl:Mention ; rcl:resolved false .",
    "footnotes that lean on another (Ibid.)": "?one rcl:ibidOf ?other .",
    "footnotes that lean on another and reach nothing":
        "?one rcl:ibidOf ?other . FILTER NOT EXISTS { ?one rcl:identifies ?target }",
}  # fmt: skip
"""What is counted in the graph, in words, and by which pattern."""


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding, what it means, and how often it was made."""

    code: str
    meaning: str
    count: int


@dataclass(frozen=True)
class Accuracy:
    """The report: files and documents that are not in the release, findings, open questions.

    ``unresolved`` are the names that led to nothing most often.
    """

    documents: int
    rejected: list[tuple[str, str]]
    left_out: dict[str, list[str]]
    codes: list[Code]
    unresolved: list[tuple[str, int]]
    findings: list[dict[str, str]]
    counts: dict[str, int]
    checked: bool


@lru_cache(maxsize=2)
def accuracy(release: Release) -> Accuracy:
    """Read the report and count what the graph leaves open, once for each release."""
    path = release.path / "report.json"
    told: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    meanings = told.get("meanings", {})
    counts = {
        words: total(release.store.select(
            f"PREFIX rcl: <{RCL._NS}> SELECT (COUNT(DISTINCT ?one) AS ?count) WHERE {{ {pattern} }}"
        ))
        for words, pattern in _COUNTS.items()
    }  # fmt: skip
    return Accuracy(
        documents=release.manifest.get("documents", 0),
        rejected=[(one["path"], one["reason"]) for one in told.get("rejected", ())],
        left_out=told.get("left_out", {}),
        codes=[
            Code(code, meanings.get(code, ""), count)
            for code, count in told.get("findings_by_code", {}).items()
        ],
        unresolved=[(one["name"], one["count"]) for one in told.get("unresolved_names", ())],
        findings=told.get("findings", []),
        counts=counts,
        checked=bool(told.get("shacl")),
    )
