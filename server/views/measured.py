"""How right the program was on documents that people had annotated: words and counts are data.

``measured.yaml`` says what was measured on what and what that is worth; ``measured.json`` has what
a scorer counted, and is checked and written by ``python -m benchmarks.accuracy``.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).with_suffix(".yaml")
COUNTS = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Score:
    """Rows that are right, that should not be there, and that are missing."""

    right: int
    extra: int
    missing: int

    @property
    def precision(self) -> float:
        """Of what was found the share that is right; 1 where nothing was found."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Of what is there the share that was found; 1 where there is nothing."""
        return self.right / (self.right + self.missing) if self.right + self.missing else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Sample:
    """Annotated documents: what they are worth, when and how they were measured, the scores by
    task, and for documents that nobody had tuned for the F1 of the first run, in words.
    """

    title: str
    documents: int
    what: str
    date: str
    first: dict[str, str]
    scores: dict[str, Score]


@dataclass(frozen=True, slots=True)
class Share:
    """A share of all there are in the corpus, what limits it, and the command that counts it."""

    what: str
    right: int
    of: int
    limits: str
    command: str
    date: str

    @property
    def share(self) -> str:
        """The share in per cent, never rounded up to all of them."""
        places = 0 if self.of <= 100 or self.right == self.of else 3
        return f"{100 * self.right / self.of:.{places}f} %"


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured; ``tasks`` are name and meaning by their key."""

    tasks: dict[str, dict[str, str]]
    samples: tuple[Sample, ...]
    shares: tuple[Share, ...]


@cache
def measured() -> Measured:
    """Read what was measured."""
    told: dict[str, Any] = yaml.safe_load(WORDS.read_text("utf-8"))
    counts = json.loads(COUNTS.read_text("utf-8"))
    samples = (
        Sample(
            title=one["title"],
            documents=one["documents"],
            what=one["what"],
            date=counts[key]["date"],
            first=one.get("first", {}),
            scores={task: Score(*row) for task, row in counts[key]["tasks"].items()},
        )
        for key, one in told["sets"].items()
    )
    shares = (Share(**(one | {"date": str(one["date"])})) for one in told["whole"])
    return Measured(told["tasks"], tuple(samples), tuple(shares))
