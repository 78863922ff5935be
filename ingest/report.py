"""What a build has to tell: used, ignored, rejected, left out, found."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ingest.errors import BadSource
from ingest.model import Finding, Record

_NAMES = 500
"""How many of the names that nothing resolved are told, the most frequent first."""


@dataclass(slots=True)
class Report:
    """Collects while the build runs.

    ``left_out`` holds the violations of each document, ``unresolved`` how often each capitalised
    name stands that no registry has.
    """

    ignored: Counter[str] = field(default_factory=Counter)
    rejected: list[BadSource] = field(default_factory=list)
    left_out: dict[str, tuple[str, ...]] = field(default_factory=dict)
    findings: list[tuple[str, str, Finding]] = field(default_factory=list)
    unused_records: list[Record] = field(default_factory=list)
    unresolved: Counter[str] = field(default_factory=Counter)
    checked: bool = False

    @property
    def clean(self) -> bool:
        """Whether every source file and every document is in the release."""
        return not self.rejected and not self.left_out

    def faults(self) -> list[str]:
        """What is not in the release and why, one line each, in a fixed order."""
        lines = [f"not used: {bad}" for bad in sorted(map(str, self.rejected))]
        for symbol, why in sorted(self.left_out.items()):
            lines += [f"left out: {symbol}: {line}" for line in why]
        return lines

    def find(self, finding: Finding, symbol: str = "", source: str = "") -> None:
        """Note a finding about a document, a source file, or both."""
        self.findings.append((symbol, source, finding))

    def told(self) -> dict[str, Any]:
        """The report as ``report.json`` has it: lists in a fixed order, nothing of this machine."""
        found = Counter(finding.code for _, _, finding in self.findings)
        return {
            "shacl": self.checked,
            "ignored_files": dict(sorted(self.ignored.items())),
            "rejected": sorted(
                ({"path": bad.path, "reason": bad.reason} for bad in self.rejected),
                key=lambda entry: (entry["path"], entry["reason"]),
            ),
            "left_out": {symbol: list(why) for symbol, why in sorted(self.left_out.items())},
            "unused_records": sorted(record.symbol for record in self.unused_records),
            "unresolved_names": [
                {"name": name, "count": count}
                for name, count in sorted(self.unresolved.items(), key=lambda i: (-i[1], i[0]))
            ][:_NAMES],
            "findings_by_code": dict(sorted(found.items())),
            "meanings": {code: _codes()[code]["means"] for code in sorted(found)},
            "findings": sorted(
                (_finding(*entry) for entry in self.findings), key=lambda entry: list(entry.items())
            ),
        }


@cache
def _codes() -> dict[str, dict[str, str]]:
    """``findings.yaml``: what each code means and what to do."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(
        Path(__file__).with_name("findings.yaml").read_text("utf-8")
    )
    return loaded


def _finding(symbol: str, source: str, finding: Finding) -> dict[str, str]:
    span = finding.span
    return {
        "code": finding.code,
        "document": symbol,
        "source": source,
        "path": finding.path,
        "characters": f"{span.start},{span.end}" if span else "",
        "message": finding.message,
    }
