"""Footnote marks: which of the names found each belongs to, and the phrase before it if none.

“The report of the Secretary-General¹” names a document that only the note identifies; the phrase
from its noun to the mark is then what cites it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from ingest.model import Mark
from ingest.resolve import footnotes
from ingest.resolve.data import any_of, load
from ingest.resolve.footnotes import Note
from ingest.resolve.spans import Find
from ontology.instruments import register
from ontology.symbols import canonical

_FAR = 420
"""Characters before a mark in which the noun of its phrase may stand."""


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(load("marks")[key]["pattern"])


_KINDS = ("reports", "acts")
_WORDS = {kind: any_of(load("marks")[kind]).pattern for kind in _KINDS}
_NOUN = re.compile(
    r"(?<![\w-])(?i:" + "|".join(f"(?P<{k}>{words})" for k, words in _WORDS.items()) + r")(?![\w-])"
)
_STOPS = "|".join(load("marks")["stops"].split())
_LEAD = re.compile(rf"(?:(?<![\w’-])(?!(?i:{_STOPS})\b)[\w’-]+ ){{1,4}}$")
_OWN_SYMBOLS = ("general-assembly", "security-council")
"""Bodies whose resolutions and decisions are documents by themselves, in no report."""
_BREAK = re.compile(r"; |\. (?=[A-Z])|: | and to (?!the\b|its\b|an?\b)(?=[a-z])")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun with the words that lead up to it; ``kind`` is that of the noun."""

    start: int
    noun: int
    kind: str


class Marks:
    """The marks of one part, to be given to its finds."""

    def __init__(self, text: str, marks: Sequence[Mark], notes: dict[str, Note]) -> None:
        self.text, self.marks, self.notes = text, marks, notes

    def attached(self, finds: list[Find]) -> list[Find]:
        """Each mark goes to the find it follows; else to the phrase before it, which is a find."""
        ends = [f.end for f in finds]
        more: list[Find] = []
        last = 0
        for mark in self.marks:
            note = self.notes.get(mark.mark)
            at = bisect_right(ends, mark.offset) - 1
            if at + 1 < len(finds) and finds[at + 1].start < mark.offset:
                at += 1
            fits = (
                at >= 0
                and finds[at].end > last
                and self._follows(finds[at], mark, note)
                and not self._passed(finds[at], note, last)
            )
            if fits and note and self._paired(finds, at, mark, note):
                pass
            elif fits and finds[at].footnote is None:
                finds[at] = _with_note(finds[at], mark, note, self.text)
                self._shared(finds, at, mark, note)
            elif note and _says(note) and not fits:
                more += self._phrase(mark, note, last, finds, more[-1:])
            last = mark.offset
        return sorted([*finds, *more], key=lambda f: (f.start, f.end))

    def _follows(self, find: Find, mark: Mark, note: Note | None) -> bool:
        gap = self.text[find.end : mark.offset]
        if find.end >= mark.offset or _pattern("near").fullmatch(gap):
            return True
        if note is None or not note.targets:
            return False
        if _pattern("same").fullmatch(gap) and {*find.candidates, *find.targets} & set(
            footnotes.with_carried(note.targets)
        ):
            return True
        if _BREAK.search(gap) or self._nouns(find.end, mark.offset):
            return False
        if not find.targets:
            return self._proper(find) and len(gap) <= _FAR
        if note.body and any(_body(t) == note.body for t in find.targets):
            return True
        return bool(_pattern("coming").fullmatch(gap))

    def _capital(self, find: Find) -> bool:
        """Whether a find is a name or short for one, not general words that may be."""
        return bool(find.targets) or not self.text[find.start].islower()

    def _proper(self, find: Find) -> bool:
        """Whether a find is a whole name."""
        return self._capital(find) and (
            bool(find.targets) or " " in self.text[find.start : find.end]
        )

    def _passed(self, find: Find, note: Note | None, last: int) -> bool:
        """Whether a find is only in the phrase that its mark belongs to.

        “The report submitted under resolution 99/1¹”: the note says that it is another document
        than the find, whose own document is known, and a noun before it is what the note means.
        """
        may = find.targets or find.candidates
        if note is None or not note.targets or not _says(note):
            return False
        if not may:
            return not _adopted(note) and self._led(find, note, last, "reports")
        if {*may} & {*footnotes.with_carried(note.targets)}:
            return False
        symbol = canonical(may[0])
        own = symbol is not None and symbol.body in _OWN_SYMBOLS
        if not own and not (_adopted(note) and may[0] in register().carriers):
            return False
        return self._led(find, note, last)

    def _led(self, find: Find, note: Note, last: int, kind: str | None = None) -> bool:
        """Whether a find stands in a phrase whose noun, of this kind, its mark belongs to."""
        low = max(last, find.start - _FAR)
        chosen = self._governing(self._nouns(low, find.start), note)
        if chosen is None or (kind and chosen.kind != kind):
            return False
        return not _pattern("parted").search(self.text[chosen.noun : find.start])

    def _paired(self, finds: list[Find], at: int, mark: Mark, note: Note) -> bool:
        """“Decisions 1/CP.27 and 3/CMA.5¹” of a note with two documents: one is in each."""
        count = len(note.targets)
        row = finds[max(0, at - count + 1) : at + 1]
        gaps = [self.text[a.end : b.start] for a, b in pairwise(row)]
        if count < 2 or len(row) < count or any(f.targets or f.candidates for f in row):
            return False
        if not all(_pattern("between").fullmatch(gap) for gap in gaps):
            return False
        for place, target in enumerate(note.targets, start=at - count + 1):
            finds[place] = replace(finds[place], targets=(target,), footnote=mark.mark)
        return True

    def _shared(self, finds: list[Find], at: int, mark: Mark, note: Note | None) -> None:
        """A mark behind “the Convention and the Protocols thereto” is that of both."""
        before = finds[at - 1] if at else None
        if before and before.footnote is None and note and set(before.targets) & set(note.targets):
            finds[at - 1] = replace(before, footnote=mark.mark)

    def _nouns(self, low: int, high: int) -> list[_Phrase]:
        found = []
        for noun in _NOUN.finditer(self.text, low, high):
            lead = _LEAD.search(self.text, max(low, noun.start() - 60), noun.start())
            if _pattern("verbs").search(self.text[max(0, noun.start() - 12) : noun.start()]):
                continue
            closed = self.text.find("”", noun.end(), high)
            if closed >= 0 and "“" not in self.text[noun.end() : closed]:
                continue  # in a title that is closed before the mark
            start = lead.start() if lead else noun.start()
            found.append(_Phrase(start, noun.start(), str(noun.lastgroup)))
        return found

    def _phrase(
        self, mark: Mark, note: Note, last: int, finds: list[Find], earlier: list[Find]
    ) -> list[Find]:
        """The phrase that a mark stands behind; else that of the mark before, which it shares."""
        low = max(last, mark.offset - _FAR)
        breaks = [*_BREAK.finditer(self.text, low, mark.offset - 1)]
        if breaks:
            low = breaks[-1].end()
        nouns = [
            n
            for n in self._nouns(low, mark.offset)
            if not any(f.start <= n.noun < f.end and self._capital(f) for f in finds)
        ]
        end = mark.offset
        end = low + len(self.text[low:end].rstrip(" ,;.:"))
        if chosen := self._governing(nouns, note):
            return [Find(chosen.start, end, note.targets, footnote=mark.mark)]
        gap = self.text[last:end]
        shares = earlier and not breaks and _pattern("sharing").fullmatch(gap)
        if shares and not self._many(earlier[0]) and " the " in gap:
            return []
        if shares and not any(last < f.end <= mark.offset for f in finds):
            return [Find(earlier[0].start, end, note.targets, footnote=mark.mark)]
        return []

    def _many(self, find: Find) -> bool:
        """Whether the noun of a phrase is in the plural."""
        noun = _NOUN.search(self.text, find.start, find.end)
        return noun is not None and noun[0].endswith("s")

    def _governing(self, nouns: list[_Phrase], note: Note) -> _Phrase | None:
        """The nearest noun that the note's kind of document may be called.

        A resolution is no report. A report is meant before what it is about or contains.
        """
        if _adopted(note):
            acts = [n for n in nouns if n.kind == "acts"]
            while len(acts) > 1 and self._about(acts[-2], acts[-1]):
                acts.pop()
            return acts[-1] if acts else None
        if not nouns:
            return None
        *earlier, nearest = nouns
        if nearest.kind == "acts" and self._inside(nearest):
            return next((n for n in reversed(earlier) if n.kind == "reports"), nearest)
        return nearest

    def _inside(self, noun: _Phrase) -> bool:
        """Whether a preposition leads to a noun."""
        before = self.text[max(0, noun.start - 60) : noun.start]
        return bool(_pattern("inside").search(before))

    def _about(self, first: _Phrase, second: _Phrase) -> bool:
        """Whether the second noun stands in the phrase of the first."""
        between = self.text[first.noun : second.start]
        return self._inside(second) and not _pattern("parted").search(f"{between} ")


def _body(target: str) -> str | None:
    symbol = canonical(target)
    return symbol.body if symbol else None


def _adopted(note: Note) -> bool:
    symbol = canonical(note.targets[0]) if note.targets else None
    return bool(symbol and symbol.kind in ("Resolution", "Decision"))


def _says(note: Note) -> bool:
    """Whether a note is a reference rather than an explanation that mentions a document."""
    first = next((c for c in note.reference.citations if c.target), None)
    return first is not None and not _pattern("story").search(note.text[: first.start])


def _with_note(find: Find, mark: Mark, note: Note | None, text: str) -> Find:
    marked = replace(find, footnote=mark.mark)
    if find.targets or note is None or not note.targets:
        return marked
    fitting = tuple(c for c in find.candidates if c in footnotes.with_carried(note.targets))
    if len(fitting) == 1:
        return replace(marked, targets=fitting, candidates=())
    if find.candidates and len(fitting) > 1:
        return replace(marked, candidates=fitting)
    if find.head and " " not in text[find.start : find.end]:
        # “the Convention” is what introduced it, not what the note says of a decision
        return marked
    return replace(marked, targets=note.targets, candidates=())
