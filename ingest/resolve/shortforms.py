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
TITLE = ""
"""The path of the document's title, which names what the document is about."""
UNKNOWN = ""
"""Stands for a body that no registry has: it keeps a short form from meaning another."""


@cache
def short_forms(name: str) -> tuple[str, ...]:
    """The short forms that a full name introduces, shortest first.

    They are the last word before the first preposition, with the words in front of it added one
    by one: "United Nations Mine Board for Peace" has "Board", "Mine Board", "Nations Mine Board".
    """
    words = _JOINS.split(name.split(",", 1)[0].split(" (", 1)[0], maxsplit=1)[0].split()
    if not words or not words[-1][0].isupper():
        return ()
    return tuple(" ".join(words[-n:]) for n in range(1, len(words) + 1))


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
        (the part ""), then all that was read; two different ones in it are not decided between.
        """
        if short in self._defined:
            return self._one(short, [self._defined[short]])
        if short in self._own:
            return Meaning(self._own[short])
        seen = self._seen.get(short) or self._near.get(short, [])
        for part in (*scope, TITLE):
            if here := [target for where, target in seen if where == part]:
                return self._one(short, here)
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
