"""Short forms: “the Convention” is what introduced it in this document, or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.resolve import lexicon, names
from ingest.resolve.spans import Find


@dataclass(frozen=True, slots=True)
class _Named:
    """A name as printed in a part, and what it means: nothing where it was never resolved."""

    part: str
    words: str
    targets: tuple[str, ...]


@dataclass(slots=True)
class Introduced:
    """What a document has named so far. ``title`` is the document's title.

    ``defined`` has the short forms given in brackets, ``named`` every full name, ``sets`` the
    closed sets, ``established`` the short forms used while they could mean one thing only.
    """

    title: str
    defined: dict[str, tuple[str, ...]] = field(default_factory=dict)
    named: list[_Named] = field(default_factory=list)
    sets: dict[tuple[str, ...], None] = field(default_factory=dict)
    established: dict[str, str] = field(default_factory=dict)
    about: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        hits = lexicon.instruments().spot(self.title)
        self.about = frozenset(h.target for h in hits if not h.contextual)

    def add(self, find: Find, text: str, part: str) -> None:
        """Remember a name that is resolved, and the short form in brackets behind it."""
        words = text[find.start : find.end]
        if find.head is None or find.head.startswith(("said ", "again", "thereto")):
            return
        if find.head == "set":
            self.sets[find.targets] = None
            return
        if " " not in words or (find.candidates and not find.targets):
            return
        self.named.append(_Named(part, words, find.targets))
        if find.targets and (given := names.pattern("introduced").match(text[find.end :])):
            self.defined[given["short"]] = find.targets

    def settle(self, find: Find, text: str, scope: Sequence[str]) -> Find | None:
        """A short form with what it means here, or with its candidates where that is unsure.

        ``scope`` is the path of its part, then its parents'. None where the words turn out to name
        nothing ("the conventions", of no known set).
        """
        if find.targets or find.head in (None, "thereto"):
            return find
        if find.head == "again":
            return replace(find, targets=next(iter(self.sets))) if len(self.sets) == 1 else None
        words = text[find.start : find.end]
        if find.head.startswith("said "):
            meant = self._latest(find.head.split(" ", 1)[1])
            return replace(find, targets=meant) if meant else None
        if words in self.defined:
            return replace(find, targets=self.defined[words], candidates=())
        if not find.candidates and " " in words and words not in _HEADS:
            return find
        return self._told(find, text, scope)

    def _latest(self, words: str, part: str | None = None) -> tuple[str, ...]:
        """What the name that was read last, of those with these words, means."""
        having = [n for n in self._having(words) if part is None or n.part == part]
        return having[-1].targets if having else ()

    def _having(self, words: str, candidates: Sequence[str] = ()) -> list[_Named]:
        """The names read so far that contain ``words``, or mean what these may mean."""
        stem = re.sub(r"(?<=[a-z])s$", "", words)
        pattern = re.compile(rf"\b{re.escape(stem)}s?\b", re.IGNORECASE)
        return [n for n in self.named if pattern.search(n.words) or {*n.targets} & {*candidates}]

    def _told(self, find: Find, text: str, scope: Sequence[str]) -> Find | None:
        """The nearest scope that names such a thing decides, then the title, then all of it."""
        words = text[find.start : find.end]
        lead = text[max(0, find.start - 160) : find.start]
        bare = _YEARS.sub("", words)
        having = self._having(bare, find.candidates)
        if find.candidates and bare != words:
            having = [n for n in having if {*n.targets} & {*find.candidates}]
        if names.pattern("pointing").search(lead) and (near := self._latest(bare, scope[0])):
            return replace(find, targets=near, candidates=())
        if always := self._standing(words, lead):
            return replace(find, targets=(always,), candidates=())
        for part in scope:
            here = dict.fromkeys(n.targets for n in having if n.part == part)
            if len(here) == 1 and (only := next(iter(here))):
                return replace(find, targets=only, candidates=())
            if here:
                having = [n for n in having if n.part == part]
                break
        told = dict.fromkeys(t for n in having for t in n.targets)
        likely = [t for t in told if t in find.candidates]
        about = [t for t in (find.candidates or told) if t in self.about]
        if len(about) == 1:
            return self._settled(find, bare, about[0])
        unknown = any(not n.targets for n in having)
        standing = words in names.rules()["standing"]
        if standing and names.pattern("owned").search(lead):
            return find
        if not told and not unknown and standing:
            return self._settled(find, bare, names.rules()["standing"][words])
        if not told and words[:1].islower():
            return None
        for some in (likely, [*told]):
            if len(some) == 1 and not unknown:
                return self._settled(find, bare, some[0])
        if self.established.get(bare) in told:
            return replace(find, targets=(self.established[bare],), candidates=())
        return replace(find, candidates=tuple(likely or told) or find.candidates)

    def _standing(self, words: str, lead: str) -> str | None:
        """“Article 33 of the Charter”: capitals that only one instrument's parts are given."""
        meant: str | None = names.rules()["standing"].get(words)
        return meant if meant and names.pattern("capital").search(lead) else None

    def _settled(self, find: Find, words: str, target: str) -> Find:
        self.established.setdefault(words, target)
        return replace(find, targets=(target,), candidates=())


_YEARS = re.compile(r"^(?:19|20)\d\d |(?: of|,) (?:\d{1,2} \w+ )?(?:19|20)\d\d$")
_HEADS = frozenset(names.rules()["phrases"])
