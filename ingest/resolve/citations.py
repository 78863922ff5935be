"""What the parts of a document cite, and what its footnotes point to."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from ingest.model import Citation, Document, Mark, NoteReference, Part, PartKind
from ingest.resolve import footnotes, names, provisions, series
from ingest.resolve.footnotes import Note
from ingest.resolve.introduced import Introduced
from ingest.resolve.spans import Find, overlaps

_GAP = re.compile(r"[”\"’')]*(?:[^;:“()]{0,110})(?: \([^()]*\))?[”’\"]*[,;.:]?")
_NEAR = re.compile(
    r"[”\"’')]*(?: \([^()]{1,60}\))?(?:,? (?:of|on) (?:\d{1,2} \w+ )?\d{4})?"
    r"(?:,? entitled “[^”]*”)?[”’\"]*[,;.:]?"
)
_DATED = re.compile(r"\b(\d{3,4}) \(((?:19|20)\d\d)\)")
_SHARING = re.compile(r",? (?:and|as well as) ")
_PLURAL = re.compile(r"(?:[\w-]+ ){0,3}(?:reports|notes|letters|studies|statements|decisions)\b")
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
    known = Introduced(document.head.title or "")
    citations: list[Citation] = []
    for part in document.parts:
        if part.content.text:
            citations += _Part(part, notes, adopting, known, years).citations()
    return tuple(citations), tuple(notes[n.mark].reference for n in document.footnotes)


class _Part:
    def __init__(
        self,
        part: Part,
        notes: dict[str, Note],
        adopting: str | None,
        known: Introduced,
        years: dict[str, str],
    ) -> None:
        self.years = years
        self.part, self.text = part, part.content.text
        self.notes, self.known, self.adopting = notes, known, adopting
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
        finds = self._marked(finds)
        for find in finds:
            meant = self.known.settle(find, self.text)
            if meant is None:
                continue
            self.known.add(meant, self.text)
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

    def _marked(self, finds: list[Find]) -> list[Find]:
        """Each mark goes to the find it follows; else to the general words before it."""
        ends = [f.end for f in finds]
        more: list[Find] = []
        last = 0
        for mark in self.marks:
            note = self.notes.get(mark.mark)
            at = bisect_right(ends, mark.offset) - 1
            if at + 1 < len(finds) and finds[at + 1].start < mark.offset:
                at += 1
            fits = at >= 0 and finds[at].end > last and self._follows(finds[at], mark, note)
            if fits and finds[at].footnote is None:
                finds[at] = _with_note(finds[at], mark, note, self.text)
                self._shared(finds, at, mark, note)
            elif note and _says(note) and not fits:
                more += self._phrase(mark, note, last, more[-1:])
            last = mark.offset
        return sorted([*finds, *more], key=lambda f: (f.start, f.end))

    def _follows(self, find: Find, mark: Mark, note: Note | None) -> bool:
        gap = self.text[find.end : mark.offset]
        if find.end >= mark.offset or _NEAR.fullmatch(gap):
            return True
        if note is None or not _GAP.fullmatch(gap):
            return False
        return bool({*find.candidates, *find.targets} & set(_meant(note)))

    def _shared(self, finds: list[Find], at: int, mark: Mark, note: Note | None) -> None:
        """A mark behind “the Convention and the Protocols thereto” is that of both."""
        before = finds[at - 1] if at else None
        if before and before.footnote is None and note and set(before.targets) & set(note.targets):
            finds[at - 1] = replace(before, footnote=mark.mark)

    def _phrase(self, mark: Mark, note: Note, last: int, earlier: list[Find]) -> list[Find]:
        """“The reports of the Office¹ and the Rapporteur²”: the second shares the first's noun."""
        low = max(last, mark.offset - 240)
        phrases = [*names.pattern("phrase").finditer(self.text, low, mark.offset)]
        if not phrases and earlier and _SHARING.match(self.text, last):
            first = self.text[earlier[0].start : earlier[0].end]
            end = last + len(self.text[last : mark.offset].rstrip(" ,;.:"))
            if _PLURAL.match(first):
                return [Find(earlier[0].start, end, note.targets, footnote=mark.mark)]
        if not phrases:
            return []
        start = phrases[-1].start("phrase")
        if opening := names.pattern("opening").match(self.text[start : mark.offset]):
            start += opening.end()
        end = start + len(self.text[start : mark.offset].rstrip(" ,;.:"))
        return [Find(start, end, note.targets, footnote=mark.mark)]


def _years(texts: Iterable[str]) -> dict[str, str]:
    """The year of each number that the document prints with one year only."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for number, year in _DATED.findall(text):
            found.setdefault(number, set()).add(year)
    return {number: some.pop() for number, some in found.items() if len(some) == 1}


def _says(note: Note) -> bool:
    """Whether a note is a reference rather than an explanation that mentions a document."""
    first = next((c for c in note.reference.citations if c.target), None)
    return first is not None and first.start <= 60


def _meant(note: Note) -> tuple[str, ...]:
    """The note's targets and the instruments that they carry."""
    return footnotes.with_carried(note.targets)


def _with_note(find: Find, mark: Mark, note: Note | None, text: str) -> Find:
    marked = replace(find, footnote=mark.mark)
    if find.targets or note is None or not note.targets:
        return marked
    fitting = tuple(c for c in find.candidates if c in _meant(note))
    if len(fitting) == 1:
        return replace(marked, targets=fitting, candidates=())
    if find.candidates and len(fitting) > 1:
        return replace(marked, candidates=fitting)
    if find.head and " " not in text[find.start : find.end]:
        return (
            marked  # “the Convention” is what introduced it, not what the note says of a decision
        )
    return replace(marked, targets=note.targets, candidates=())
