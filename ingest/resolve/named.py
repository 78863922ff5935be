"""The bodies, groups and States that the parts of one document name, by place."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ingest.model import Document, Mention
from ingest.resolve import lexicon
from ingest.resolve.data import load, words
from ontology.names import groups, names

_BRACKETED = re.compile(r" \((?:the )?[“\"]?([A-Z][A-Za-z]{1,5})[”\"]?\)")
_SMALL = frozenset({"of", "the", "and", "for", "in"})
_GOVERNMENT = re.compile(r"\b[Gg]overnments? of (?:the )?")


@cache
def _group_names() -> lexicon.Lexicon:
    """Groups of addressees by their names in the registry."""
    wanted = groups()
    return lexicon.Lexicon(
        lexicon.Name(text, target)
        for text, target, short in names("bodies")
        if target in wanted and not short
    )


@cache
def _person() -> re.Pattern[str]:
    return re.compile(words(load("addressees")["person"]))


class Names:
    """The bodies, groups and States that a document's parts name, by the place of their names."""

    def __init__(self, document: Document, mentions: Iterable[Mention]) -> None:
        self.head = document.head
        self._texts = {p.path: p.content.text for p in document.parts}
        self._bodies: dict[str, dict[int, tuple[int, str]]] = {}
        for m in mentions:
            if m.body:
                here = self._bodies.setdefault(m.part, {})
                here[m.start] = max(here.get(m.start, (0, "")), (m.end, m.body))
        self._others: dict[str, dict[int, tuple[int, str]]] = {}
        self._short = dict(self._abbreviations())
        listed = "|".join(map(re.escape, self._short))
        self._shorts = re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])") if listed else None

    def _abbreviations(self) -> Iterator[tuple[str, str]]:
        """The letters that the text puts for a State or its Government: "the Federal Government of
        Chad (FGC)"; the letters are the initials of the words before, and of no others."""
        for text in self._texts.values():
            for found in _BRACKETED.finditer(text):
                for hit in lexicon.states().spot(text[max(0, found.start() - 80) : found.start()]):
                    before = text[max(0, found.start() - 80) : found.start()]
                    if hit.end == len(before) and _initials(before, hit.start, found[1]):
                        yield found[1], hit.target

    def _unnamed(self, path: str) -> dict[int, tuple[int, str]]:
        """Groups and States in a part, spotted once."""
        if path not in self._others:
            text = self._texts[path]
            hits = (*lexicon.states().spot(text), *_group_names().spot(text))
            found = {h.start: (h.end, h.target) for h in hits}
            for m in self._shorts.finditer(text) if self._shorts else ():
                found.setdefault(m.start(), (m.end(), self._short[m[0]]))
            self._others[path] = found
        return self._others[path]

    def at(self, path: str, start: int) -> tuple[int, str] | None:
        """The end and the target of a name that begins at ``start``; None where it is unknown."""
        body = self._bodies.get(path, {}).get(start)
        return body or self._unnamed(path).get(start)

    def inside(self, path: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """Start, end and target of the bodies named in [start, end), in order."""
        here = self._bodies.get(path, {})
        return [(place, *here[place]) for place in sorted(here) if start <= place < end]

    def all_before(self, path: str, start: int) -> tuple[str, ...]:
        """The bodies named before ``start`` in the paragraph."""
        return tuple(dict.fromkeys(target for _, _, target in self.inside(path, 0, start)))

    def two_before(self, path: str, start: int) -> tuple[str, ...]:
        """The two bodies that this paragraph or one before it names ("both organizations")."""
        paths = list(self._texts)
        for where in reversed(paths[: paths.index(path) + 1]):
            named = self.all_before(where, start if where == path else len(self._texts[where]))
            named = tuple(n for n in named if n != "body/un-system")
            if len(named) > 1:
                return named if len(named) == 2 else ()
        return ()

    def only_before(self, path: str, start: int) -> tuple[str, ...]:
        """The body named before ``start`` in the paragraph, if it is one alone ("it")."""
        named = self.all_before(path, start)
        return named if len(named) == 1 else ()

    def person_before(self, path: str, start: int) -> str | None:
        """The last office named before ``start`` in the paragraph ("the Secretary-General")."""
        person = _person().search
        named = [target for _, _, target in self.inside(path, 0, start) if person(target)]
        return named[-1] if named else None

    def government_before(self, path: str, start: int) -> str | None:
        """The State whose Government the text named last before ``start`` ("the Government")."""
        paths = list(self._texts)
        for where in reversed(paths[: paths.index(path) + 1]):
            text = self._texts[where]
            for m in reversed(
                [*_GOVERNMENT.finditer(text, 0, start if where == path else len(text))]
            ):
                named = self._unnamed(where).get(m.end())
                if named and named[1].startswith("state/"):
                    return named[1]
        return None


def _initials(before: str, start: int, letters: str) -> bool:
    """Whether ``letters`` are the initials of the last words of ``before``, which are the name that
    begins at ``start`` or a Government's ("GoC" is "Government of Chad")."""
    words = [w for w in re.findall(r"[\w’-]+", before) if w.lower() not in _SMALL]
    capitals = [c for c in letters if c.isupper()]
    last = words[-len(capitals) :]
    if [w[0].upper() for w in last] != capitals:
        return False
    name = [w for w in re.findall(r"[\w’-]+", before[start:]) if w.lower() not in _SMALL]
    return last == name or (len(last) > len(name) and "overnment" in " ".join(last))
