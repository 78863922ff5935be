"""How fast ``rcl:matches`` is beside a FILTER with a regular expression on the same release."""

import io
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from server.fulltext.sparql import expand
from server.store import ReleaseStore, run_query

_PREFIXES = "PREFIX rcl: <https://w3id.org/recalling/ontology#> SELECT DISTINCT ?part WHERE { "
_JOIN = "?part a rcl:OperativeParagraph ; rcl:inDocument/rcl:session '79' . "
_FILTER = '?part rcl:text ?text . FILTER(LANG(?text) = "en" && REGEX(?text, "{}", "i")) }}'
_FILTERS = "".join(
    f'?part rcl:text ?text{n} . FILTER(LANG(?text{n}) = "en" && REGEX(?text{n}, "{{}}", "i")) '
    for n in (1, 2)
)


@dataclass(frozen=True, slots=True)
class Case:
    """One question in both forms."""

    name: str
    matching: str
    filtering: str


CASES = [
    Case("a frequent word", '?part rcl:matches "women lang:en" }',
         _FILTER.format("\\\\bwom[ae]n\\\\b")),
    Case("a rare word", '?part rcl:matches "lighthouse lang:en" }', _FILTER.format("lighthouse")),
    Case("how a word begins", '?part rcl:matches "prison* lang:en" }',
         _FILTER.format("\\\\bprison")),
    Case("two words", '?part rcl:matches "women prison* lang:en" }',
         _FILTERS.format("\\\\bwom[ae]n\\\\b", "\\\\bprison") + "}"),
    Case("a phrase", '?part rcl:matches "\\"human rights\\" lang:en" }',
         _FILTER.format("\\\\bhuman rights?\\\\b")),
    Case("a word, joined", _JOIN + '?part rcl:matches "women lang:en" }',
         _JOIN + _FILTER.format("\\\\bwom[ae]n\\\\b")),
    Case("the best ten with snippets",
         '?part rcl:matches ( "women lang:en" ?score ?snippet 10 ) }', ""),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Times:
    """What one form of a question took, in seconds, and how many rows it answered."""

    rows: int
    seconds: tuple[float, ...]

    def told(self) -> str:
        """Queries per second, and the times that half and all but one in a hundred keep to."""
        per_second = len(self.seconds) / sum(self.seconds)
        ordered = sorted(self.seconds)
        p99 = ordered[min(len(ordered) - 1, round(0.99 * len(ordered)))]
        return (
            f"{self.rows:7,} rows {per_second:8.1f} q/s  "
            f"p50 {statistics.median(ordered) * 1000:8.1f} ms  p99 {p99 * 1000:8.1f} ms"
        )


def measure(release: Path, rounds: int) -> list[tuple[Case, Times, Times | None]]:
    """Ask each question in both forms, in turns; the FILTER a tenth as often."""
    store = ReleaseStore(release)
    found = []
    for case in CASES:
        matching = _ask(release, store, _PREFIXES + case.matching)
        filtering = _ask(release, store, _PREFIXES + case.filtering) if case.filtering else None
        fast, slow = [], []
        rows = [matching(), filtering() if filtering else 0]  # the first reads from the disk
        for turn in range(rounds):
            fast.append(_timed(matching))
            if filtering and turn % 10 == 0:
                slow.append(_timed(filtering))
        found.append(
            (case, Times(rows[0], tuple(fast)), Times(rows[1], tuple(slow)) if slow else None)
        )
    return found


def _ask(release: Path, store: ReleaseStore, query: str) -> Callable[[], int]:
    def ask() -> int:
        out = io.BytesIO()
        expanded = expand(query, release, store, {})
        run_query(store, expanded, out, {"solutions": "csv"}, union=True)
        return len(out.getvalue().splitlines()) - 1

    return ask


def _timed(ask: Callable[[], int]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start
