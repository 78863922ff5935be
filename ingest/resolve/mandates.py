"""Mandates: who is asked to deliver what, to whom, and by when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from ingest.model import Act, Mandate, TitleBlock
from ingest.resolve.data import load
from ingest.resolve.dues import Due, dues
from ingest.resolve.named import Names
from ontology import sessions
from ontology.names import groups

_LONGEST = 200
"""Characters of a deliverable: the words that say what is to be handed over."""

_CLOSE, _FAR = 90, 200
"""Characters between a verb and a bare year that is its time; a meeting's stands further off."""

_MEETS = frozenset({"convene", "hold", "organize"})

_REPORTS = frozenset(
    {"report", "submit", "brief", "inform", "update", "present", "provide", "transmit", "keep",
     "include", "make", "communicate", "issue", "advise", "deliver", "furnish", "prepare", "give",
     "circulate", "arrange", "apprise", "share", "revert", "propose", "continue", "notify",
     "convey", "recommend", "compile"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Task:
    """A verb that delivers, at [start, end): the words up to the next such verb are its own."""

    verb: str
    start: int
    end: int


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = load("mandates")
    deliver = "|".join(sorted(rules["deliver"], key=len, reverse=True))
    existing = "|".join(str(e["words"]) for e in rules["existing"])
    return {
        "task": re.compile(
            rf"(?:^[Tt]o|^|\b(?:to|and|or|that (?:he|she|it|they))|,|{rules['shall']})"
            rf"(?: (?:also|further|then|\w+ly),?)*(?: |^)(?:(?:continue|consider) to )?"
            rf"(?P<verb>{deliver})\b"
        ),
        "named": re.compile(rf"(?:, [^,;]{{3,90}},)? (?:also |further )?(?P<verb>{deliver})s?\b"),
        "that": re.compile(rules["that"]),
        "existing": re.compile(existing),
        "existing_before": re.compile(rules["existing_before"]),
        "past": re.compile(rules["past"]),
        "receive": re.compile(rules["receive"]),
        "relevant": re.compile(rules["relevant"]),
        "not_received": re.compile(rules["not_received"]),
        "within": re.compile(rules["within"].format(deliver=deliver)),
        "shall": re.compile(rules["shall"]),
        "besides": re.compile(rules["besides"]),
        "told": re.compile(rules["told"]),
        "dangling": re.compile(rules["dangling"]),
    }


def mandates(path: str, text: str, acts: tuple[Act, ...], names: Names) -> Iterator[Mandate]:
    """The mandates of one part, from its acts and the bodies they speak to."""
    for index, act in enumerate(acts):
        limit = acts[index + 1].start if index + 1 < len(acts) else len(text)
        yield from _of(path, text, act, limit, names)


def _of(path: str, text: str, act: Act, limit: int, names: Names) -> Iterator[Mandate]:
    for assignee, tasks in _assigned(path, text, act, limit, names):
        for index, task in enumerate(tasks):
            stop = tasks[index + 1].start if index + 1 < len(tasks) else limit
            begin = act.end if index == 0 else task.end
            for due in _times(text, task, begin, stop, names.head):
                recipient = _recipient(path, text, task, stop, names, assignee, due)
                keeper = (due and _keeper(path, due, names)) or recipient or assignee
                if due and _gone(due, names.head, keeper):
                    continue
                yield Mandate(
                    part=path,
                    start=task.start,
                    end=stop if due is None else max(due.end, task.end),
                    assignee=assignee,
                    deliverable=_deliverable(text, task, stop, due),
                    recipient=recipient,
                    due=due.form if due else None,
                    due_date=_day(due, names.head, recipient) if due else None,
                )


def _assigned(
    path: str, text: str, act: Act, limit: int, names: Names
) -> Iterator[tuple[str, list[_Task]]]:
    """Each body that the act gives tasks to, with them."""
    asked = "within" in text[act.end : limit]
    for m in _patterns()["within"].finditer(text, act.end, limit) if asked else ():
        if (name := names.at(path, m.end())) and name[1] not in groups():
            yield name[1], [_Task(m["verb"], m.start("verb"), m.end("verb"))]
            return
    named = [a for a in act.addressees if a.startswith("body/") and a not in groups()]
    if not named and act.verb in ("decide", "agree", "resolve", "determine", "recommend"):
        that = _patterns()["that"].match(text, act.end)
        name = names.at(path, that.end()) if that else None
        if that and name and name[1] not in groups():
            wished = that["wish"] or act.verb == "recommend"
            shall = _patterns()["named" if wished else "shall"].match(text, name[0], limit)
            named = [name[1]] if shall else []
    for body in named:
        yield body, list(_tasks(path, text, act.end, limit, names))


def _tasks(path: str, text: str, start: int, end: int, names: Names) -> Iterator[_Task]:
    found = {m.start("verb"): m["verb"] for m in _patterns()["task"].finditer(text, start, end)}
    for _, after, _ in names.inside(path, start, min(end, start + 160)):
        if m := _patterns()["named"].match(text, after, end):
            found[m.start("verb")] = m["verb"]
    for place in sorted(found):
        if text[place - 9 : place] == "continue ":
            continue
        yield _Task(found[place], place, place + len(found[place]))


def _times(text: str, task: _Task, begin: int, stop: int, head: TitleBlock) -> list[Due | None]:
    """When a task is due; None stands for existing reporting; empty where nothing is said."""
    past = _patterns()["past"]
    named = [
        d
        for d in dues(text, begin, stop, head.adopted_on)
        if not past.search(text, max(0, d.start - 90), _lead(text, d.start))
        and not (d.weak and d.start - task.end > (_FAR if task.verb in _MEETS else _CLOSE))
    ]
    if len(named) > 1:
        named = [d for d in named if not (d.weak and d.form.startswith("R/"))] or named
    if every := [d for d in named if d.every]:
        return [every[0]]
    if named:
        firm = [d for d in named if d.session or (d.day and not d.weak)] or named[:1]
        usual = _reporting(text, task, begin, firm[0].start)
        besides = usual and _patterns()["besides"].search(text, usual.end(), firm[0].start)
        return [None, *firm] if besides else list(firm)
    usual = _reporting(text, task, begin, stop)
    if usual and (words := usual.groupdict().get("due")):
        return [Due(usual.start("due"), usual.end("due"), words)]
    return [None] if usual else []


def _reporting(text: str, task: _Task, begin: int, stop: int) -> re.Match[str] | None:
    """A report that comes anyway, within which the task is done; its ``due`` says which one."""
    if task.verb in load("mandates")["existing_verbs"]:
        for m in _patterns()["existing"].finditer(text, begin, stop):
            if _patterns()["existing_before"].search(text, begin, m.start()):
                return m
    return None


def _lead(text: str, place: int) -> int:
    """Where the words before a time end, without its "at its"."""
    lead = re.compile(r"(?:at|during|to|for|by|before|until)? ?(?:its|the|their)? ?$")
    m = lead.search(text, max(0, place - 20), place)
    return m.start() if m else place


def _keeper(path: str, due: Due, names: Names) -> str | None:
    """The body named right before a session, whose it is: "through the Commission at its"."""
    near = [(after, body) for _, after, body in names.inside(path, due.start - 60, due.start)]
    return near[-1][1] if near and due.start - near[-1][0] < len(" at the resumed its ") else None


def _gone(due: Due, head: TitleBlock, owner: str) -> bool:
    """Whether a session of the one who holds it is past: before the document's own."""
    body, held = owner.removeprefix("body/"), head.session
    if not due.session:
        return False
    if body in (head.adopted_by, "secretary-general"):
        return bool(held and held.isdigit() and due.session < int(held))
    year = sessions.year(due.session, body)
    return bool(year and head.adopted_on and year < head.adopted_on.year)


def _day(due: Due, head: TitleBlock, recipient: str | None) -> date | None:
    """The day a task is due: a session of the General Assembly opens on a known one."""
    body = (recipient or f"body/{head.adopted_by}").removeprefix("body/")
    if due.session is None:
        return due.day
    day = sessions.opening(due.session) if body == "general-assembly" else None
    return day if day and head.adopted_on and day >= head.adopted_on else None


def _recipient(
    path: str, text: str, task: _Task, stop: int, names: Names, assignee: str, due: Due | None
) -> str | None:
    """The body that is to receive it: "report to the Council", "brief the Committee"."""
    if task.verb not in _REPORTS:
        return None
    if re.compile(r"[^,;]{0,60}\bto it\b").match(text, task.end, stop):
        return f"body/{names.head.adopted_by}"
    found: list[tuple[int, str]] = []
    if names.head.adopted_by == "security-council":
        for m in _patterns()["relevant"].finditer(text, task.end, stop):
            found.append((m.start(), load("mandates")["relevant_means"]))
    for place, _, target in names.inside(path, task.end, stop):
        lead = text[max(task.start - 1, place - 40) : place]
        if target == assignee or target in groups():
            continue
        if _patterns()["receive"].search(lead) and not _patterns()["not_received"].search(lead):
            found.append((place, target))
    for m in _patterns()["told"].finditer(text, task.start, stop):
        if (name := names.at(path, m.end())) and name[1] in groups():
            found.append((m.end(), name[1]))
    near = [target for place, target in found if due and place < due.start]
    return near[-1] if near else found[0][1] if found else None


def _deliverable(text: str, task: _Task, stop: int, due: Due | None) -> str:
    """The words of the task without its time; an ellipsis stands where they are cut."""
    start = task.start
    if text[start - 12 : start] == "continue to ":
        start -= 12
    words = text[start:stop]
    if due and not due.form.endswith(("report", "reports")):
        first, last = due.start - start, due.end - start
        lead = re.search(
            r"(?:,? ?(?:at|during|to|for|by|in|within|no later than)? ?(?:its|the|their)? ?)$",
            words[:first],
        )
        tail = re.match(r" (?:special )?sessions?\b,?", words[last:])
        words = (
            words[: lead.start() if lead else first] + words[last + (tail.end() if tail else 0) :]
        )
    words = re.sub(r"\s+", " ", words).strip()
    dangling = _patterns()["dangling"]
    if len(words) > _LONGEST:
        return dangling.sub("", words[:_LONGEST].rsplit(" ", 1)[0]) + " …"
    return dangling.sub("", words)
