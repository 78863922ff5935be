"""Where the object of a verb stands in its paragraph: the words that say whom an act speaks to."""

import re
from functools import cache
from typing import Any

from ingest.resolve import verbs
from ingest.resolve.clauses import Clause
from ingest.resolve.data import any_of, load
from ingest.resolve.named import Names

# "to" before these words is no infinitive ("States parties to the Convention")
INFINITIVE = re.compile(
    r"(?<!to) to (?!(?:the|an?|its|their|his|this|that|those|these|all|any|do so|armed"
    r"|which|whom|peacekeeping|date|conflict)\b|[A-Z\d]|(?!bring\b)\w+ing\b)(?=[a-z])"
)
_END = re.compile(r";|\. |:|(?<=[a-z]) that (?!are\b|have\b|has\b|is\b|were\b|can\b|may\b|do\b)")


def data() -> dict[str, Any]:
    """``addressees.yaml`` as read."""
    loaded: dict[str, Any] = load("addressees")
    return loaded


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    rules = data()
    return {
        **{name: any_of(rules[name]) for name in ("hung", "clause", "noun_object", "nominal")},
        "noun_next": re.compile(r" (?:to|upon|on|that) "),
        "told": re.compile(r" to (?=the |all |[A-Z])"),
        "aside": re.compile(r",(?: [^\s,]+){1,6},(?= )"),
        "who": re.compile(r", (?:who|which|whose)\b[^,]*$"),
        "within": re.compile(r"\b(?:of|for|by)\b|[;:.]"),
    }


def begins(text: str, clause: Clause) -> int | None:
    """Where the object of the verb begins in ``text`` (masked); None where it speaks to nobody."""
    rules = _rules()
    verb = clause.verb
    aside = verbs.asides().match(text, clause.end)
    end = aside.end() - 1 if aside and aside[0].endswith(" ") else clause.end
    if hung := rules["hung"].match(text, verb.end):
        return hung.end() + 1
    if verb.ident in data()["told"] and (told := rules["told"].match(text, clause.end)):
        return told.end()
    if verb.ident in data()["asking"]:
        return end + 1 if _asks(text, end + 1) else None
    if verb.ident not in data()["direct"]:
        if verb.ident == "recall" or not rules["noun_object"].search(text, verb.end, clause.end):
            return None
        if text.startswith(" for ", clause.end):
            return clause.end + 5 if _asks(text, clause.end + 5) else None
        following = rules["noun_next"].match(text, clause.end)
        return following.end() if following else end + 1
    if verb.ident in ("draw-attention", "call-attention"):
        return clause.end + 4 if text.startswith(" of ", clause.end) else None
    if clause_ := rules["clause"].match(text, end):
        return clause_.end()
    if verb.ident not in data()["complements"] and (nominal := _nominal(text, end)):
        return nominal
    return end + 1 if verb.ident != "recommend" else None


def _nominal(text: str, start: int) -> int | None:
    """Where those begin whose cooperation is asked for ("encourages, where useful, the …")."""
    aside = _rules()["aside"].match(text, start)
    found = _rules()["nominal"].match(text, aside.end() if aside else start)
    return found.end() if found else None


def _asks(text: str, start: int) -> bool:
    """Whether an infinitive follows, with only its subject before: "for the towns to help"."""
    infinitive = INFINITIVE.search(text, start, start + 120)
    return bool(infinitive and not _rules()["within"].search(text, start, infinitive.start()))


def _infinitive(text: str, start: int, limit: int) -> int:
    """Where the object's infinitive begins, one within ", who are able to help," left out."""
    for m in INFINITIVE.finditer(text, start - 1, limit):
        if not _rules()["who"].search(text, start, m.start()):
            return m.start()
    return limit


def closes(text: str, start: int, limit: int) -> int:
    """Where a list of names ends: at its infinitive or at "that", at the latest ``limit``."""
    stop = _END.search(text, start - 1, limit)
    return max(start, min(limit, _infinitive(text, start, limit), stop.start() if stop else limit))


def ends(path: str, text: str, clause: Clause, start: int, limit: int, known: Names) -> int:
    """Where the object ends: at its infinitive, at "that", at what the verb says of it, at the
    next act (``limit``)."""
    end = closes(text, start, limit)
    rules = data()["complements"]
    thanks = any(noun in text[clause.verb.end : clause.end] for noun in data()["thanking"])
    rule = rules.get(clause.verb.ident) or (rules["thank"] if thanks else None)
    # "commends the keepers *for* their care"; a preposition within a name is none
    for m in re.compile(rule["words"]).finditer(text, start, end) if rule else ():
        named = known.inside(path, start, m.start())
        if not any(first < m.start() < last for first, last, _ in named):
            return m.start()
    return end
