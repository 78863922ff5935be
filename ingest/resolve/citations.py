"""What the parts of a document cite, and what its footnotes point to."""

import re
from collections.abc import Iterable

from ingest.model import Citation, Document, NoteReference, Part, PartKind
from ingest.resolve import footnotes, names, provisions, series
from ingest.resolve.footnotes import Note
from ingest.resolve.introduced import Introduced
from ingest.resolve.marks import Marks
from ingest.resolve.spans import Find, overlaps
from ingest.resolve.works import Works

_DATED = re.compile(r"\b(\d{3,4}) \(((?:19|20)\d\d)\)")
_BEFORE = 300


def resolve(document: Document) -> tuple[tuple[Citation, ...], tuple[NoteReference, ...]]:
    """The citations of a document's parts in reading order, and one reference for each note.

    Every citation has the exact words; what is ambiguous or never introduced has no target.
    The publisher's hyperlinks are not looked at.
    """
    adopting = document.head.adopted_by
    texts = {p.path: p.content.text for p in document.parts}
    before = {
        n.mark: texts[n.anchored_in][max(0, n.anchor - _BEFORE) : n.anchor]
        for n in document.footnotes
        if n.anchored_in in texts and n.anchor is not None
    }
    notes = footnotes.read(document.footnotes, adopting, before)
    years = _years(texts.values())
    known, works = Introduced(document.head.title or ""), Works()
    parents = {p.path: p.parent for p in document.parts}
    citations: list[Citation] = []
    for part in document.parts:
        if part.content.text:
            scope = _scope(part.path, parents)
            citations += _Part(part, scope, notes, adopting, known, works, years).citations()
    return tuple(citations), tuple(notes[n.mark].reference for n in document.footnotes)


class _Part:
    def __init__(
        self,
        part: Part,
        scope: tuple[str, ...],
        notes: dict[str, Note],
        adopting: str | None,
        known: Introduced,
        works: Works,
        years: dict[str, str],
    ) -> None:
        self.years, self.scope = years, scope
        self.part, self.text = part, part.content.text
        self.notes, self.known, self.works, self.adopting = notes, known, works, adopting
        self.marks = part.content.marks

    def citations(self) -> Iterable[Citation]:
        """Spot, attach the notes' marks, tell short forms apart, pin to the provision."""
        records = {
            m.offset: body
            for m in self.marks
            if (note := self.notes.get(m.mark)) and (body := note.body)
        }
        numbered = list(
            series.spot(self.text, series.Setting(self.adopting, records, years=self.years))
        )
        named = [
            f
            for f in names.spot(self.text)
            if not overlaps(f.start, f.end, numbered) and not self._titles(f)
        ]
        finds = sorted([*numbered, *named], key=lambda f: (f.start, f.end))
        finds = Marks(self.text, self.marks, self.notes).attached(finds)
        settled: list[Find] = []
        for find in finds:
            meant = self.known.settle(find, self.text, self.scope)
            if meant is None:
                continue
            self.known.add(meant, self.text, self.part.path)
            settled.append(meant)
        settled += self.works.again(self.text, settled, self.part.path)
        for meant in sorted(settled, key=lambda f: (f.start, f.end)):
            self.works.add(meant, self.text, self.part.path)
            for pinned in provisions.pinned(self.text, meant):
                yield from self._said(pinned)

    def _titles(self, find: Find) -> bool:
        """Whether a find is the whole of a heading: the title of what follows, not a citation."""
        return (
            self.part.kind is PartKind.HEADING
            and len(self.text) - (find.end - find.start) <= 2
            and find.head != "set"
        )

    def _said(self, find: Find) -> Iterable[Citation]:
        for target in find.targets or (None,):
            yield Citation(
                self.part.path,
                find.start,
                find.end,
                target,
                find.candidates if target is None else (),
                find.provision,
                find.footnote,
            )


def _scope(path: str, parents: dict[str, str | None]) -> tuple[str, ...]:
    """A part's path and its parents', innermost first."""
    scope = [path]
    while above := parents.get(scope[-1]):
        scope.append(above)
    return tuple(scope)


def _years(texts: Iterable[str]) -> dict[str, str]:
    """The year of each number that the document prints with one year only."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for number, year in _DATED.findall(text):
            found.setdefault(number, set()).add(year)
    return {number: some.pop() for number, some in found.items() if len(some) == 1}
