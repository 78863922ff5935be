"""A find in a text, between spotting and the document's citations."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Find:
    """Words [start, end) of one text that name something.

    ``targets`` are paths of IRIs, all of which are meant; ``candidates`` those it may be where
    ``targets`` is empty. ``head`` is the word it is called by later on ("Convention"), if any.
    """

    start: int
    end: int
    targets: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    provision: str | None = None
    footnote: str | None = None
    head: str | None = None


def overlaps(start: int, end: int, finds: "list[Find] | tuple[Find, ...]") -> bool:
    """Whether [start, end) has a character in common with one of ``finds``."""
    return any(f.start < end and start < f.end for f in finds)
