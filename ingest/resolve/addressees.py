"""Addressees: the bodies, groups and States that are the object of an act's verb."""

import re
from functools import cache

from ingest.resolve import objects
from ingest.resolve.called import head
from ingest.resolve.clauses import Clause
from ingest.resolve.data import any_of, words
from ingest.resolve.named import Names
from ingest.resolve.objects import INFINITIVE, data
from ontology.names import groups

_SEPARATOR = re.compile(r",|;| and | or | as well as | through | with | among | between ")
_JOINED = re.compile(r",| and | or | as well as ")
_WITHIN = re.compile(r" (?:of|by|for|in|on|with|to)\b| (?:between|among) ")
_NEXT = re.compile(r"[,;] and (?=(?:all |other |the )*[A-Zr])")
_GOES_ON = re.compile(r", (?:and|as well as) ")
_PRONOUN = re.compile(
    r"(?:that )?(?:(?P<one>he|she|him|her|it)|(?P<two>(?:the |these )?two|both)"
    r" (?:organi[sz]ations|bodies|entities|institutions)"
    r"|(?P<those>(?:these|those|such) (?:Committees|entities|bodies|organi[sz]ations|agencies))"
    r"|they|them)\b"
)
_STATES_PARTIES = re.compile(r"\b[Aa]s States [Pp]arties,")
_CLAUSE = 4
"""A clause has at least so many words; what is shorter between two commas is one of a list."""


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    rules = data()
    return {
        "joined": re.compile(r"[\s,]*(?:(?:and|or|as well as|to|also)\b[\s,]*)?"),
        "company": any_of(rules["company"]),
        "aside": re.compile(rf"(?:{words(rules['aside'])})\b(?! well as)"),
        "examples": re.compile(rf"(?:{words(rules['examples'])})\b"),
        "doings": re.compile(rf"(?:{words(rules['doings'])})s?(?: \w+)? (?:of|by|between|among) "),
        "thing": re.compile(rf"^(?:[a-z-]+ )*(?:{words(rules['things'])})s?$"),
    }


def addressees(
    path: str,
    hidden: str,
    clause: Clause,
    limit: int,
    known: Names,
    before: tuple[str, ...],
    since: int = 0,
) -> tuple[str, ...]:
    """Whom the act at ``clause`` speaks to, in the order of the words.

    ``hidden`` is the paragraph's text, masked; ``limit`` is where the next act begins; ``before``
    are the addressees of the act before, which begins at ``since``, for "them". Empty where the
    verb has no such object.
    """
    if _STATES_PARTIES.search(hidden, max(0, clause.start - 20), clause.start):
        return ("body/states-parties",)
    start = objects.begins(hidden, clause)
    if start is None:
        return ()
    if pronoun := _PRONOUN.match(hidden, start):
        meant = _meant(pronoun, path, clause, known, before)
        plural = pronoun[0].endswith(("they", "them"))
        return meant or (_told_of(path, hidden, since, clause.start, known) if plural else ())
    end = objects.ends(path, hidden, clause, start, limit, known)
    found = _list(path, hidden, start, end, known)
    somebody = found or not _WITHIN.search(hidden, start - 1, end)
    for joined in _NEXT.finditer(hidden, end, limit):
        stop = INFINITIVE.search(hidden, joined.end(), min(limit, joined.end() + 120))
        last = hidden[hidden.rfind(",", end, joined.start()) + 1 : joined.start()]
        if len(last.split()) < _CLAUSE:
            continue  # the end of a list within the task: "with the town, the port, and States"
        if stop and somebody and not re.search(r"[,;]", hidden[joined.end() : stop.start()]):
            others = _list(path, hidden, joined.end(), stop.start(), known, first_only=True)
            found.extend(o for o in others if o not in found)
    surface = clause.end > clause.verb.end
    if not found and surface and _STATES_PARTIES.search(hidden, clause.end, limit):
        return ("body/states-parties",)
    return tuple(found)


def _meant(
    pronoun: re.Match[str], path: str, clause: Clause, known: Names, before: tuple[str, ...]
) -> tuple[str, ...]:
    """Whom "them", "it", "he" or "the two organizations" means, by what was named before."""
    if pronoun["two"]:
        return known.two_before(path, clause.start)
    if pronoun["those"]:
        return before or known.all_before(path, clause.start)
    if pronoun["one"] == "it":
        return before or known.only_before(path, clause.start)
    if pronoun["one"]:
        person = known.person_before(path, pronoun.start())
        return (person,) if person else ()
    return before


def _told_of(path: str, text: str, start: int, end: int, known: Names) -> tuple[str, ...]:
    """Those whose doings the act before tells of: "welcomes the efforts *of donors* to …"."""
    for m in _rules()["doings"].finditer(text, start, end):
        found = _list(path, text, m.end(), objects.closes(text, m.end(), end), known)
        if len(found) > 1 or (found and found[0] in groups()):
            return tuple(found)
    return ()


def _list(
    path: str, text: str, start: int, end: int, known: Names, *, first_only: bool = False
) -> list[str]:
    """The names at the heads of a list, asides and what follows a name left out."""
    rules = _rules()
    found: list[str] = []
    pos = start
    first = True
    listed = not text.endswith("that ", 0, start)  # a clause has other names behind its subject
    while pos < end:
        if joined := rules["joined"].match(text, pos, end):
            pos = joined.end()
        if found and rules["examples"].match(text, pos, end):
            pos = _past_examples(text, pos, end)
            continue
        matched, pos = head(path, text, pos, end, known)
        if matched:
            pos, targets = matched
            found.extend(t for t in targets if t not in found)
            if not listed and not _JOINED.match(text, pos):
                break
        elif rules["company"].match(text, pos, end):
            break
        elif rules["examples"].match(text, pos, end):
            pos = _past_examples(text, pos, end)
            continue
        elif rules["aside"].match(text, pos, end):
            comma = text.find(",", pos, end)
            pos = comma if comma >= 0 else end
            continue
        elif first and first_only:
            break
        separator = _SEPARATOR.search(text, pos, end)
        if separator is None or (not matched and first and _thing(text, pos, separator.start())):
            break
        inside = _WITHIN.search(text, pos, separator.end())
        if not matched and not (found and listed) and inside:
            break
        first = False
        within = separator[0].strip() in ("with", "through", "among", "between")
        pos = max(separator.start() if within else separator.end(), separator.start() + 1)
    return found


def _thing(text: str, start: int, end: int) -> bool:
    """Whether a thing is asked for, of nobody: "encourages support, in particular …"."""
    return _rules()["thing"].match(text[start:end]) is not None


def _past_examples(text: str, start: int, end: int) -> int:
    """Where a list goes on after its examples ("…, including the port, and the towns")."""
    on = _GOES_ON.search(text, start, end)
    return on.start() if on else end
