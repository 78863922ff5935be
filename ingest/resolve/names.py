"""Names of instruments in a text: those of the registry, closed sets, and names in no registry."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ingest.resolve import lexicon
from ingest.resolve.data import load
from ingest.resolve.spans import Find, overlaps
from ontology.instruments import register


def rules() -> dict[str, Any]:
    """``names.yaml`` as read."""
    loaded: dict[str, Any] = load("names")
    return loaded


@cache
def pattern(key: str) -> re.Pattern[str]:
    """A pattern of ``names.yaml``, compiled."""
    return re.compile(rules()[key]["pattern"])


_HEADS = "|".join(rules()["heads"])
_HEAD = re.compile(rf"(?<![\w-])(?:{_HEADS})(?![\w-])")
_CAP = r"(?:[A-Z][\w’'/-]*|(?:19|20)\d\d(?:[–-]\d{4})?)"
_JOIN = (
    r"(?: (?:of|on|for|to|in|against|from|by(?! \d)|with|between|under|relating to|concerning"
    r"|governing|or|at)(?: the| all)?| and(?! the))?"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PLURAL = re.compile(r"onventions|reaties|Covenants")
_MODIFIERS = re.compile(rf"(?:(?<![\w’-]){_CAP} )+$")
_REST = re.compile(rf"(?:{_JOIN} {_CAP})*")
_DROPPED = re.compile(
    r"^(?:(?:[A-Z]\w+ing|The|This|That|Its|Also|Further|In|On|By|Under) )+(?=[A-Z])"
)


def spot(text: str) -> tuple[Find, ...]:
    """Names in ``text``, in order; a short form has ``candidates`` and its words as ``head``."""
    finds = [*_sets(text), *_yearly(text)]
    thereto = [m.span() for m in _found("thereto", text, "thereto")]
    known = [
        f
        for f in _registered(text)
        if not overlaps(f.start, f.end, finds)
        and not any(s < f.end and f.start < e for s, e in thereto)
    ]
    known += [_thereto(s, e, known) for s, e in thereto]
    finds += known
    for find in _unknown(text, known):
        inner = [f for f in finds if f.start < find.end and find.start < f.end]
        if any(not f.candidates for f in inner):
            continue
        finds = [f for f in finds if f not in inner] + [find]
    for again in _found("mentioned", text, "mentioned", "said"):
        if not overlaps(again.start(), again.end(), finds):
            finds.append(Find(again.start(), again.end(), head=f"said {again['head']}"))
    for again in _found("again", text, "conventions", "treaties"):
        if not overlaps(again.start(), again.end(), finds):
            finds.append(Find(*again.span("set"), head="again"))
    return tuple(sorted(finds, key=lambda f: (f.start, f.end)))


def _found(key: str, text: str, *words: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern in ``text``, which can have one only with one of ``words``."""
    return pattern(key).finditer(text) if any(w in text for w in words) else iter(())


def _thereto(start: int, end: int, known: list[Find]) -> Find:
    """Protocols of the treaty named last before them; unresolved where it has no entry."""
    named = [t for f in known if f.end <= start for t in f.targets]
    last = named[-1] if named else ""
    return Find(start, end, tuple(rules()["thereto"]["of"].get(last, ())), head="thereto")


def _registered(text: str) -> Iterator[Find]:
    """Names of the registry, one find for each place, extended by a year that belongs to it."""
    places: dict[tuple[int, int], list[lexicon.Hit]] = {}
    tools = rules()["tools"]
    for hit in lexicon.instruments().spot(text):
        if hit.target in tools or pattern("otherwise").match(text[hit.end : hit.end + 20]):
            continue
        if "/" in (text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]):
            continue  # a piece of a symbol
        places.setdefault((hit.start, hit.end), []).append(hit)
    for (start, end), hits in _longer(text, places).items():
        sure = tuple(dict.fromkeys(h.target for h in hits if not h.contextual))
        head = text[start:end]
        if not sure and not head[0].isupper() and len(head.split()) < 2:
            continue
        start, end = _widened(text, start, end)
        if len(sure) == 1:
            yield Find(start, end, sure, head=head)
        else:
            meant = sure or _of_the_year(text[start:end], sorted(h.target for h in hits))
            yield Find(start, end, (), meant, head=head)


def _of_the_year(words: str, targets: list[str]) -> tuple[str, ...]:
    """Those of ``targets`` that are of the year in ``words``, if there is one."""
    year = _YEAR.search(words)
    known = register().years
    return tuple(t for t in targets if year is None or known.get(t, year[0]) == year[0])


def _longer(
    text: str, places: dict[tuple[int, int], list[lexicon.Hit]]
) -> dict[tuple[int, int], list[lexicon.Hit]]:
    """“2019 Ministerial Declaration on …” is one name, though two of the registry's overlap.

    Of two that overlap the longer is meant. A year and a head word alone are no name where more
    of it follows (“1961 Convention on …”).
    """
    found: dict[tuple[int, int], list[lexicon.Hit]] = {}
    for (start, end), hits in places.items():
        if found and start < max(e for _, e in found):
            continue
        inner = start + len(text[start:end].split(" ", 1)[0]) + 1
        if inner < end and re.match(r" [a-z]", text[end : end + 2]):
            later = lexicon.instruments().spot(text[inner : end + 300])[:1]
            over = later and inner + later[0].start < end < inner + later[0].end
            same = over and later[0].target in {h.target for h in hits}
            if over and (same or later[0].end - later[0].start > end - start):
                end, hits = inner + later[0].end, [later[0]]
            begun = pattern("begun").match(text[start : end + 24])
            if begun and begun.end() > end - start:
                continue
        found[start, end] = hits
    return found


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    if before := pattern("before").search(text, max(0, start - 5), start):
        start = before.start()
    if after := pattern("after").match(text[end : end + 24]):
        end += after.end()
    return start, end


def _sets(text: str) -> Iterator[Find]:
    if not _PLURAL.search(text):
        return
    for entry in rules()["sets"]:
        for match in _compiled(entry["pattern"]).finditer(text):
            if match[0][:1].isdigit() or match[0].startswith(("three", "International", "United")):
                definite = True
            else:
                definite = bool(pattern("certain").search(text[: match.start()]))
            if definite:
                yield Find(match.start(), match.end(), tuple(entry["members"]), head="set")


def _yearly(text: str) -> Iterator[Find]:
    for entry in rules()["yearly"] if "report" in text else ():
        for match in _compiled(entry["pattern"]).finditer(text):
            years = re.findall(r"\d{4}", match["years"])
            named = tuple(entry["member"].format(year=year) for year in years)
            yield Find(match.start(), match.end(), named)


@cache
def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _unknown(text: str, known: list[Find]) -> Iterator[Find]:
    """Capitalised names around a head word that the registry does not have whole."""
    end = 0
    for head in _HEAD.finditer(text):
        if head.start() < end or any(f.targets and f.start <= head.start() < f.end for f in known):
            continue
        before = _MODIFIERS.search(text, end, head.start())
        start = before.start() if before else head.start()
        rest = _REST.match(text, head.end())
        end = rest.end() if rest else head.end()
        inner = next((f for f in known if f.targets and head.end() <= f.start < end), None)
        if inner and not head[0].startswith("Protocol"):
            end = head.end()
        elif inner:
            end = max(end, inner.end)
        start += _led(text[start : head.end()])
        if any(f.head == "thereto" and f.start <= head.start() < f.end for f in known):
            continue
        if start == head.start() and end == head.end():
            same = any(f.start <= start and f.end >= end for f in known)
            if not same and pattern("definite").search(text[:start]):
                yield Find(start, end, head=head[0])
            continue
        if any(f.start <= start and f.end >= end for f in known):
            continue
        bodies = [h for h in lexicon.bodies().spot(text) if not h.contextual]
        if any(b.start <= start and end <= b.end for b in bodies):
            continue  # the name of a body
        led = [b.start for b in bodies if b.start < start < b.end <= head.end()]
        yield Find(min([start, *led]), end, head=head[0])


def _led(words: str) -> int:
    """How many characters in front of a name are the sentence's: “Recalling International …”."""
    dropped = _DROPPED.match(words)
    return dropped.end() if dropped else 0
