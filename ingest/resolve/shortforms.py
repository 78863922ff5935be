"""What a document has called by its full name so far, and what a short form of it then means.

Drafters name a body in full and go on with the end of its name: "the Commission" after "Commission
on Human Settlements", "the Residual Mechanism" after "International Residual Mechanism for …".
The one that brackets or quotation marks define ("(the Office)") means nothing else from there on.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

_JOINS = re.compile(r" (?:of|on|for|in|to|against|from|at|with|pursuant|established|and) ")
ENVOY = " of the Secretary-General"
"""Ends a short form of its own: "the Special Envoy of the Secretary-General"."""
TITLE = ""
"""The path of the document's title, which names what the document is about."""
UNKNOWN = ""
"""Stands for a body that no registry has: it keeps a short form from meaning another."""


@cache
def short_forms(name: str) -> tuple[str, ...]:
    """The short forms that a full name introduces, shortest first.

    They are the last word before the first preposition, with the words in front of it added one
    by one, as far as an owner: "Lamp’s Grand Mine Board for Peace" has "Board", "Mine Board" and
    "Grand Mine Board".
    """
    words = _JOINS.split(name.split(",", 1)[0].split(" (", 1)[0], maxsplit=1)[0].split()
    owners = [n for n, word in enumerate(words) if word.endswith(("’s", "'s"))]
    words = words[owners[-1] + 1 :] if owners else words
    if not words or not words[-1][0].isupper():
        return ()
    forms = [" ".join(words[-n:]) for n in range(1, len(words) + 1)]
    if ENVOY in name and not name.endswith(ENVOY):
        forms += [f"{form}{ENVOY}" for form in forms]
    return tuple(forms)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a short form means: a path, or None and what it may be."""

    target: str | None
    candidates: tuple[str, ...] = ()


class Introductions:
    """Full names in the order of reading. One instance a document.

    ``own`` are the short forms of the adopting body ("Assembly") and its path; ``usual`` gives the
    short forms that a body is known by, which go before those that its name merely has.
    """

    def __init__(self, own: Mapping[str, str], usual: Callable[[str], Collection[str]]) -> None:
        self._own = own
        self._usual = usual
        self._defined: dict[str, str] = {}
        self._alias: dict[str, str] = {}
        self._seen: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._near: dict[str, list[tuple[str, str]]] = defaultdict(list)

    def full(self, part: str, name: str, target: str) -> None:
        """A full name was read in ``part``; ``target`` is UNKNOWN where no registry has it."""
        for short in short_forms(name):
            self.introduce(part, short, target)

    def introduce(self, part: str, short: str, target: str, *, near: bool = False) -> None:
        """From here on ``short`` may mean ``target``.

        ``near``: only what ``target`` belongs to was named, or what belongs to it; that counts
        where nothing was named in full.
        """
        told = (self._near if near else self._seen)[short]
        if not told or told[-1] != (part, target):
            told.append((part, target))

    def define(self, short: str, target: str) -> None:
        """The text says that ``short`` is ``target``, in brackets or quotation marks."""
        self._defined[short] = target

    def alias(self, short: str, other: str) -> None:
        """The text says that ``short`` is what another short form means."""
        if short != other:
            self._alias[short] = other

    def heard(self, short: str) -> bool:
        """Whether any name was read, or a definition, that lets ``short`` mean something."""
        seen = self._seen.get(short) or self._near.get(short)
        return bool(seen) or short in self._defined or short in self._own

    def later(self, short: str, scope: Sequence[str], places: Collection[str]) -> Meaning:
        """What ``short`` means, once all is read, where it stood before it was introduced.

        A definition counts wherever it stands, a name only in one of ``places``.
        """
        if short in self._defined or short in self._alias:
            return self.meaning(short, scope)
        seen = self._seen.get(short) or self._near.get(short, [])
        return self._one(short, [target for where, target in seen if where in places])

    def latest(self, short: str, part: str) -> str | None:
        """What a full name that was last read in ``part`` lets ``short`` mean."""
        here = [target for where, target in self._seen.get(short, []) if where == part]
        return here[-1] if here else None

    def settled(self, short: str) -> bool:
        """Whether ``short`` means one thing in all the document."""
        return short in self._own or short in self._defined

    def meaning(self, short: str, scope: Sequence[str]) -> Meaning:
        """What ``short`` means in a part: ``scope`` is its path, then its parents'.

        The nearest scope in which one of its full names stands decides, then the document's title
        (the part ""), then all that was read; of two different ones in it only the title decides.
        """
        if short in self._defined:
            return self._one(short, [self._defined[short]])
        if short in self._own:
            return Meaning(self._own[short])
        if short in self._alias:
            return self.meaning(self._alias[short], scope)
        seen = self._seen.get(short) or self._near.get(short, [])
        for part in (*scope, TITLE):
            if here := [target for where, target in seen if where == part]:
                one = self._one(short, here)
                titled = [t for where, t in seen if where == TITLE and t in here]
                return one if one.target or not titled else self._one(short, titled)
        return self._one(short, [target for _, target in seen])

    def _one(self, short: str, targets: Sequence[str]) -> Meaning:
        distinct = sorted(set(targets))
        known = tuple(target for target in distinct if target != UNKNOWN)
        if len(known) > 1 and len(known) == len(distinct):
            usual = [target for target in known if short in self._usual(target)]
            distinct = usual if len(usual) == 1 else distinct
        if len(distinct) == 1 and distinct[0] != UNKNOWN:
            return Meaning(distinct[0])
        return Meaning(None, known)
