"""The parts of one document as they are found; no two share a path."""

from dataclasses import dataclass, field

from ingest.model import Finding, Part, PartKind, Rich
from ingest.parse.lines import Line


@dataclass(slots=True)
class Register:
    """All parts of one document in reading order."""

    parts: list[Part] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _used: set[str] = field(default_factory=set)

    def holds(self, path: str) -> bool:
        """Whether a part has that path."""
        return path in self._used

    def add(
        self,
        path: str,
        kind: PartKind,
        parent: str | None,
        headings: tuple[str, ...],
        line: Line | None = None,
        number: str | None = None,
        label: str | None = None,
    ) -> str:
        """Append a part; a path that is taken gets ``-2`` and is reported."""
        if path in self._used:
            message = f"{label or kind} stands a second time in the same list"
            self.findings.append(Finding("repeated-number", message, path))
            again = 2
            while f"{path}-{again}" in self._used:
                again += 1
            path = f"{path}-{again}"
        self._used.add(path)
        content, rows = (line.content, line.rows) if line else (Rich(""), ())
        position = len(self.parts) + 1
        self.parts.append(
            Part(path, kind, position, content, number, label, parent, headings, rows)
        )
        return path

    def report(self, code: str, message: str, path: str) -> None:
        """Note something for the build's report."""
        self.findings.append(Finding(code, message, path))
