"""Addressees: the bodies, groups and States that are the object of an act's verb."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from ingest.model import Document, Mention
from ingest.resolve import lexicon, verbs
from ingest.resolve.clauses import Clause, masked
from ingest.resolve.data import load
from ontology.names import groups, names

# "to" before these words is no infinitive ("States parties to the Convention")
_INFINITIVE = re.compile(
    r"(?<!do so)(?<!to) to (?!(?:the|an?|its|their|his|this|that|those|these|all|any|do so|armed"
    r"|which|whom|peacekeeping|date|conflict)\b|[A-Z\d]|\w+ing\b)(?=[a-z])"
)
_END = re.compile(r";|\. |:|(?<=[a-z]) that (?!are\b|have\b|has\b|is\b|were\b|can\b|may\b|do\b)")
_SEPARATOR = re.compile(r",|;| and | or | as well as | through | with | among | between ")
_WITHIN = re.compile(r" (?:of|by|for|in|on|with|to)\b| (?:between|among) ")
_NEXT = re.compile(r"[,;] and (?=(?:all |other |the )*[A-Zr])")
_PRONOUN = re.compile(
    r"(?:that )?(he|she|him|her|it|they|them|(?:these|those|such) (?:Committees|entities|bodies))\b"
)
_STATES_PARTIES = re.compile(r"\b[Aa]s States [Pp]arties,")


def data() -> dict[str, Any]:
    """``addressees.yaml`` as read."""
    loaded: dict[str, Any] = load("addressees")
    return loaded


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    rules = data()
    adjective = "|".join(rules["adjectives"])
    return {
        "before": re.compile(rf"(?:,? ?(?:and |or |as well as )?(?:{rules['before']}))+,?"),
        "joined": re.compile(r"[\s,]*(?:(?:and|or|as well as|to|also)\b[\s,]*)?"),
        "company": re.compile(rules["company"]),
        "aside": re.compile(rules["aside"]),
        "examples": re.compile(rules["examples"]),
        "hung": re.compile(rules["hung"]),
        "clause": re.compile(rules["clause"]),
        "noun_object": re.compile(rules["noun_object"]),
        "noun_next": re.compile(rules["noun_next"]),
        "nominal": re.compile("|".join(str(n["words"]) for n in rules["nominal"])),
        "adjectives": re.compile(
            rf"((?:(?:other |relevant )?(?:{adjective})(?:,? and | or |, | )(?:the )?)+)"
            r"(?:other )?(?:relevant )?"
            r"(?:organi[sz]ations|agencies|bodies|institutions|mechanisms|actors)\b"
        ),
        "government": re.compile(r"(?:Governments?|authorities|Republic) of (?:the )?"),
        "adjective": re.compile(adjective),
        "person": re.compile(rules["person"]),
    }


@cache
def _groups() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(g["words"] + r"(?!\w)"), f"body/{g['means']}") for g in data()["groups"]
    )


@cache
def _group_names() -> lexicon.Lexicon:
    """Groups of addressees by their names in the registry."""
    wanted = groups()
    return lexicon.Lexicon(
        lexicon.Name(text, target)
        for text, target, short in names("bodies")
        if target in wanted and not short
    )


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

    def _unnamed(self, path: str) -> dict[int, tuple[int, str]]:
        """Groups and States in a part, spotted once."""
        if path not in self._others:
            text = self._texts[path]
            hits = (*lexicon.states().spot(text), *_group_names().spot(text))
            self._others[path] = {h.start: (h.end, h.target) for h in hits}
        return self._others[path]

    def at(self, path: str, start: int) -> tuple[int, str] | None:
        """The end and the target of a name that begins at ``start``; None where it is unknown."""
        body = self._bodies.get(path, {}).get(start)
        return body or self._unnamed(path).get(start)

    def inside(self, path: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """Start, end and target of the bodies named in [start, end), in order."""
        here = self._bodies.get(path, {})
        return [(place, *here[place]) for place in sorted(here) if start <= place < end]

    def only_before(self, path: str, start: int) -> tuple[str, ...]:
        """The body named before ``start`` in the paragraph, if it is one alone ("it")."""
        named = dict.fromkeys(target for _, _, target in self.inside(path, 0, start))
        return tuple(named) if len(named) == 1 else ()

    def person_before(self, path: str, start: int) -> str | None:
        """The last office named before ``start`` in the paragraph ("the Secretary-General")."""
        person = _rules()["person"].search
        named = [target for _, _, target in self.inside(path, 0, start) if person(target)]
        return named[-1] if named else None


def addressees(
    path: str, text: str, clause: Clause, limit: int, known: Names, before: tuple[str, ...]
) -> tuple[str, ...]:
    """Whom the act at ``clause`` speaks to, in the order of the words.

    ``limit`` is where the next act begins; ``before`` are the addressees of the act before, for
    "them". Empty where the verb has no such object.
    """
    hidden = masked(text)
    if _STATES_PARTIES.search(hidden, max(0, clause.start - 20), clause.start):
        return ("body/states-parties",)
    start = _object(hidden, clause)
    if start is None:
        return ()
    if pronoun := _PRONOUN.match(hidden, start):
        if pronoun[1] not in ("he", "she", "him", "her", "it"):
            return before
        if pronoun[1] == "it":
            return before or known.only_before(path, clause.start)
        person = known.person_before(path, start)
        return (person,) if person else ()
    end = _end(hidden, start, limit)
    found = _list(path, hidden, start, end, known)
    for joined in _NEXT.finditer(hidden, end, limit):
        stop = _INFINITIVE.search(hidden, joined.end(), min(limit, joined.end() + 120))
        if stop and found and not re.search(r"[,;]", hidden[joined.end() : stop.start()]):
            others = _list(path, hidden, joined.end(), stop.start(), known, first_only=True)
            found.extend(o for o in others if o not in found)
    if (
        not found
        and _STATES_PARTIES.search(hidden, clause.end, limit)
        and clause.end > clause.verb.end
    ):
        return ("body/states-parties",)
    return tuple(found)


def _object(text: str, clause: Clause) -> int | None:
    """Where the object of the verb begins; None where the verb speaks to nobody."""
    rules = _rules()
    verb = clause.verb
    aside = verbs.asides().match(text, clause.end)
    end = aside.end() - 1 if aside and aside[0].endswith(" ") else clause.end
    if hung := rules["hung"].match(text, clause.verb.end):
        return hung.end() + 1
    if verb.ident not in data()["direct"]:
        if not rules["noun_object"].search(text, verb.end, clause.end):
            return None
        following = rules["noun_next"].match(text, clause.end)
        return following.end() if following else end + 1
    if verb.ident in ("draw-attention", "call-attention"):
        return clause.end + 4 if text.startswith(" of ", clause.end) else None
    if clause_ := rules["clause"].match(text, end):
        return clause_.end()
    if nominal := rules["nominal"].match(text, end):
        return nominal.end()
    return end + 1 if verb.ident not in ("demand", "recommend") else None


def _end(text: str, start: int, limit: int) -> int:
    """Where the object ends: at its infinitive, at "that", at the next act."""
    ends = [m.start() for p in (_INFINITIVE, _END) if (m := p.search(text, start - 1, limit))]
    return max(start, min([*ends, limit]))


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
        matched = _name(path, text, pos, end, known)
        if matched is None and (quantified := rules["before"].match(text, pos, end)):
            pos = quantified.end()
            if spaces := re.compile(r"\s*").match(text, pos):
                pos = spaces.end()
            matched = _name(path, text, pos, end, known)
        if matched:
            pos, targets = matched
            found.extend(t for t in targets if t not in found)
        elif rules["company"].match(text, pos, end):
            break
        elif rules["examples"].match(text, pos, end):
            on = re.compile(r", (?:and|as well as) ").search(text, pos, end)
            pos = on.start() if on else end
            continue
        elif rules["aside"].match(text, pos, end):
            comma = text.find(",", pos, end)
            pos = comma if comma >= 0 else end
            continue
        elif first and first_only:
            break
        first = False
        separator = _SEPARATOR.search(text, pos, end)
        if separator is None or (
            not matched and not (found and listed) and _WITHIN.search(text, pos, separator.end())
        ):
            break
        pos = (
            separator.start()
            if separator[0].strip() in ("with", "through", "among", "between")
            else separator.end()
        )
        pos = max(pos, separator.start() + 1)
    return found


def _name(
    path: str, text: str, pos: int, end: int, known: Names
) -> tuple[int, tuple[str, ...]] | None:
    """The name or group that begins at ``pos``: its end and whom it means."""
    rules = _rules()
    if many := rules["adjectives"].match(text, pos, end):
        means = data()["adjectives"]
        targets = (f"body/{means[a[0]]}" for a in rules["adjective"].finditer(many[1]))
        return many.end(), tuple(dict.fromkeys(targets))
    if government := rules["government"].match(text, pos):
        state = known.at(path, government.end())
        if state and state[1].startswith("state/"):
            return state[0], (state[1],)
    named = known.at(path, pos)
    best: tuple[int, tuple[str, ...]] | None = None
    for pattern, target in _groups():
        if (m := pattern.match(text, pos, end)) and (best is None or m.end() > best[0]):
            best = (m.end(), (target,))
    if named and text.startswith(("’s", "'s"), named[0]):
        return None
    if named and (best is None or named[0] > best[0]):
        wider = data()["wider"].get(named[1].removeprefix("body/"))
        return named[0], (f"body/{wider}" if wider else named[1],)
    return best
