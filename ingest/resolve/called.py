"""Whom the words at one place of a list of addressees mean: a name, a group, a State."""

import re
from functools import cache

from ingest.resolve.data import any_of, words
from ingest.resolve.named import Names
from ingest.resolve.objects import data

Called = tuple[int, tuple[str, ...]]
"""Where the words end and the paths of those they mean."""


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    rules = data()
    adjective = "|".join(rules["adjectives"])
    before = rf"(?:{words(rules['before'])})\b(?! (?:to|for)\b)"
    return {
        "before": re.compile(rf",? ?(?:and |or |as well as )?{before},?\s*"),
        "described": re.compile(
            rf"(?:(?:{any_of(rules['described']).pattern})(?:,? and|, or| or|,)? ){{1,5}}"
        ),
        "attribute": re.compile(
            rf"[’']|-(?=[a-z])| (?:[a-z]+ed )?(?:{words(rules['attributes'])})s?\b"
            r"(?! (?:the|its|their|all|this|these|those|fully)\b)"  # "asks the Board support the"
        ),
        "possessive": re.compile(r"[’']|-(?=[a-z])"),
        "subject": re.compile(r"\bthat (?:[a-z-]+ ){0,4}$"),
        "person": re.compile(words(rules["person"])),
        "many": re.compile(
            rf"((?:(?:other |relevant )?(?:{adjective})(?:,? and | or |, | )(?:the )?)+)"
            r"(?:other )?(?:relevant )?(?:governmental )?"
            r"(?:organi[sz]ations|agencies|bodies|institutions|mechanisms|actors)\b"
        ),
        "adjective": re.compile(rf"(?P<word>{adjective})(?P<bare> (?!and |or ))?"),
        "government": re.compile(
            r"(?:(?:[A-Z][a-z]+ ){0,2}[Gg]overnments?|authorities|Republic|people)"
            r"(?: and (?:the )?people)? of (?:the )?(?:State of )?"
        ),
        "the_government": re.compile(r"[Gg]overnment(?= (?:to|shall|should|for its)\b|,|;|$)"),
        "longer": re.compile(r"(?:’s?|'s)? [A-Z][a-z]+"),
    }


@cache
def _groups(adopted_by: str | None) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The patterns of groups, of States by their Governments' names too, in this body's texts."""
    governments = data()["governments"].items()
    return (
        *(
            (re.compile(g["words"] + r"(?!\w)"), f"body/{g['means']}")
            for g in data()["groups"]
            if g.get("in", adopted_by) == adopted_by
        ),
        *((re.compile(re.escape(name)), f"state/{state}") for name, state in governments),
    )


def head(path: str, text: str, pos: int, end: int, known: Names) -> tuple[Called | None, int]:
    """The name at the head of a member of a list, without none, some or all of the words before
    it, whichever reaches farthest; and where the member begins."""
    rules = _rules()
    places = [pos]
    while before := rules["before"].match(text, places[-1], end):
        places.append(before.end())
    found = [_name(path, text, place, end, known) for place in places]
    best = max((f for f in found if f), key=lambda f: f[0], default=None)
    if best is None and (adjectives := rules["described"].match(text, places[-1], end)):
        best = _group(text, adjectives.end(), end, known)
    return best, places[-1]


def _group(text: str, pos: int, end: int, known: Names) -> Called | None:
    """The group that begins at ``pos``, by the longest of the patterns."""
    best: Called | None = None
    for pattern, target in _groups(known.head.adopted_by):
        if (m := pattern.match(text, pos, end)) and (best is None or m.end() > best[0]):
            best = (m.end(), (target,))
    return best if best and not _attribute(text, pos, best[0]) else None


def _attribute(text: str, start: int, end: int) -> bool:
    """Whether the name at [start, end) only tells whose a thing is ("donor support"); after "that"
    such a noun is a verb ("that the donors support the plan")."""
    rules = _rules()
    subject = rules["subject"].search(text, max(0, start - 60), start)
    return rules["possessive" if subject else "attribute"].match(text, end) is not None


def _organizations(many: re.Match[str]) -> Called:
    """Whom "international, regional and non-governmental organizations" means."""
    means = data()["adjectives"]
    found: list[str] = []
    bare = False
    for m in _rules()["adjective"].finditer(many[1]):
        slug = means[m["word"]]
        if not bare:
            found.append(slug)
        elif slug in data()["narrower"]:
            found[-1] = slug  # "international non-governmental organizations" are one kind
        bare = m["bare"] is not None
    return many.end(), tuple(dict.fromkeys(f"body/{slug}" for slug in found))


def _name(path: str, text: str, pos: int, end: int, known: Names) -> Called | None:
    """The name or group that begins at ``pos``."""
    rules = _rules()
    if many := rules["many"].match(text, pos, end):
        return _organizations(many)
    if government := rules["government"].match(text, pos):
        state = known.at(path, government.end())
        if state and state[1].startswith("state/"):
            return state[0], (state[1],)
    named = known.at(path, pos)
    best = _group(text, pos, end, known)
    if named and (best is None or named[0] > best[0]):
        office = rules["person"].search(named[1])
        longer = not office and rules["longer"].match(text, named[0])
        if longer and (named[1], text[named[0] :][:1]) == ("body/united-nations", " "):
            return _name(path, text, named[0] + 1, end, known)  # "United Nations Secretary-General"
        unmeant = longer or _attribute(text, pos, named[0])
        return None if unmeant else (named[0], (named[1],))
    if best is None and (alone := rules["the_government"].match(text, pos)):
        its = known.government_before(path, pos)
        return (alone.end(), (its,)) if its else None
    return best
