"""What each footnote by itself points to, with *Ibid.* traced from note to note."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.model import Citation, Footnote, NoteReference
from ingest.resolve import lexicon, numbers, series
from ingest.resolve.data import load
from ingest.resolve.spans import Find
from ontology.instruments import Registration, register


@cache
def _pattern(key: str) -> re.Pattern[str]:
    data = load("footnotes")
    return re.compile(data[key]["pattern"])


IBID = _pattern("ibid")
_MORE = re.compile(r" (?:and )?\d+/\d+")
_ARTICLE = re.compile(r" the (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Base:
    """What an *Ibid.* leans on: the last work a note points to.

    ``records`` is the organ whose Official Records they are, ``body`` the one whose resolutions
    the work prints; ``treaty`` says that it is a volume of the Treaty Series.
    """

    targets: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    treaty: bool = False
    records: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note that is read: what it points to and what the next *Ibid.* leans on."""

    reference: NoteReference
    base: Base | None
    body: str | None = None
    text: str = ""

    @property
    def targets(self) -> tuple[str, ...]:
        """The paths it points to, in order, each once."""
        return tuple(dict.fromkeys(c.target for c in self.reference.citations if c.target))


def read(
    notes: Sequence[Footnote], adopting: str | None, before: dict[str, str]
) -> dict[str, Note]:
    """The notes by mark. ``before`` has, by mark, the words in front of the mark in the text."""
    found: dict[str, Note] = {}
    previous: Note | None = None
    mark: str | None = None
    for note in notes:
        one = _Reader(note, adopting, before.get(note.mark, ""), previous, mark).read()
        found[note.mark] = one
        previous, mark = one, note.mark
    return found


class _Reader:
    def __init__(
        self,
        note: Footnote,
        adopting: str | None,
        before: str,
        previous: Note | None,
        mark: str | None,
    ) -> None:
        self.note, self.text = note, note.content.text
        self.adopting, self.before = adopting, before
        self.previous, self.mark = previous, mark
        self.base: Base | None = previous.base if previous else None
        self.leans = False

    def read(self) -> Note:
        """The note item by item, each of which may lean on the one before."""
        finds: list[Find] = []
        start = 0
        for item in items(self.text):
            finds += self._item(self.text[item[0] : item[1]], item[0], start == item[0])
        start = len(self.text)
        kept = _distinct(finds)
        citations = tuple(
            Citation(self.note.path, f.start, f.end, t, f.candidates, f.provision)
            for f in kept
            for t in (f.targets or (None,))
        )
        reference = NoteReference(self.note.mark, citations, self.mark if self.leans else None)
        return Note(reference, self.base, self.base.body if self.base else None, self.text)

    def _item(self, text: str, offset: int, first: bool) -> list[Find]:
        ibid = IBID.search(text)
        if ibid and first and offset == 0:
            self.leans = self.previous is not None
        base = self.base if ibid else None
        treaty = bool(_pattern("treaty_series").search(text)) or bool(base and base.treaty)
        records = _pattern("records").search(text)
        organ = records["records"] if records else base.records if base else None
        supplement = _pattern("supplement").search(text)
        body = _printed(organ, supplement["number"]) if supplement else base.body if base else None
        found: list[Find] = []
        if treaty and (registered := self._registered(text)):
            found.append(registered)
        numbered = series.spot(text, series.Setting(self.adopting, printed=body))
        inner = _pattern("inner")
        found += [f for f in numbered if not inner.match(text[f.start : f.end])]
        if supplement and body is None and organ == "Economic and Social Council":
            # a resolution in the report of a body that has no series here is none of another's
            found = [f for f in found if not _inside(f, text)]
        found += self._named(text, found)
        if not found or (ibid and not treaty and not _own(found, text)):
            found = [*self._carried(text, ibid, base), *found]
        if not found and (sales := _pattern("sales").search(text)):
            target = register().sales.get(sales["number"])
            found.append(Find(0, _stop(text), (target,) if target else ()))
        elif sales := _pattern("sales").search(text):
            target = register().sales.get(sales["number"])
            if target and all(target not in f.targets for f in found):
                found.append(Find(sales.start(), sales.end(), (target,)))
        if not found and _pattern("work").search(text):
            found.append(Find(0, _stop(text)))
        found.sort(key=lambda f: f.start)
        ends = [*(f.start for f in found[1:]), len(text)]
        found = [_pinned(f, text, end) for f, end in zip(found, ends, strict=False)]
        if found:
            self._lean(found, base, treaty, organ, body, text)
        return [replace(f, start=f.start + offset, end=f.end + offset) for f in found]

    def _lean(
        self,
        found: list[Find],
        base: Base | None,
        treaty: bool,
        organ: str | None,
        body: str | None,
        text: str,
    ) -> None:
        """The next *Ibid.* leans on the last item's work, not on what is inside it."""
        works = [f for f in found if f.targets and not _inside(f, text)] or found
        main = works[-1] if treaty else works[0]
        targets = main.targets
        if base and not _own(found, text):
            targets = base.targets
        self.base = Base(targets, main.candidates, treaty, organ, body)

    def _carried(self, text: str, ibid: re.Match[str] | None, base: Base | None) -> list[Find]:
        if ibid is None or base is None:
            return []
        return [Find(ibid.start(), ibid.end(), base.targets, base.candidates)]

    def _registered(self, text: str) -> Find | None:
        number = _pattern("registrations").search(text)
        if not number:
            return None
        wanted = frozenset(
            v for m in _pattern("volumes").finditer(text) for v in re.findall(r"\d+", m["numbers"])
        )
        targets: list[str] = []
        candidates: list[str] = []
        registered = [
            n for m in _pattern("registrations").finditer(text) for n in _each(m["numbers"])
        ]
        for one in registered:
            meant, unsure = _treaties(register().treaties.get(one, ()), wanted, self.before)
            targets += meant
            candidates += unsure
        return Find(0, number.end(), tuple(targets), () if targets else tuple(candidates))

    def _named(self, text: str, found: list[Find]) -> list[Find]:
        named: list[Find] = []
        for hit in lexicon.instruments().spot(text):
            lead = _pattern("opening").search(text[: hit.start])
            if hit.contextual or not lead or text[hit.end : hit.end + 1] == "/":
                continue
            named.append(Find(hit.start, hit.end, (hit.target,)))
        return [*named, *_beyond(text, named)]


def items(text: str) -> Iterable[tuple[int, int]]:
    """The stretches between semicolons outside brackets."""
    start = depth = 0
    for place, character in enumerate(text):
        depth += (character in "(“") - (character in ")”")
        if character == ";" and depth <= 0 and not _MORE.match(text, place + 1):
            yield start, place
            start = place + 1
    yield start, len(text)


def _treaties(
    entries: Sequence[Registration], volumes: frozenset[str], before: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Treaties registered under one number are told apart by volume, then by the words before."""
    exact = [e for e in entries if e.volumes == volumes]
    within = [e for e in entries if e.volumes <= volumes]
    meant = exact or within or [e for e in entries if e.volumes & volumes]
    paths = tuple(dict.fromkeys(e.instrument for e in meant or entries))
    if volumes and not meant:
        return (), paths
    if len(paths) < 2 or (len(volumes) > 1 and within):
        return paths, ()
    hits = [h for h in lexicon.instruments().spot(before) if h.target in paths]
    plain = [h.target for h in hits if not h.contextual]
    return (tuple(plain[-1:]), ()) if plain else ((), paths)


def _printed(organ: str | None, number: str) -> str | None:
    for entry in numbers.rules()["supplements"]:
        if entry["records"] == organ and entry["number"] == number:
            return str(entry["body"])
    return None


def _each(numbers: str) -> list[str]:
    """“970–973” is four registration numbers."""
    each: list[str] = []
    for piece in re.split(r", and |, | and ", numbers):
        first, _, last = piece.replace("–", "-").partition("-")
        each += [str(n) for n in range(int(first), int(last or first) + 1)][:20]
    return each


def _stop(text: str) -> int:
    return len(text.rstrip().rstrip("."))


def _inside(find: Find, text: str) -> bool:
    """Whether a find is a resolution inside the work rather than the work."""
    return text[find.start : find.end].lower().startswith(("resolution ", "decision ")) and bool(
        find.start > 0 and re.search(r"[\w).], $", text[: find.start])
    )


def _own(found: list[Find], text: str) -> bool:
    """Whether an *Ibid.* has a work of its own, so that it takes nothing from the one before."""
    return any(f.targets and not _inside(f, text) for f in found)


def _pinned(find: Find, text: str, end: int) -> Find:
    """The chapter, annex or paragraph printed behind a find and before the next at ``end``."""
    rest = re.match(r"[^\w;]*", text[find.end : end])
    place = find.end + (rest.end() if rest else 0)
    pin = _pattern("pinpoint").match(text, place, max(place, end))
    if not pin:
        return find
    words = re.sub(r"[\s,;.(]*(?:\b(?:and|see|also|in)\b[\s,;.(]*)*$", "", pin[0])
    words = words if words.count(")") <= words.count("(") else words.rpartition(")")[0]
    return replace(find, provision=words) if words and len(words) < 120 else find


def _beyond(text: str, named: list[Find]) -> list[Find]:
    """Names that begin inside another name and end after it are meant too."""
    more: list[Find] = []
    for find in named:
        for inner in _ARTICLE.finditer(text, find.start, find.end):
            for hit in lexicon.instruments().spot(text[inner.end() :])[:1]:
                end = inner.end() + hit.end
                if hit.start == 0 and end > find.end and not hit.contextual:
                    more.append(Find(inner.end(), end, (hit.target,)))
    return more


def _distinct(finds: list[Find]) -> list[Find]:
    kept: list[Find] = []
    seen: set[str] = set()
    for find in sorted(finds, key=lambda f: (f.start, f.end)):
        fresh = tuple(t for t in find.targets if t not in seen)
        if find.targets and not fresh:
            continue
        seen.update(fresh)
        kept.append(replace(find, targets=fresh))
    return kept


def with_carried(targets: Iterable[str]) -> tuple[str, ...]:
    """Paths of documents, and of the instruments that these carry."""
    more = [i for t in targets for i in sorted(register().carried.get(t, ()))]
    return (*targets, *more)
