"""The verbs of the registry as they are printed: "calls, once again, upon", "noting also"."""

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from ingest.resolve.data import load
from ontology.names import names

_WORD = re.compile(r"[^\W_](?:[\w’'-]*\w)?")
_SMALL = re.compile(r"(?<![\w-])[a-z][a-z-]+(?![\w-])")
_SIBILANT = ("s", "sh", "ch", "x", "z", "o")


class Tense(StrEnum):
    """The forms in which acts are printed."""

    BASE = "base"
    THIRD = "third"
    PARTICIPLE = "participle"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb found at [start, end) of a text: ``ident`` is its id, ``lemma`` its first word."""

    ident: str
    lemma: str
    start: int
    end: int
    task: bool


def data() -> dict[str, Any]:
    """``verbs.yaml`` as read."""
    loaded: dict[str, Any] = load("verbs")
    return loaded


@cache
def modifiers() -> str:
    """A pattern of one modifier ("once again", "strongly", "in this regard")."""
    listed = "|".join(str(m["words"]) for m in data()["modifiers"])
    adjectives = "|".join(data()["adjectives_in_ly"])
    return rf"(?:(?:{listed}|(?!(?:{adjectives})\b)\w+ly)\b)"


@cache
def asides() -> re.Pattern[str]:
    """The modifiers before a verb that are no part of it ("in this regard, requests")."""
    listed = "|".join(str(m["words"]) for m in data()["modifiers"] if m.get("aside"))
    return re.compile(rf"(?:,? ?(?:{listed})\b,?(?= ))+ ?", re.IGNORECASE)


def conjugate(verb: str) -> dict[Tense, str]:
    """The forms of one word: ``carry`` gives carries, carrying, carried."""
    if irregular := data()["irregular"].get(verb):
        return dict(zip(Tense, irregular, strict=True))
    consonant_y = re.search(r"[^aeiou]y$", verb)
    third = verb[:-1] + "ies" if consonant_y else verb + ("es" if verb.endswith(_SIBILANT) else "s")
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    past = verb[:-1] + "ied" if consonant_y else stem + ("d" if verb.endswith("ee") else "ed")
    return dict(zip(Tense, (verb, third, stem + "ing", past), strict=True))


@dataclass(frozen=True, slots=True)
class _Entry:
    ident: str
    lemma: str
    rest: re.Pattern[str] | None
    task: bool


def _rest(words: list[str]) -> re.Pattern[str] | None:
    """The words after the first, each after any modifiers ("takes *further* note")."""
    if not words:
        return None
    inside = "|".join(str(m["words"]) for m in data()["inside"])
    aside = r", (?:in|for|as|with|on) [^,;]{2,80}(?=,)"
    gap = rf"(?:,? {modifiers()}|,? (?:{inside})\b|{aside})*,? "
    return re.compile("".join(gap + re.escape(w) + r"\b" for w in words))


def _forms(label: str) -> list[tuple[Tense, str, list[str]]]:
    first, *rest = label.split()
    if first == "be":
        forms = [(t, f, rest) for t, f in conjugate("be").items() if t is not Tense.PAST]
        adjective = next(i for i, w in enumerate(rest) if not w.endswith("ly"))
        return [*forms, (Tense.PARTICIPLE, rest[adjective], rest[adjective + 1 :])]
    return [(t, f, rest) for t, f in conjugate(first).items()]


@cache
def _table() -> dict[Tense, dict[str, list[_Entry]]]:
    tasks = set(data()["tasks"])
    table: dict[Tense, dict[str, list[_Entry]]] = {t: defaultdict(list) for t in Tense}
    for label, path, _ in names("verbs"):
        ident = path.removeprefix("verb/")
        if path.startswith(("verb/strength-", "verb/scheme")) or path == "verb/strength":
            continue
        for tense, form, rest in _forms(label):
            lemma = label.split()[0]
            table[tense][form].append(_Entry(ident, lemma, _rest(rest), label in tasks))
    for forms in table.values():
        for entries in forms.values():
            entries.sort(key=lambda e: e.rest is None)
    return table


def at(text: str, start: int, tense: Tense) -> Verb | None:
    """The verb of this tense that begins at ``start`` of ``text``, the nearest of its phrases."""
    if not (word := _WORD.match(text, start)):
        return None
    found: list[tuple[int, _Entry]] = []
    for entry in _table()[tense].get(word[0].lower(), ()):
        if entry.rest is None:
            if not found:
                found.append((word.end(), entry))
        elif rest := entry.rest.match(text, word.end()):
            found.append((rest.end(), entry))
    if not found:
        return None
    end, entry = min(found, key=lambda f: f[0])
    return Verb(entry.ident, entry.lemma, start, end, entry.task)


@cache
def _all_forms(tense: Tense) -> frozenset[str]:
    return frozenset(_table()[tense])


def places(text: str, tense: Tense) -> list[int]:
    """Where a form of this tense may begin, in small letters, in order."""
    forms = _all_forms(tense)
    return [m.start() for m in _SMALL.finditer(text) if m[0] in forms]


@cache
def _noun_form() -> tuple[frozenset[str], re.Pattern[str]]:
    rules = data()["nouns_too"]
    return frozenset(rules["forms"]), re.compile(r"\s*(?:" + rules["not_before"] + ")")


def noun(text: str, verb: Verb) -> bool:
    """Whether the form is as often a noun, and what follows speaks for the noun."""
    forms, not_before = _noun_form()
    if text[verb.start : verb.end].lower() not in forms or not not_before.match(text, verb.end):
        return False
    # "notes with concern": the adverb of a verb begins like what a noun goes on with
    adverb = _tail()[0].match(text, verb.end) if text.startswith(" with ", verb.end) else None
    return not (adverb and adverb[0])


@cache
def _tail() -> tuple[re.Pattern[str], re.Pattern[str]]:
    mods = modifiers()
    nouns = "|".join(sorted(data()["nouns"], key=len, reverse=True))
    aside = "|".join(str(m["words"]) for m in data()["modifiers"] if m.get("aside"))
    plain = rf"(?:,? (?!(?:{aside})\b){mods}(?![\w-]))*"
    adjectives = r"(?:(?!the |that |an? |all )[a-z-]+ ){0,4}?"
    asked = r"the(?= (?:\w+ )?(?:invitation|calls?|appeals?|requests?|demands?) (?:to|upon|on)\b)"
    whose = rf"(?:(?:its|our|their|his|{asked}) )?"
    noun_ = rf"(?:,? {mods})*,? {whose}{adjectives}(?:{nouns})\b(?: and (?:{nouns})\b)?"
    prep = r"(?:(?<=call) (?:upon|on)\b)?"
    return re.compile(plain), re.compile(noun_ + prep)


def surface(text: str, verb: Verb) -> int:
    """Where the printed verb ends with its adverbs and its noun ("reiterates its call upon")."""
    plain, noun_ = _tail()
    if verb.lemma in data()["with_noun"] and (m := noun_.match(text, verb.end)):
        return m.end()
    found = plain.match(text, verb.end)
    return found.end() if found else verb.end


def base_words() -> frozenset[str]:
    """The base forms of all verbs, those of tasks besides, one word each."""
    listed = (str(task).split()[0] for task in data()["tasks"])
    return frozenset(_table()[Tense.BASE]) | frozenset(listed) | frozenset(data()["infinitives"])
