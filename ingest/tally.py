"""What a release's statements count up to, for its manifest: read off the lines as they pass."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SITE = re.compile(rb"<(https?://[^/>]+/)")


@dataclass(slots=True)
class Tally:
    """Counts of quads, of things by class, of statements by property, and of links to others.

    A link is a statement from an IRI under ``base`` (those of the vocabulary apart) to one that
    is not; links are counted by property and by the site they lead to.
    """

    base: str
    quads: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[bytes] = field(default_factory=Counter)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    _ours: bytes = field(init=False)
    _vocabulary: bytes = field(init=False)

    def __post_init__(self) -> None:
        self._ours = f"<{self.base}".encode()
        self._vocabulary = f"<{self.base}ontology".encode()

    def add(self, line: bytes) -> None:
        """Count one line of N-Quads."""
        subject, predicate, rest = line.split(b" ", 2)
        self.quads += 1
        self.properties[predicate[1:-1]] += 1
        if predicate == _TYPE:
            self.classes[rest[1:].split(b">", 1)[0].decode()] += 1
        elif (
            rest.startswith(b"<")
            and not rest.startswith(self._ours)
            and subject.startswith(self._ours)
            and not subject.startswith(self._vocabulary)
            and (site := _SITE.match(rest))
        ):
            self.links[predicate[1:-1].decode(), site[1].decode()] += 1

    def told(self) -> dict[str, Any]:
        """Give the counts as the manifest has them, in a fixed order."""
        return {
            "quads": self.quads,
            "classes": dict(sorted(self.classes.items())),
            "properties": {name.decode(): n for name, n in sorted(self.properties.items())},
            "links": [
                {"property": predicate, "target": site, "count": count}
                for (predicate, site), count in sorted(self.links.items())
            ],
        }
