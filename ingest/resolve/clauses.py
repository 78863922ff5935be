"""The finite verbs of the body that speaks, in one paragraph: its opening verb and those joined."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ingest.resolve import verbs
from ingest.resolve.data import any_of
from ingest.resolve.verbs import Tense, Verb, data

_LOOK_BACK = 130
# "to ensure that policies, as …" and "that drive, …" go on with a verb of their own
_PREDICATE = re.compile(
    r"\bto (?:ensure|see|make sure) that .*$|\b(?:that|which|who) [^,]*(?:, \w+)+$"
)
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|\([^()]*\)")


class Voice(StrEnum):
    """Who speaks and how: "Recalling", "Requests", "We request", "Request".

    LATER is a sub-paragraph that is somebody's task or a thing and goes on with the body's own
    verb: "(a) To light the pier, and requests the keepers to report".
    """

    PARTICIPLE = "participle"
    THIRD = "third"
    NAMED = "named"
    WE = "we"
    BASE = "base"
    IMPERATIVE = "imperative"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Clause:
    """A finite verb with its modifiers at [start, end)."""

    verb: Verb
    start: int
    end: int


def masked(text: str) -> str:
    """``text`` with quotations and brackets blotted out, every character in its place."""
    return _QUOTED.sub(lambda m: m[0][0] + "·" * (len(m[0]) - 2) + m[0][-1], text)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    mods = rf"(?:{verbs.modifiers()},? )*"
    joins = "|".join(str(j["words"]) for j in data()["joins"])
    aux = "|".join(data()["auxiliaries"])
    infinitives = "|".join(sorted(verbs.base_words(), key=len, reverse=True))
    subjects = any_of(data()["subjects"]).pattern
    return {
        "open": re.compile(rf"[“”\"…\s]*(?:and |but |[Aa]s States [Pp]arties, )?{mods}", re.I),
        "join": re.compile(rf"(?P<join>{joins}) (?P<mods>{mods})$"),
        "subject": re.compile(
            rf"(?:^ ?|[.;:,“”] ?| and )(?:and )?(?:{subjects})"
            r"(?:,? \w+ing [^,]{1,160},|, [^,]{1,160},|,)? "
            rf"(?P<mods>{mods}(?:(?P<aux>will|shall) )?{mods})"
        ),
        "subject_first": re.compile(rf"[ “]*(?:{subjects})\b"),
        "we": re.compile(
            rf"(?:^|[.:;] |, (?:and |but )?|; and | and )(?P<we>[Ww]e)(?:, [^,]{{1,160}},)? "
            rf"(?P<mods>{mods}(?:(?P<aux>{aux}) )?{mods})"
        ),
        "we_also": re.compile(
            r"\b[Ww]e (?:(?!\b(?:that|which|who)\b)[^.;])*?,? and "
            rf"(?P<mods>{mods}(?:will|shall) {mods})"
        ),
        "relative": any_of(data()["relative"]),
        "ensures": re.compile(r"\bto (?:\w+ly )?(?:ensure|see|show|make sure|verify) that "),
        "infinitive": re.compile(rf"\bto (?:\w+ly )?(?:{infinitives})\b"),
        "modal": re.compile(r"\b(?:can|could|may|might|must|shall|should|will|would)\b"),
        "adjacent": re.compile(r",?(?: and| or)? ?$|^,? (?:and |or )?$"),
        "more": re.compile(r",? (?:and|or) [a-z]+|, [a-z]+(?:,| and)"),
    }


def _lead(text: str, name: str, pos: int) -> re.Match[str] | None:
    return _patterns()[name].search(text, max(0, pos - _LOOK_BACK), pos)


def clauses(text: str, voice: Voice) -> tuple[Clause, ...]:
    """The verbs of the speaking body in ``text`` (masked), in order."""
    match voice:
        case Voice.PARTICIPLE:
            found = opening(text, Tense.PARTICIPLE)
        case Voice.THIRD:
            found = _joined(text, Tense.THIRD, list(opening(text, Tense.THIRD)), voice)
        case Voice.LATER:
            found = _later(text)
        case Voice.NAMED:
            found = _joined(text, Tense.THIRD, [], voice)
        case Voice.WE:
            found = _joined(text, Tense.BASE, [], voice)
        case Voice.BASE | Voice.IMPERATIVE:
            found = _joined(text, Tense.BASE, list(opening(text, Tense.BASE)), voice)
    return tuple(found)


def _later(text: str) -> Iterator[Clause]:
    """The body's verbs after a first part of a paragraph that is not its own."""
    found = list(_joined(text, Tense.THIRD, [], Voice.THIRD))
    if found and (lead := _lead(text, "join", found[0].verb.start)):
        before = text[: lead.start()]
        if lead["join"].startswith((", and", ";")) and not _patterns()["relative"].search(before):
            yield from found


def _clause(text: str, verb: Verb, start: int) -> Clause:
    if aside := verbs.asides().match(text, start, verb.start):
        start = aside.end()
    return Clause(verb, start, verbs.surface(text, verb))


def opening(text: str, tense: Tense) -> Iterator[Clause]:
    """The verb a paragraph opens with: "Also requests", "Having also considered"."""
    lead = _patterns()["open"].match(text)
    start = len(text) - len(text.lstrip('“”"… '))
    places = [lead.end()] if lead else []
    places.append(start)
    for pos in places:
        if verb := verbs.at(text, pos, tense):
            yield _clause(text, verb, start)
            return
        if tense is Tense.PARTICIPLE:
            auxiliary = re.compile(r"(?:Having|having|Being|being) ").match(text, pos)
            if auxiliary and (lead := _patterns()["open"].match(text, auxiliary.end())):
                past = Tense.PAST if "aving" in auxiliary[0] else Tense.PARTICIPLE
                if verb := verbs.at(text, lead.end(), past):
                    yield _clause(text, verb, start)
                    return


def _starts(text: str, tense: Tense, voice: Voice) -> dict[int, tuple[Verb, int, bool]]:
    """Verbs with a subject of their own ("we commit", "the Council urges"): place to
    (verb, start with modifiers, whether "will" went before)."""
    found: dict[int, tuple[Verb, int, bool]] = {}
    if voice is Voice.WE:
        for m in _patterns()["we"].finditer(text):
            past = m["aux"] == "have"
            verb = verbs.at(text, m.end(), Tense.PAST if past else Tense.BASE)
            if verb:
                found[m.end()] = (verb, m.start("mods"), m["aux"] in ("will", "shall"))
        for m in _patterns()["we_also"].finditer(text):
            verb = verbs.at(text, m.end(), Tense.BASE)
            if verb:
                found[m.end()] = (verb, m.start("mods"), True)
    if voice is Voice.NAMED:
        for m in _patterns()["subject"].finditer(text):
            tenses = (Tense.BASE,) if m["aux"] else (tense, Tense.PAST)
            if verb := next((v for t in tenses if (v := verbs.at(text, m.end(), t))), None):
                found[m.end()] = (verb, m.start("mods"), False)
    return found


def _joined(text: str, tense: Tense, first: list[Clause], voice: Voice) -> Iterator[Clause]:
    """The opening verb, then each verb that stands in the same row with it."""
    yield from first
    last = first[-1] if first else None
    starts = _starts(text, tense, voice)
    tasks = voice is Voice.IMPERATIVE
    opened = bool(first) or voice is Voice.THIRD or text.startswith("We, ")
    opened = opened or (voice is Voice.NAMED and bool(_patterns()["subject_first"].match(text)))
    for pos in sorted({*starts, *verbs.places(text, tense), *_have(text, voice)}):
        if last and pos < last.verb.end:
            continue
        if pos in starts:
            verb, start, will = starts[pos]
            tasks, opened = will or voice is Voice.IMPERATIVE, True
            last = _clause(text, verb, start)
            yield last
        elif opened and (joined := _join(text, pos, tense, last, tasks)):
            last = joined
            yield last


def _have(text: str, voice: Voice) -> list[int]:
    """ "We, the Ministers …, have met": the participle after a distant subject."""
    if voice is not Voice.WE or not text.startswith("We, "):
        return []
    return [m.end() for m in re.finditer(r", have ", text)][:1]


def _join(text: str, pos: int, tense: Tense, last: Clause | None, tasks: bool) -> Clause | None:
    if re.compile(r", have $").search(text, max(0, pos - 8), pos):
        past = verbs.at(text, pos, Tense.PAST)
        return _clause(text, past, pos - 5) if past and last is None else None
    lead = _lead(text, "join", pos)
    verb = verbs.at(text, pos, tense) if lead else None
    if lead is None or verb is None or verbs.noun(text, verb):
        return None
    join = lead["join"]
    between = text[last.end if last else 0 : lead.start()]
    third = tense is Tense.THIRD
    if last and not between.strip(" ,"):
        pass  # "Welcomes and encourages", "Develop, implement and promote"
    elif third:
        again = last is not None and last.verb.ident == verb.ident and join == ", and"
        if verb.task and not again and (last is None or not _task_fits(text, between, lead, verb)):
            return None
        if not _third_fits(between, join, verb):
            return None
    elif (last and _owned(last, between, verb)) or not _base_fits(text, between, join, verb, tasks):
        return None
    return _clause(text, verb, lead.start("mods"))


def _third_fits(between: str, join: str, verb: Verb) -> bool:
    """A relative clause before a bare "and" has the verb for itself."""
    relative = _patterns()["relative"].search
    if join.strip() in ("and", "as well as", "but") or (join == "," and verb.task):
        tail = between[between.rfind(",") + 1 :]
        ensured = verb.ident not in data()["own"] and _patterns()["ensures"].search(tail)
        return not relative(tail) and not ensured
    return True


def _task_fits(text: str, between: str, lead: re.Match[str], verb: Verb) -> bool:
    """Whether a verb of a task, in the third person, is the body's: "and supports the plan".

    After "that" it is a verb of what is said there ("stresses that light is dear, and helps"),
    unless it is one that bodies do themselves, or "also" goes before.
    """
    rule = _own_tasks().get(verb.lemma)
    join, mods = lead["join"], lead["mods"]
    own = bool(rule and rule.match(text, verb.end)) or "also" in mods or "further" in mods
    if rule and rule.pattern != " " and rule.match(text, verb.end) and join.startswith(", and"):
        return True  # what it goes on to do is a body's: "and continues to encourage"
    if own and join == " and" and not re.search(r"\b(?:that|which|who|to)\b", between):
        return True
    if "but" in join or not join.startswith((", and", ";", *([","] if own else []))):
        return False
    in_that = " that " in between and not join.startswith(";")
    return not _patterns()["relative"].search(between) and (own or not in_that)


@cache
def _own_tasks() -> dict[str, re.Pattern[str]]:
    return {rule["verb"]: re.compile(rule["next"]) for rule in data()["own_tasks"]}


def _owned(last: Clause, between: str, verb: Verb) -> bool:
    """Whether the verb before has this one in its own clause: "Ensure that measures …, and take
    into account", "Encourage the Commission to contribute …, and make"."""
    if last.verb.ident == "ensure" and between.startswith(" that "):
        return True
    asks = last.verb.ident in ("encourage", "invite", "request", "urge", "call-upon")
    return asks and verb.task and _patterns()["infinitive"].search(between) is not None


def _base_fits(text: str, between: str, join: str, verb: Verb, tasks: bool) -> bool:
    """An infinitive before a bare "and" has the verb for itself ("to end and prevent")."""
    if verb.task and not tasks:
        return False
    if verb.task and join == "," and _PREDICATE.search(between):
        return False
    infinitive = _patterns()["infinitive"].search(between)
    if between.startswith(" that ") and verb.task:
        return False
    if verb.ident in data()["own"] and not _patterns()["more"].match(text, verb.end):
        return True
    if join.startswith((", and", ";")):
        return True
    if infinitive and _patterns()["more"].match(text, verb.end):
        return False
    if join.strip() in ("and", "as well as", "but"):
        if verb.task and re.search(r" (?:that|which|who) ", between):
            return False
        tail = between[between.rfind(", ") + 1 :] if not infinitive else between
        return not (infinitive or _patterns()["modal"].search(tail) or " that " in tail)
    return True
