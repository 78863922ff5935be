"""The bodies that a document's parts name, and what its short forms of their names mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby, zip_longest

from ingest.model import Document
from ingest.references import Mention
from ingest.resolve import lexicon
from ingest.resolve.data import any_of, load
from ingest.resolve.lexicon import Hit, Lexicon, Name, body_names
from ingest.resolve.shortforms import TITLE, UNKNOWN, Introductions, Meaning, short_forms
from ontology.names import groups, names, parents

_RULES = load("bodies")
_ISSUER = any_of(_RULES["issuer"])
_DEFINES = any_of(_RULES["defines"])
_DEFINITE = any_of(_RULES["definite"])
_INDEFINITE = any_of(_RULES["indefinite"])
_CONTINUED = any_of(_RULES["continued"])
_ACTING = any_of(_RULES["acting"])
_ACTORS = frozenset(_RULES["actors"].split())
_OWN_OFFICE = any_of(_RULES["own_office"])
_COMPOUND = any_of(_RULES["compound"])
_BROAD = frozenset(f"body/{name}" for name in _RULES["broad"].split())
_HEADS = frozenset(_RULES["heads"].split())
_BELONGS = any_of(_RULES["belongs"])
_SHARED = frozenset(_RULES["shared"])
_NUMBERED = [(re.compile(r["pattern"]), r["body"]) for r in _RULES["numbered"]]
_CLOSES = re.compile(r"[”\"]?\)")
_CAPITAL = re.compile(r"(?:^|[ (“\"])([A-Z][\w’'-]*) $")
_NOTHING = (UNKNOWN, 0, 0)
_NEAR = 60
"""Characters before and after a name in which its article, brackets and number stand."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Words that may name a body: ``target`` if they do so anywhere, else a short form."""

    start: int
    end: int
    words: str
    target: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """A spot in its text, and the spot it belongs to where " of the " joins the two.

    ``scope`` is the part's path, then its parents', innermost first.
    """

    text: str
    scope: tuple[str, ...]
    spot: _Spot
    whole: _Spot | None

    @property
    def before(self) -> str:
        """The words in front, as far as an article and brackets reach."""
        return self.text[max(0, self.spot.start - _NEAR) : self.spot.start]

    @property
    def after(self) -> str:
        """The words that follow."""
        return self.text[self.spot.end : self.spot.end + _NEAR]


def mentions(document: Document) -> tuple[Mention, ...]:
    """Each place where a part of ``document`` names a body or an office, in order of reading.

    Groups of addressees are left out, and so are names inside the title of an instrument and the
    issuer of a resolution that is cited. A short form never introduced has no body.
    """
    return tuple(_Reader(document).read())


class _Reader:
    """Reads one document's parts in order, and remembers the names it was told."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._parents = {p.path: p.parent for p in document.parts}
        adopted_by = f"body/{document.head.adopted_by}"
        self._adopted_by = adopted_by
        own = dict.fromkeys(_usual(adopted_by), adopted_by)
        self._told = Introductions(own, _usual)
        self._subjects = dict(_subjects(document))
        self._last = _NOTHING

    def read(self) -> Iterator[Mention]:
        """The mentions of all parts; the title is read first, for the names it introduces."""
        for _ in self._in(self._document.head.title or "", (TITLE,)):
            pass
        for part in self._document.parts:
            yield from self._in(part.content.text, tuple(self._scope(part.path)))

    def _scope(self, path: str | None) -> Iterator[str]:
        while path is not None:
            yield path
            path = self._parents.get(path)

    def _in(self, text: str, scope: tuple[str, ...]) -> Iterator[Mention]:
        spots = self._spots(text, scope[0])
        self._last = _NOTHING
        for spot, following in zip_longest(spots, spots[1:]):
            joined = following and _BELONGS.fullmatch(text, spot.end, following.start)
            place = _Place(text, scope, spot, following if joined else None)
            meaning = self._meaning(place)
            if meaning is None:
                continue
            if _ISSUER.search(place.after):
                continue
            yield Mention(scope[0], spot.start, spot.end, meaning.target, meaning.candidates)
            if spot.target and (inner := _inner(spot.words, spot.target)):
                start, body = inner
                yield Mention(scope[0], spot.start + start, spot.end, body)

    def _meaning(self, place: _Place) -> Meaning | None:
        """What a spot means, or None where it names no body."""
        spot = place.spot
        meaning = self._named(place) if spot.target else self._short(place)
        if meaning is None or meaning.target is None:
            return meaning
        self._last = meaning.target, spot.start, spot.end
        if not meaning.target.startswith("body/") or meaning.target in groups():
            return None
        return meaning

    def _named(self, place: _Place) -> Meaning:
        """What a full name names: itself, but for a name that other organizations use too."""
        spot, target = place.spot, place.spot.target or UNKNOWN
        if target in _SHARED and place.whole:
            whole = self._resolved(place.whole, place.scope)
            if whole not in _above(target):
                return Meaning(UNKNOWN)
        self._told.full(place.scope[0], spot.words, target)
        for short in _usual(target):
            self._told.introduce(place.scope[0], short, target)
        for relative in _relatives().get(target, ()):
            for short in _usual(relative):
                self._told.introduce(place.scope[0], short, relative, near=True)
        return Meaning(target)

    def _short(self, place: _Place) -> Meaning | None:
        """What a short form means here; None where it is no short form but any such body."""
        spot, before = place.spot, place.before
        if _DEFINES.search(before) and _CLOSES.match(place.after):
            self._told.define(spot.words, self._defined(place))
            return None
        if _INDEFINITE.search(before):
            return None
        if place.whole and (office := _office(spot, self._resolved(place.whole, place.scope))):
            self._told.introduce(place.scope[0], spot.words, office)
            return Meaning(office)
        definite = _DEFINITE.search(before)
        continued = _CONTINUED.match(place.text, spot.end)
        if continued and continued[0].startswith(" of the ") and _ACTING.search(before):
            continued = None if spot.words.split()[-1] in _ACTORS else continued
        if continued or (not definite and _CAPITAL.search(before)):
            self._told.full(place.scope[0], spot.words, UNKNOWN)
            self._last = UNKNOWN, spot.start, spot.end
            return None
        if _COMPOUND.search(place.after):
            return None
        meaning = self._told.meaning(spot.words, place.scope)
        if meaning.target is None and spot.words in self._subjects:
            return Meaning(self._subjects[spot.words])
        if meaning.target is None and self._last == _NOTHING and _OWN_OFFICE.search(before):
            return Meaning(_office(spot, self._adopted_by), meaning.candidates)
        if definite:
            return meaning if meaning.target or spot.words[0].isupper() else None
        settled = " " in spot.words or self._told.settled(spot.words)
        return meaning if meaning.target and settled else None

    def _defined(self, place: _Place) -> str:
        """What brackets define: what the part names so last, else what stands right before them."""
        if here := self._told.latest(place.spot.words, place.scope[0]):
            return here
        target, start, end = self._last
        owner = _BELONGS.search(place.text[:start][-len(" within the ") :])
        adjacent = 0 < place.spot.start - end < len(" (hereinafter referred to as “the ")
        return target if adjacent and not owner else UNKNOWN

    def _resolved(self, spot: _Spot, scope: tuple[str, ...]) -> str:
        return spot.target or self._told.meaning(spot.words, scope).target or UNKNOWN

    def _spots(self, text: str, path: str) -> list[_Spot]:
        """Names in the text, without those inside the title of an instrument."""
        titles = [h for h in lexicon.instruments().spot(text) if not h.contextual]
        for title in titles:
            self._told.full(path, text[title.start : title.end], title.target)
        spots = list(_numbered(text))
        taken = [(s.start, s.end) for s in spots]
        for (start, end), hits in groupby(_lexicon().spot(text), key=lambda h: (h.start, h.end)):
            if any(s < end and start < e for s, e in taken):
                continue
            if any(_within(text, start, end, title) for title in titles):
                continue
            sure = {h.target for h in hits if not h.contextual}
            spots.append(_Spot(start, end, text[start:end], sure.pop() if len(sure) == 1 else None))
        return sorted(spots, key=lambda s: s.start)


def _within(text: str, start: int, end: int, title: Hit) -> bool:
    """Whether [start, end) is a word of the title, and not the body at its end whose work it is."""
    if start < title.start or end > title.end or end - start >= title.end - title.start:
        return False
    return end < title.end or not text[:start].endswith((" of the ", " of "))


def _office(spot: _Spot, whole: str) -> str | None:
    """The one body that ``spot`` is short for among those that belong to ``whole``."""
    found = [body for body in _short().get(spot.words, ()) if whole in _above(body)]
    return found[0] if len(found) == 1 else None


def _numbered(text: str) -> Iterator[_Spot]:
    for pattern, body in _NUMBERED:
        for match in pattern.finditer(text):
            target = body.format(**match.groupdict())
            if target in parents():
                yield _Spot(match.start(), match.end(), "Committee", target)


@cache
def _inner(words: str, target: str) -> tuple[int, str] | None:
    """The body whose name ends the name of one that belongs to it, and where it begins."""
    for join in _BELONGS.finditer(words):
        hits = lexicon.bodies().spot(words[join.end() :])
        if len(hits) == 1 and (hits[0].start, hits[0].end) == (0, len(words) - join.end()):
            body = hits[0].target
            return (join.end(), body) if body in _above(target) else None
    return None


def _above(body: str) -> frozenset[str]:
    return parents().get(body, frozenset())


def _subjects(document: Document) -> Iterator[tuple[str, str]]:
    for rule in _RULES["subject"]:
        if any(rule["where"] in part.content.text for part in document.parts):
            yield rule["name"], rule["body"]


@cache
def _hidden() -> dict[str, tuple[str, ...]]:
    """The short forms that the registry gives for a body."""
    found: dict[str, list[str]] = {}
    for text, target, contextual in names("bodies"):
        if contextual:
            found.setdefault(target, []).append(text)
    return {target: tuple(short) for target, short in found.items()}


def _usual(body: str) -> tuple[str, ...]:
    return _hidden().get(body, ())


@cache
def _short() -> dict[str, tuple[str, ...]]:
    """The bodies that a short form of the registry may mean."""
    found: dict[str, list[str]] = {}
    for target, forms in _hidden().items():
        for form in forms:
            found.setdefault(form, []).append(target)
    return {form: tuple(targets) for form, targets in found.items()}


@cache
def _relatives() -> dict[str, tuple[str, ...]]:
    """What belongs to a body, and what it belongs to itself, as far as they have short forms."""
    found: dict[str, list[str]] = {}
    for body, above in parents().items():
        for parent in above - _BROAD:
            found.setdefault(parent, []).append(body)
            found.setdefault(body, []).append(parent)
    return {body: tuple(near) for body, near in found.items()}


@cache
def _lexicon() -> Lexicon:
    """All names of bodies, and the short forms that follow from them."""
    known = list(body_names())
    known += [
        Name(short, name.target, contextual=True)
        for name in known
        if not name.contextual and name.target not in groups()
        for short in short_forms(name.text)
        if short != name.text and short.split()[-1] in _HEADS
    ]
    return Lexicon(known)
