"""Uses as they are read: the words, what stands around them, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ontology.terms import DCTERMS, RCL
from ontology.uses.model import Use
from server.addresses import href
from server.store import ReleaseStore, Row, Term, written
from server.views.dues import due_words
from server.views.facts import Value
from server.views.names import Names
from server.views.parts import in_words

AROUND = 220
"""Characters shown on either side of the words."""

# one triple in each OPTIONAL: of two the engine reads all there are of the release
_WORDS = f"""
PREFIX rcl: <{RCL._NS}>
SELECT ?finding ?surface ?start ?end ?text WHERE {{{{
  VALUES ?finding {{{{ {{}} }}}}
  ?finding rcl:inPart ?part .
  OPTIONAL {{{{ ?finding rcl:surface ?surface }}}}
  OPTIONAL {{{{ ?finding rcl:start ?start }}}}
  OPTIONAL {{{{ ?finding rcl:end ?end }}}}
  OPTIONAL {{{{ ?part rcl:text ?text }}}}
}}}}
"""


@dataclass(frozen=True, slots=True)
class Extract:
    """Words of a part with what stands ``before`` and ``after`` them, all empty where the
    release has no texts; ``verb``, ``others`` and ``dues`` are what the use adds.
    """

    href: str
    symbol: str
    place: str
    title: str
    date: str
    before: str
    words: str
    after: str
    language: str
    verb: Value | None
    others: tuple[Value, ...]
    dues: tuple[str, ...]


def extracts(store: ReleaseStore, base: str, uses: Iterable[Use], names: Names) -> list[Extract]:
    """Read the words of some uses, in one query; ``names`` has their documents and targets."""
    shown = list(uses)
    rows: dict[str, list[Row]] = {}
    wanted = " ".join(written(Term(use.finding)) for use in shown)
    for row in store.select(_WORDS.format(wanted)) if wanted else ():
        rows.setdefault(row["finding"].value, []).append(row)
    found: list[Extract] = []
    for use in shown:
        one = _extract(base, use, rows.get(use.finding, []), names)
        if found and one.words and replace(one, others=()) == replace(found[-1], others=()):
            # the same words lead to several things
            found[-1] = replace(one, others=(*found[-1].others, *one.others))
        else:
            found.append(one)
    return found


def _extract(base: str, use: Use, rows: list[Row], names: Names) -> Extract:
    before, words, after, language = _cut(rows)
    title = names.facts.said(use.document, DCTERMS.title, "en")
    return Extract(
        href=href(base, use.part),
        symbol=names.name(use.document),
        place=in_words(path) if (path := use.part[len(use.document) + 1 :]) else "",
        title=title.value if title else "",
        date=use.date,
        before=before,
        words=words,
        after=after,
        language=language,
        verb=names.value(Term(use.verb)) if use.verb else None,
        others=tuple(names.value(Term(other)) for other in use.others),
        dues=tuple(map(due_words, use.dues)),
    )


def _cut(rows: list[Row]) -> tuple[str, str, str, str]:
    """Cut the words out of the text, in whose language the offsets count, with what is around."""
    surface = next((row["surface"].value for row in rows if "surface" in row), "")
    for row in sorted(rows, key=lambda row: "text" not in row or row["text"].language != "en"):
        if "text" not in row or "start" not in row or "end" not in row:
            continue
        text, start, end = row["text"].value, int(row["start"].value), int(row["end"].value)
        if text[start:end] == surface:
            before, after = text[:start], text[end:]
            if len(before) > AROUND:
                before = "… " + before[-AROUND:].partition(" ")[2]
            if len(after) > AROUND:
                after = after[:AROUND].rpartition(" ")[0] + " …"
            return before, surface, after, row["text"].language
    return "", surface, "", "en"
