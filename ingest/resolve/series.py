"""Documents named by symbol or by number: “A/79/120”, “its resolutions 72/197 and 73/192”.

Spot the numbers; find the word “resolution” that governs each and the body before it; ask
``ontology.symbols`` what the body's document of that number is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.resolve import comments, lexicon
from ingest.resolve.numbers import (
    LETTERS,
    Number,
    dated,
    document,
    fits,
    members,
    rules,
    runs,
    stem,
)
from ingest.resolve.spans import Find
from ontology.symbols import SCHEMES, canonical


def _compiled() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, str]]:
    data = rules()
    names = {key: key for key in ("old", "year", "modern", "short", "health")}
    numbers = "|".join(
        f"(?P<{names.get(key, 'other' + str(i))}>{entry['pattern']})"
        for i, (key, entry) in enumerate(data["numbers"].items())
    )
    roots = "|".join(
        sorted(
            next(s.data["roots"] for s in SCHEMES if s.name == "document"), key=len, reverse=True
        )
    )
    bracket = data["brackets"]["pattern"]
    one = rf"(?:{roots})(?:\.[\dIVX]+)?(?:/[A-Za-z0-9]+(?:[.–-][A-Za-z0-9]+)*(?: ?{bracket})*)+"
    symbol = rf"(?<![\w/.-]){one}(?:[-–]{one})*"
    issuers = {entry["words"]: entry["body"] for entry in data["issuers"]}
    return (
        re.compile(rf"(?=[0-9A-Z])(?:{numbers})"),
        re.compile(symbol),
        re.compile(data["date"]["pattern"]),
        issuers,
    )


_NUMBER, _SYMBOL, _DATE, _ISSUERS = _compiled()
_ISSUER = "|".join(sorted(map(re.escape, _ISSUERS), key=len, reverse=True))
_VAGUE = "Council|Commission"
_HEAD = re.compile(r"\b(?:[Rr]esolution|RESOLUTION|[Dd]ecision)s?\b")
_BEFORE = re.compile(rf"(?P<body>{_ISSUER}|{_VAGUE})(?:[’'](?:s)?)?(?: (?:relevant|own))? $")
_NAMED = re.compile(rf"\b(?P<body>{_ISSUER}|{_VAGUE})\b")
_AFTER = re.compile(rf",? (?:of|adopted by) the (?P<body>{_ISSUER}|{_VAGUE})\b(?! resol)")
_LINK = re.compile(rules()["anaphora"]["pattern"])
_ELSE = re.compile(rules()["else"]["pattern"])
_PARAGRAPH = re.compile(rules()["paragraph"]["pattern"])
_OTHER_BEFORE = re.compile(rules()["others"]["before"]["pattern"])
_OTHER_AFTER = re.compile(rules()["others"]["after"]["pattern"])
_DIRECT = re.compile(rules()["direct"]["pattern"])
_QUOTED = re.compile(r"“[^”]*”|\([^()]*\)|\b(?:sects?|paras?|chaps?|vols?|Nos?|arts?|resp)\.")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}")
_VOLUME = re.compile(r"\), vol\. ([IVX]+)")
_FAR = 220


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text stands: the body that adopts it, and where its notes' marks stand in it.

    ``records`` has, by the place of a mark, the body whose resolutions the note's report prints;
    ``printed`` is that body where the text is the note itself. ``years`` has the year of each
    Security Council resolution that the document gives with its year.
    """

    adopting: str | None
    records: dict[int, str] = field(default_factory=dict)
    printed: str | None = None
    years: dict[str, str] = field(default_factory=dict)


def spot(text: str, setting: Setting) -> tuple[Find, ...]:
    """Every symbol and every numbered resolution or decision in ``text``, in order."""
    if not _DIGIT.search(text):
        return ()
    finds = [*_symbols(text), *comments.spot(text)]
    covered = [(f.start, f.end) for f in finds]
    heads = list(_HEAD.finditer(text))
    for series in _numbers(text, heads, covered, setting):
        finds += _resolved(text, series, setting)
    return tuple(sorted(finds, key=lambda f: (f.start, f.end)))


def _symbols(text: str) -> Iterator[Find]:
    if "/" not in text:
        return
    for match in _SYMBOL.finditer(text):
        words = match[0]
        while words:
            symbol = canonical(words)
            if symbol and any(c.isdigit() for c in words):
                end = match.start() + len(words)
                volume = _VOLUME.match(text, end)
                whole = canonical(f"{words} (Vol. {volume[1]})") if volume else None
                yield Find(match.start(), end, (stem((whole or symbol).canonical),))
                break
            words = re.sub(r"(?:\s*\([^()]*\)?|[/.–-][^/.–-]*)$", "", words) if "/" in words else ""


@dataclass(slots=True)
class _Series:
    """Numbers that one word "resolutions" governs; ``after`` is a body named behind them."""

    head: re.Match[str] | None
    numbers: list[Number]
    after: str | None = None


def _numbers(
    text: str,
    heads: list[re.Match[str]],
    covered: list[tuple[int, int]],
    setting: Setting,
) -> list[_Series]:
    """The numbers of a text by the word that governs them."""
    found: list[_Series] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if any(s < end and start < e for s, e in covered):
            continue
        if match.lastgroup == "short" and match[0] not in setting.years:
            continue
        if match.lastgroup == "health" and "Health Assembly" not in text:
            continue
        head = next((h for h in reversed(heads) if _governs(text, h, start)), None)
        direct = head is not None and _DIRECT.fullmatch(text, head.end(), start)
        if not direct and _ELSE.search(text, max(0, start - 60), start):
            continue
        before = next((s for s in reversed(found[-2:]) if s.head is head), None)
        joined = before is not None and _joined(text[before.numbers[-1].end : start])
        if not direct and not joined:
            if not _alone(match, head, setting):
                continue
            head = None
        date = _DATE.match(text, end)
        stop = date.end() if date else end
        years = _YEAR.findall(date[0]) if date else []
        singular = direct and head and not head[0].lower().endswith("s")
        begin = _begin(text, head) if singular and head else start
        if before is None or not joined:
            before = _Series(head, [])
            found.append(before)
        if after := _AFTER.match(text, stop):
            before.after = after["body"]
        before.numbers.append(Number(match, begin, stop, int(years[-1]) if years else None))
    return found


def _governs(text: str, head: re.Match[str], start: int) -> bool:
    """Whether a word stands before a number, and not in a title that is closed before it."""
    if head.end() > start:
        return False
    return text.count("”", head.end(), start) <= text.count("“", head.end(), start)


def _alone(match: re.Match[str], head: re.Match[str] | None, setting: Setting) -> bool:
    """Whether a number is a resolution's although no such word stands right before it."""
    if match.lastgroup == "short":
        return bool(_PARAGRAPH.search(match.string, max(0, match.start() - 60), match.start()))
    if match.lastgroup == "year":
        return head is not None or setting.adopting == "security-council"
    return match.lastgroup not in ("modern", "health")


def _joined(gap: str) -> bool:
    """Whether what stands between two numbers still belongs to one enumeration."""
    bare = _QUOTED.sub("", gap)
    if ". " in bare or len(bare) > _FAR:
        return False
    return ";" not in bare or bool(re.search(r"; (?:and )?$", bare))


def _begin(text: str, head: re.Match[str]) -> int:
    before = _BEFORE.search(text, max(0, head.start() - 60), head.start())
    return before.start() if before else head.start()


def _issuer(text: str, head: re.Match[str]) -> str | None:
    """The words for the body whose resolution this is, or None where nothing says so."""
    low = max(0, head.start() - 120)
    if before := _BEFORE.search(text, low, head.start()):
        return before["body"]
    earlier = [*_NAMED.finditer(text, low, head.start())]
    named = earlier[-1] if earlier else None
    if named and _LINK.fullmatch(text[named.end() : head.start()]):
        return named["body"]
    return None


def _foreign(text: str, series: _Series) -> bool:
    """Whether a body without a series here is named as the one whose numbers these are."""
    head = series.head
    if head is None or series.after:
        return False
    if _BEFORE.search(text, max(0, head.start() - _FAR), head.start()):
        return False
    named = _OTHER_BEFORE.search(text, max(0, head.start() - 80), head.start())
    if named or _OTHER_AFTER.match(text, series.numbers[-1].end):
        return True
    if text[: head.start()].endswith(" ") and text[head.start() - 2 : head.start() - 1].isalpha():
        known = {f"body/{body}" for body in _ISSUERS.values()}
        before = [h for h in lexicon.bodies().spot(text) if h.end == head.start() - 1]
        return any(h.target not in known and not h.contextual for h in before)
    return False


def _resolved(text: str, series: _Series, setting: Setting) -> Iterator[Find]:
    head = series.head
    kind = "Decision" if head and head[0][0] in "dD" else "Resolution"
    issuer = (_issuer(text, head) if head else None) or series.after
    if _foreign(text, series) and any(n.match.lastgroup == "modern" for n in series.numbers):
        yield from (Find(n.start, n.end) for n in series.numbers)
        return
    modern = [n for n in series.numbers if n.match.lastgroup == "modern"]
    possible = [b for b in rules()["series"] if all(fits(n.match[0], b, kind) for n in modern)]
    fitting = [b for b in possible if dated(modern, b)] or possible
    if issuer in _ISSUERS and _ISSUERS[issuer] in rules()["series"]:
        # what a body that is named cannot have had is not another's
        fitting = [b for b in possible if b == _ISSUERS[issuer]]
    pool = _pool(text, series, issuer, setting, fitting)
    for number in series.numbers:
        printed, group = number.match[0], number.match.lastgroup
        if group == "short":
            printed, group = f"{printed} ({setting.years[printed]})", "year"
        if group == "year":
            bodies: list[str] = ["security-council"]
        elif group == "old":
            bodies = ["ecosoc"] if issuer == "Economic and Social Council" else ["general-assembly"]
            if bodies == ["general-assembly"] and not runs(printed):
                yield Find(number.start, number.end)
                continue
        elif group == "modern":
            bodies = pool
        else:
            if group == "health":
                printed = f"WHA{printed}"
            symbol = canonical(printed)
            yield Find(number.start, number.end, (symbol.canonical,) if symbol else ())
            continue
        letters = LETTERS.match(printed) if group == "modern" else None
        each = members(letters) if letters else [printed]
        found = [[t for b in bodies if (t := document(m, b, kind))] for m in each]
        if all(len(some) == 1 for some in found):
            yield Find(number.start, number.end, tuple(some[0] for some in found))
        elif group != "old" or head:
            yield Find(number.start, number.end, (), tuple(sorted({t for s in found for t in s})))


def _pool(
    text: str, series: _Series, issuer: str | None, setting: Setting, fitting: list[str]
) -> list[str]:
    """The bodies whose numbers these may be; one where it is certain."""
    if issuer in _ISSUERS and _ISSUERS[issuer] in fitting:
        return fitting
    if setting.printed in fitting:
        return [setting.printed]
    start = series.numbers[0].start
    own = setting.adopting
    near = [_ISSUERS[m["body"]] for m in _NAMED.finditer(text, 0, start) if m["body"] in _ISSUERS]
    for mark in setting.records:
        if series.numbers[0].end <= mark <= series.numbers[-1].end + 40:
            near.append(setting.records[mark])
    if issuer and issuer not in _ISSUERS:
        meant = [b for w, b in _ISSUERS.items() if issuer in w and b in fitting]
        latest = [b for b in reversed(near) if b in meant]
        return latest[:1] or meant
    low = any(_session(n.match[0]) <= rules()["shared"] for n in series.numbers)
    dated = any(n.year for n in series.numbers)
    if own in fitting and (dated or not low or not near or near[-1] in (own, "security-council")):
        return [own]
    for body in reversed(near):
        if body in fitting:
            return [body]
    if own in fitting:
        return [own]
    if "general-assembly" in fitting and not low:
        return ["general-assembly"]
    return fitting


def _session(number: str) -> int:
    found = re.match(r"(\d+)/", number)
    return int(found[1]) if found else 999
