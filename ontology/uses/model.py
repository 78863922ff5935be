"""What the index of uses is made of; ingest writes it and the server reads it."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """How a thing is used; the values stand in the index."""

    CITES = "cites"
    """Citations of a document or an instrument; ``others`` are the provisions cited."""
    PROVISION = "provision"
    """Citations of an article or a part; ``others`` are the provisions cited with it."""
    ASKS = "asks"
    """Acts addressed to a body, a group or a State; ``dues`` are those of its mandates there."""
    ACTS = "acts"
    """Acts with a verb; ``others`` are those whom they address."""
    MENTIONS = "mentions"
    """Words that name a body, a group or a State."""
    DEEDS = "deeds"
    """Documents a State sponsored or voted on; ``others`` are the properties that say which."""
    MANDATES = "mandates"
    """All mandates, used by their class; ``others`` are the assignees."""


class Field(StrEnum):
    """What uses are narrowed to and counted by; the values stand in the index."""

    YEAR = "year"
    BY = "by"
    VERB = "verb"
    STRENGTH = "strength"
    DUE = "due"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Use:
    """A use of ``thing``: the ``finding`` that says so, where it stands, when and by whom.

    IRIs but for ``date`` and ``dues``; ``date``, ``by`` and ``verb`` may be empty. ``rank`` is
    what uses are ordered by, the last first: the date, for mandates the day they are due before it.
    ``dues`` are sessions, years and durations (rcl:due), and the years of the days computed.
    """

    thing: str
    role: Role
    finding: str
    part: str
    document: str
    date: str
    rank: str
    by: str = ""
    verb: str = ""
    others: tuple[str, ...] = ()
    dues: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The year of ``date``."""
        return self.date[:4]


def in_order(iri: str) -> str:
    """Give a key that sorts ``op/10`` behind ``op/9``."""
    return re.sub(r"\d+", lambda number: number[0].zfill(6), iri)
