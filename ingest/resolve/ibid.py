"""The *Ibid.* notes that reach nothing, with the reason, for the build's report."""

from collections.abc import Iterator, Sequence

from ingest.model import Citation, Finding, Footnote, NoteReference
from ingest.resolve.footnotes import IBID, items


def findings(
    footnotes: Sequence[Footnote], references: Sequence[NoteReference]
) -> tuple[Finding, ...]:
    """One finding for each note with an *ibid.* that is not resolved; both in the same order."""
    found = []
    for note, reference in zip(footnotes, references, strict=True):
        if why := reason(note, reference):
            found.append(Finding("ibid-unresolved", f"note {note.mark}: {why}", note.path))
    return tuple(found)


def reason(note: Footnote, reference: NoteReference) -> str | None:
    """Why an *ibid.* in a note reaches no target; None where each does, or there is none."""
    for start, end in _leaning(note.content.text):
        here = [c for c in reference.citations if start <= c.start < end]
        before = [c for c in reference.citations if c.start < start]
        # what an earlier item names too is not said twice
        if any(c.target for c in here) or (not here and any(c.target for c in before)):
            continue
        return _why(here, before, reference)
    return None


def _leaning(text: str) -> Iterator[tuple[int, int]]:
    return (span for span in items(text) if IBID.search(text, *span))


def _why(here: list[Citation], before: list[Citation], reference: NoteReference) -> str:
    candidates = sorted({one for c in here for one in c.candidates})
    if candidates:
        return f"it may be any of {', '.join(candidates)}"
    if before:
        return "the item before it names nothing that is known"
    if reference.ibid_of is None:
        return "no note stands before it"
    return f"note {reference.ibid_of}, which it leans on, names nothing that is known"
