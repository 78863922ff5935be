"""What differs between a Document and the one read back from its page text."""

from ingest.model import Document, Footnote, Part


def differences(expected: Document, found: Document) -> list[str]:
    """One line for every difference in head, parts, marks and footnotes; empty where equal.

    The set a resolution belongs to is printed by no title block of its own, and a page break may
    close a text that the XML leaves open; neither counts.
    """
    lines = []
    for name in ("symbol", "kind", "title", "adopted_by", "adopted_on", "session", "meeting"):
        lines += _differ(f"head {name}", getattr(expected.head, name), getattr(found.head, name))
    left, right = ({p.path: _part(p) for p in doc.parts} for doc in (expected, found))
    for path in dict.fromkeys((*left, *right)):
        lines += _differ(path, left.get(path), right.get(path))
    notes = zip(map(_note, expected.footnotes), map(_note, found.footnotes), strict=False)
    for one, other in notes:
        lines += _differ("note", one, other)
    return lines + _differ("notes", len(expected.footnotes), len(found.footnotes))


def _differ(what: str, one: object, other: object) -> list[str]:
    return [] if one == other else [f"{what}: {one!r} became {other!r}"]


def _part(part: Part) -> tuple[object, ...]:
    content = part.content
    return (
        part.position, part.kind, part.number, part.label, part.parent, part.headings,
        content.text, content.marks,
    )  # fmt: skip


def _note(note: Footnote) -> tuple[object, ...]:
    """A mark in the title block is known by its line, not by an offset in a part."""
    anchor = note.anchor if note.anchored_in else None
    return note.path, note.mark, note.content.text, note.anchored_in, anchor
