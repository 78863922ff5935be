"""What makes a line a heading, and how its number and its title come apart."""

import re
from dataclasses import dataclass
from functools import cache

from ingest.model import Rich
from ingest.parse.data import load
from ingest.parse.rich import cut


@dataclass(frozen=True, slots=True)
class Titled:
    """A heading: ``number`` as printed without full stop, its title, and the style of number."""

    number: str | None
    content: Rich
    style: str


@cache
def _numbers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["style"], re.compile(row["pattern"])) for row in load("headings")["numbers"])


@cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in load("headings")[group]))


@cache
def _annexes() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in load("headings")["annexes"])


@cache
def _ornament() -> re.Pattern[str]:
    return re.compile("|".join(load("headings")["ornaments"]))


def is_ornament(text: str) -> bool:
    """Whether a line is ``* * *`` or a rule: no part."""
    return bool(_ornament().fullmatch(text))


def is_sentence(text: str) -> bool:
    """Whether a line that markup calls a heading is a sentence by print."""
    return bool(_pattern("sentences").fullmatch(text))


def by_print(text: str) -> bool:
    """Whether an unnumbered line is a heading by print alone."""
    return len(text) <= load("headings")["longest"] and titles(text)


def titles(text: str) -> bool:
    """Whether words are written as a title: a capital first, no closing punctuation."""
    rules = load("headings")
    return (
        bool(re.match(rules["opens"], text))
        and text[0] == text[0].upper()
        and not re.search(rules["unfinished"], text)
    )


def annex(text: str) -> tuple[bool, str | None]:
    """Whether a heading opens an annex, and the annex's number."""
    for pattern in _annexes():
        if match := pattern.fullmatch(text.rstrip(".")):
            return True, match["number"]
    return False, None


def style_of(number: str) -> str | None:
    """The style of a heading's number, None if it is no number."""
    printed = number.strip().rstrip(".:").strip("()")
    for style, pattern in _numbers():
        if pattern.fullmatch(printed):
            first = re.match(r"[^\W\d_]+", printed)
            return f"word-{first[0].lower()}" if style == "word" and first else style
    return None


def split(content: Rich, label: str | None) -> Titled:
    """Take the number off a heading's title; a number alone stays as the title too."""
    text = content.text
    if label and (style := style_of(label)):
        again = re.match(re.escape(label.rstrip(".")) + r"\.?\s+(?=\S)", text)
        title = cut(content, again.end()) if again else content
        return Titled(_bare(label), title, style)
    if style := style_of(text):
        return Titled(_bare(text), content, style)
    for style, pattern in _numbers():
        match = re.match(rf"({pattern.pattern})(?:\.|(?<=\d)\s*[–:-])\s+(?=\S)", text)
        if match:
            return Titled(match[1], cut(content, match.end()), style_of(match[1]) or style)
    return Titled(None, content, "none")


def is_bare(titled: Titled) -> bool:
    """Whether only the number is printed on this line: the title follows on the next."""
    return titled.number is not None and _bare(titled.content.text) in ("", titled.number)


def _bare(label: str) -> str:
    return label.strip().rstrip(".:").strip("()")
