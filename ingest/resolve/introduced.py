"""Short forms: “the Convention” is what introduced it in this document, or nothing."""

import re
from dataclasses import dataclass, field, replace

from ingest.resolve import lexicon, names
from ingest.resolve.spans import Find

_WORD = re.compile(r"[^\W\d_]+")


def _key(word: str) -> str:
    return word.lower().rstrip("s")


@dataclass(slots=True)
class Introduced:
    """What a document has named so far. ``title`` is the document's title.

    ``short`` has the short forms given in brackets, ``named`` every instrument, ``heads`` by each
    word of a name those that have it (an empty one where it was never resolved), ``sets`` the
    closed sets.
    """

    title: str
    short: dict[str, tuple[str, ...]] = field(default_factory=dict)
    named: dict[str, None] = field(default_factory=dict)
    heads: dict[str, dict[tuple[str, ...], None]] = field(default_factory=dict)
    sets: dict[tuple[str, ...], None] = field(default_factory=dict)
    about: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        hits = lexicon.instruments().spot(self.title)
        self.about = frozenset(h.target for h in hits if not h.contextual)

    def add(self, find: Find, text: str) -> None:
        """Remember a name that is resolved, and the short form in brackets behind it."""
        words = text[find.start : find.end]
        if find.head is None or find.head.startswith(("said ", "again", "thereto")):
            return
        if find.head == "set":
            self.sets[find.targets] = None
            return
        if not find.targets and (find.candidates or " " not in words):
            return
        for target in find.targets:
            self.named[target] = None
        for word in _WORD.findall(words):
            if word[0].isupper():
                known = self.heads.setdefault(_key(word), {})
                known.pop(find.targets, None)
                known[find.targets] = None
        if find.targets and (given := names.pattern("introduced").match(text[find.end :])):
            self.short[given["short"]] = find.targets

    def settle(self, find: Find, text: str) -> Find | None:
        """A short form with what it means here, or with its candidates where that is unsure.

        None where the words turn out to name nothing ("the conventions", of no known set).
        """
        if find.targets or find.head in (None, "thereto"):
            return find
        if find.head == "again":
            return replace(find, targets=next(iter(self.sets))) if len(self.sets) == 1 else None
        if find.head.startswith("said "):
            return self._said(find)
        words = text[find.start : find.end]
        if words in self.short:
            return replace(find, targets=self.short[words], candidates=())
        if not find.candidates and " " in words:
            return find
        return self._told(find, words, text)

    def _said(self, find: Find) -> Find | None:
        last = (find.head or "").split()[-1]
        known = [t for t in self.heads.get(_key(last), {}) if t]
        return replace(find, targets=known[-1]) if known else None

    def _told(self, find: Find, words: str, text: str) -> Find | None:
        having = self.heads.get(_key(words.split()[-1]), {})
        others = dict.fromkeys(t for some in having for t in some)
        told = tuple(c for c in find.candidates if c in self.named)
        if not told and " " not in words:
            told = tuple(others)
        about = tuple(c for c in (find.candidates or told) if c in self.about)
        meant = about if len(about) == 1 else told
        standing = words in names.rules()["standing"]
        if standing and names.pattern("owned").search(text[: find.start]):
            return find
        if not meant and not having and standing:
            return replace(find, targets=(names.rules()["standing"][words],), candidates=())
        if not meant and words[:1].islower():
            return None
        if len(meant) == 1 and (about or () not in having):
            return replace(find, targets=meant, candidates=())
        return replace(find, candidates=meant or find.candidates)
