"""The bodies that a document's parts name, and what its short forms of their names mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.model import Document, PartKind
from ingest.references import Mention
from ingest.resolve.bodynames import (
    BELONGS,
    above,
    called,
    inner,
    office,
    relatives,
    usual,
)
from ingest.resolve.bodyspots import Spot, spots, titles
from ingest.resolve.data import any_of, load
from ingest.resolve.shortforms import ENVOY, TITLE, UNKNOWN, Introductions, Meaning
from ontology.names import groups

_RULES = load("bodies")
_ISSUER = any_of(_RULES["issuer"])
_DEFINES = any_of(_RULES["defines"])
_DEFINITE = any_of(_RULES["definite"])
_INDEFINITE = any_of(_RULES["indefinite"])
_CONTINUED = any_of(_RULES["continued"])
_PARTIES = any_of(_RULES["parties"])
_ACTING = any_of(_RULES["acting"])
_ACTORS = frozenset(_RULES["actors"].split())
_OWN_OFFICE = any_of(_RULES["own_office"])
_OWN_INSIDE = any_of(_RULES["own_inside"])
_OWN_WORDS = any_of(_RULES["own_words"])
_COMPOUND = any_of(_RULES["compound"])
_SHARED = frozenset(_RULES["shared"])
_PREFIX = any_of(_RULES["prefix"])
_TITLES = any_of(_RULES["titles"])
_CLOSES = re.compile(r"[”\"]?\)")
_CAPITAL = re.compile(r"(?:^|[ (“\"])([A-Z][\w’'-]*) $")
_NOTHING = (UNKNOWN, 0, 0)
_BRACKETS = len(" (hereinafter referred to as “the ")
"""The most characters between a name and what brackets call it."""
_OF_ITSELF = re.compile(r"S/RES/(?P<number>\d+)")
"""The number by which committees that this resolution sets up are known."""
_ROOTS = ("body/united-nations", "body/un-system")
_NOUN = any_of(_RULES["noun"])
_SPEAKER = _RULES["own_words_of"]
_CHIEF = "body/secretary-general"
_OWNER = re.compile(rf"\b[A-Z][\w’'-]*(?:{BELONGS.pattern})$")
_NEAR = 60
"""Characters before and after a name in which its article, brackets and number stand."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A spot in its text, and the spot it belongs to where " of the " joins the two.

    ``scope`` is the part's path, then its parents', innermost first.
    """

    text: str
    scope: tuple[str, ...]
    spot: Spot
    whole: Spot | None

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
        own = dict.fromkeys(usual(adopted_by), adopted_by)
        self._told = Introductions(own, usual)
        for higher in above(adopted_by):
            for short in usual(higher):
                self._told.introduce(TITLE, short, higher, near=True)
        number = _OF_ITSELF.match(document.head.symbol)
        self._number = number["number"] if number else None
        self._subjects = dict(_subjects(document))
        self._last = _NOTHING
        self._asked = ("", 0)
        self._early: dict[tuple[str, int], tuple[str, tuple[str, ...], bool]] = {}

    def read(self) -> Iterator[Mention]:
        """The mentions of all parts; the title is read first, for the names it introduces."""
        for _ in self._in(self._document.head.title or "", (TITLE,)):
            pass
        found: list[Mention] = []
        for part in self._document.parts:
            found += self._in(part.content.text, tuple(self._scope(part.path)))
        for mention in found:
            early = self._early.get((mention.part, mention.start))
            if early and (meaning := self._later(*early)):
                if meaning.target and not _is_body(meaning.target):
                    continue
                mention = replace(mention, body=meaning.target, candidates=meaning.candidates)
            bodies = tuple(filter(_is_body, mention.candidates))
            if mention.body or bodies or not mention.candidates:
                yield replace(mention, candidates=bodies)

    def _later(self, words: str, scope: tuple[str, ...], heard: bool) -> Meaning:
        """What a short form means that the document names in full, or defines, further down.

        Headings announce what the text is about; a text without a title starts in its midst.
        """
        parts = self._document.parts
        announced = {p.path for p in parts if p.kind is PartKind.HEADING}
        whole = set() if self._document.head.title else {p.path for p in parts}
        return self._told.later(words, scope, () if heard else {*scope, *announced, *whole})

    def _scope(self, path: str | None) -> Iterator[str]:
        while path is not None:
            yield path
            path = self._parents.get(path)

    def _in(self, text: str, scope: tuple[str, ...]) -> Iterator[Mention]:
        found = self._spots(text, scope[0])
        quoted = [m.span() for m in _TITLES.finditer(text)]
        self._last, self._asked = _NOTHING, ("", 0)
        for spot, following in zip_longest(found, found[1:]):
            joined = following and BELONGS.fullmatch(text, spot.end, following.start)
            place = _Place(text, scope, spot, following if joined else None)
            meaning = self._meaning(place)
            if meaning is None:
                continue
            if _ISSUER.search(place.after) or any(s <= spot.start < e for s, e in quoted):
                continue
            yield Mention(scope[0], spot.start, spot.end, meaning.target, meaning.candidates)
            for start, end, body in self._inside(spot, scope[0], meaning):
                yield Mention(scope[0], spot.start + start, spot.start + end, body)

    def _inside(
        self, spot: Spot, path: str, meaning: Meaning
    ) -> Iterator[tuple[int, int, str | None]]:
        """The bodies that a longer name names besides: that to which it belongs, the speaker."""
        words = spot.words
        if meaning.target is None and words.endswith(ENVOY):
            yield len(words) - len(ENVOY) + len(" of the "), len(words), _CHIEF
        if spot.target and (within := inner(words, spot.target)):
            self._introduce(path, words[within[0] :], within[1])
            yield within[0], len(words), within[1]
        if spot.target and (own := _OWN_INSIDE.search(words)):
            yield *own.span("own"), self._told.meaning(own["own"], (path,)).target

    def _meaning(self, place: _Place) -> Meaning | None:
        """What a spot means, or None where it names no body."""
        spot = place.spot
        meaning = self._named(place) if spot.target else self._short(place)
        if meaning is None:
            return None
        if meaning.target is None:
            self._asked = spot.words, spot.end
            if not meaning.candidates:  # the document may name or define it later
                heard = self._told.heard(spot.words)
                self._early[place.scope[0], spot.start] = spot.words, place.scope, heard
            return meaning
        self._last = meaning.target, spot.start, spot.end
        return meaning if _is_body(meaning.target) else None

    def _named(self, place: _Place) -> Meaning:
        """What a full name names: itself, but for a name that other organizations use too."""
        spot, target = place.spot, place.spot.target or UNKNOWN
        if target in _SHARED and place.whole:
            whole = self._resolved(place.whole, place.scope)
            if whole not in above(target):
                return Meaning(UNKNOWN)
        self._introduce(place.scope[0], spot.words, target)
        for relative in relatives().get(target, ()):
            for short in usual(relative):
                self._told.introduce(place.scope[0], short, relative, near=True)
        return Meaning(target)

    def _introduce(self, path: str, words: str, target: str) -> None:
        self._told.full(path, words, target)
        for short in usual(target):
            self._told.introduce(path, short, target)

    def _short(self, place: _Place) -> Meaning | None:
        """What a short form means here; None where it is no short form but any such body."""
        spot, before = place.spot, place.before
        if _DEFINES.search(before) and _CLOSES.match(place.after):
            self._define(place)
            return None
        if _INDEFINITE.search(before):
            return None
        if place.whole and (known := office(spot.words, self._resolved(place.whole, place.scope))):
            self._told.introduce(place.scope[0], spot.words, known)
            return Meaning(known)
        speaker = self._adopted_by == _SPEAKER and _OWN_WORDS.search(before)
        if speaker and (known := office(spot.words, self._adopted_by)):
            return Meaning(known)
        definite = _DEFINITE.search(before) or _PREFIX.search(before)
        continued = _CONTINUED.match(place.text, spot.end)
        parties = _PARTIES.match(place.after)
        if continued and not parties and continued[0][:8] == " of the " and _ACTING.search(before):
            continued = None if spot.words.split()[-1] in _ACTORS else continued
        continued = continued or parties
        other = not definite and not _PREFIX.search(before) and _CAPITAL.search(before)
        if continued or other:
            self._told.full(place.scope[0], spot.words, UNKNOWN)
            self._last = UNKNOWN, spot.start, spot.end
            return None
        if _COMPOUND.search(place.after) and not spot.words.endswith(ENVOY):
            return None
        meaning = self._told.meaning(spot.words, place.scope)
        if self._foreign(place, meaning):
            return Meaning(None)
        if meaning.target is None and spot.words in self._subjects:
            return Meaning(self._subjects[spot.words])
        if meaning.target is None and self._last == _NOTHING and _OWN_OFFICE.search(before):
            return Meaning(office(spot.words, self._adopted_by), meaning.candidates)
        if definite:
            return meaning if meaning.target or spot.words[0].isupper() else None
        settled = " " in spot.words or self._told.settled(spot.words)
        settled = settled or bool(
            spot.words[0].isupper() and _NOUN.search(before + "|" + place.after)
        )
        return meaning if meaning.target and settled else None

    def _foreign(self, place: _Place, meaning: Meaning) -> bool:
        """Whether the words go on with a body that what they would mean does not belong to."""
        if place.whole is None or meaning.target is None:
            return False
        if _COMPOUND.search(place.text[place.whole.end :][:_NEAR]):
            return False
        whole = self._resolved(place.whole, place.scope)
        known = whole != UNKNOWN and _is_body(whole) and whole not in _ROOTS
        return known and whole != meaning.target and whole not in above(meaning.target)

    def _define(self, place: _Place) -> None:
        """Brackets give a name to what stands before them, or to what a short form there means."""
        target, (words, end) = self._defined(place), self._asked
        target = UNKNOWN if target in groups() and place.spot.words[0].isupper() else target
        if target == UNKNOWN and 0 < place.spot.start - end < _BRACKETS:
            self._told.alias(place.spot.words, words)
        else:
            self._told.define(place.spot.words, target)

    def _defined(self, place: _Place) -> str:
        """What brackets define: what the part names so last, else what stands right before them."""
        if here := self._told.latest(place.spot.words, place.scope[0]):
            return here
        target, start, end = self._last
        if not 0 < place.spot.start - end < _BRACKETS:
            return UNKNOWN
        words = place.spot.words
        named = called(words, place.text[start:end])
        owner = _OWNER.search(place.text[:start][-_NEAR:])
        return named or (target if words in usual(target) or not owner else UNKNOWN)

    def _resolved(self, spot: Spot, scope: tuple[str, ...]) -> str:
        return spot.target or self._told.meaning(spot.words, scope).target or UNKNOWN

    def _spots(self, text: str, path: str) -> list[Spot]:
        """Names in the text; a title of an instrument has a short form too ("the Programme")."""
        for title in titles(text):
            self._told.full(path, text[title.start : title.end], title.target)
        return spots(text, self._number)


def _is_body(target: str) -> bool:
    return target.startswith("body/") and target not in groups()


def _subjects(document: Document) -> Iterator[tuple[str, str]]:
    for rule in _RULES["subject"]:
        if any(rule["where"] in part.content.text for part in document.parts):
            yield rule["name"], rule["body"]
