"""What a document's words refer to: the part of the model that ``resolve`` fills.

Standard library only; offsets are Unicode code points of a part's normalised text.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Citation:
    """Words [start, end) of a part that name a document or an instrument; one for each target.

    ``target`` is the path of its IRI (``A/RES/79/191``, ``instrument/bangkok-rules``), or None
    where it is not resolved; then ``candidates`` are the paths it may be (none: nothing is known).
    ``provision`` is the pinpoint as the IRI's end (``article/33``) or in printed words;
    ``footnote`` the mark of the note that says it.
    """

    part: str
    start: int
    end: int
    target: str | None
    candidates: tuple[str, ...] = ()
    provision: str | None = None
    footnote: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A finite verb of the adopting body, or a preambular paragraph's opening participle.

    ``verb`` is the concept's id (``call-upon``); [start, end) the printed verb with its modifiers;
    ``addressees`` are paths (``body/unodc``, ``body/member-states``, ``state/MEX``).
    """

    part: str
    start: int
    end: int
    verb: str
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mandate:
    """A task with an assignee and something to deliver, at [start, end) of a part.

    ``due`` has the design's one form ("81st session", "2029", "P9M", "R/P12M", else the words);
    ``due_date`` is computed from it where the session calendar allows.
    """

    part: str
    start: int
    end: int
    assignee: str
    deliverable: str
    recipient: str | None = None
    due: str | None = None
    due_date: date | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named at [start, end) of a part; ``body`` is the path of its IRI.

    It is None where the words are a short form that the document does not introduce, or for two;
    then ``candidates`` are the paths it may be (none: nothing is known).
    """

    part: str
    start: int
    end: int
    body: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteReference:
    """What a footnote identifies by itself, and the note its *Ibid.* leans on.

    ``citations`` have the note's own path as part; ``ibid_of`` is the mark of the note before.
    """

    mark: str
    citations: tuple[Citation, ...] = ()
    ibid_of: str | None = None


@dataclass(frozen=True, slots=True)
class References:
    """All that a document's words refer to."""

    citations: tuple[Citation, ...] = ()
    notes: tuple[NoteReference, ...] = ()
    mentions: tuple[Mention, ...] = ()
    acts: tuple[Act, ...] = ()
    mandates: tuple[Mandate, ...] = ()
