"""What is compared of a document: its parts and footnotes, with their verbs and addressees."""

from dataclasses import dataclass

from server.views.alignment import Block
from server.views.document import DocumentView
from server.views.facts import Value
from server.views.parts import PartView, in_words

_KINDS = {"Heading": "heading", "Annex": "scope", "Section": "scope", "Table": "table"}
"""Parts of the other kinds are paragraphs: one moves from preamble to operative part."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An operative verb as printed, what it is, and whom it addresses."""

    words: str
    href: str
    addressees: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A part or a note of a document: the IRI it is found at, its path, the words to align."""

    iri: str
    path: str
    label: str
    depth: int
    block: Block
    text: str
    deeds: tuple[Deed, ...] = ()

    @property
    def words(self) -> str:
        """Where it stands, in words."""
        return in_words(self.path)


def parts(document: DocumentView) -> list[Passage]:
    """Give the parts of a document in reading order."""
    deeds = {part.path: _deeds(document, part) for part in document.parts}
    found = []
    for part in document.parts:
        text = part.text or " ".join(cell for row in part.rows for cell in row)
        found.append(Passage(
            part.iri, part.path, _label(part), part.depth,
            Block(_KINDS.get(part.kind, "paragraph"), text or in_words(part.path)), text,
            deeds[part.path] or _above(deeds, part.path),
        ))  # fmt: skip
    return found


def notes(document: DocumentView) -> list[Passage]:
    """Give the footnotes of a document in their order."""
    return [
        Passage(
            note.iri, note.path, note.number, 0, Block("note", note.text or note.path), note.text
        )
        for note in document.notes
    ]


def _label(part: PartView) -> str:
    """Give the number as it is printed, "" where there is none."""
    if part.kind == "Subparagraph":
        return f"({part.number})"
    return f"{part.number}." if part.kind == "OperativeParagraph" and part.number else ""


def _deeds(document: DocumentView, part: PartView) -> tuple[Deed, ...]:
    addressed = {one.iri: one.targets for one in document.found.get(part.iri, ())}
    spans = dict.fromkeys(p.span for p in part.pieces if p.span and p.span.kind == "verb")
    return tuple(
        Deed(part.text[span.start : span.end], next(iter(span.targets), ""),
             addressed.get(span.finding, ()))
        for span in spans
    )  # fmt: skip


def _above(deeds: dict[str, tuple[Deed, ...]], path: str) -> tuple[Deed, ...]:
    """Give the last verb of the paragraph that a part stands in: it governs what follows."""
    while path := path.rpartition("/")[0]:
        if path in deeds:
            return deeds[path][-1:]
    return ()
