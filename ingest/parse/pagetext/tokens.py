"""A stretch of page text to tokens: words, footnote marks, emphasis, links, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from html import unescape

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<link>(?<!\\)\[(?P<words>(?:\\.|[^\[\]\\])*)\]\((?P<href>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\))"
    r"|<sup>(?P<sup>[^<>]{1,20})</sup>"
    r"|<sub>(?P<sub>[^<>]{1,20})</sub>"
    r"|(?P<digits>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<stars>\*+)"
    r"|(?P<line>(?<![^\s(\[“‘])_(?=[^\s_])|(?<=[^\s_])_(?![^\s.,;:)\]”’]))"
    r"|(?P<entity>&(?:amp|lt|gt|quot|nbsp);)"
    r"|(?P<fold>(?<![ \t])[ \t]*(?:\n|<br\s*/?>)\s*)"
)


class Kind(Enum):
    """What a token is."""

    WORDS = auto()
    RAISED = auto()
    """Superscript digits or a star that may be footnote marks; ``values`` once it is decided."""
    STARS = auto()
    LINE = auto()
    """An underscore that may open or close italics."""
    FOLD = auto()
    """A line end."""
    BREAK = auto()
    """The source goes on elsewhere."""
    LINK = auto()
    UNLINK = auto()
    ITALIC = auto()
    ROMAN = auto()
    BOLD = auto()
    LIGHT = auto()


@dataclass(slots=True)
class Token:
    """``text`` is what the print shows; ``start`` and ``end`` are offsets in the source."""

    kind: Kind
    text: str
    start: int
    end: int
    values: tuple[str, ...] = field(default=())
    href: str = ""


def tokens(source: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of ``source[start:end]`` in order; nothing is left out."""
    at = start
    for match in _TOKEN.finditer(source, start, end):
        if match.start() > at:
            yield Token(Kind.WORDS, source[at : match.start()], at, match.start())
        at = match.end()
        yield from _token(source, match)
    if at < end:
        yield Token(Kind.WORDS, source[at:end], at, end)


def _token(source: str, match: re.Match[str]) -> Iterator[Token]:
    start, end = match.span()
    if match["escape"]:
        yield Token(Kind.WORDS, source[end - 1], end - 1, end)
    elif match["link"]:
        inner, after = match.span("words")
        yield Token(Kind.LINK, "", start, inner)
        yield from tokens(source, inner, after)
        yield Token(Kind.UNLINK, "", after, end, href=match["href"])
    elif match["sup"] is not None:
        yield Token(Kind.RAISED, match["sup"].translate(_RAISED), start, end, href=match["sup"])
    elif match["sub"] is not None:
        yield Token(Kind.WORDS, match["sub"].translate(_LOWERED), *match.span("sub"))
    elif match["digits"]:
        yield Token(Kind.RAISED, match[0], start, end, href=match[0].translate(SUPERSCRIPTS))
    elif match["entity"]:
        yield Token(Kind.WORDS, unescape(match[0]), start, end)
    elif match["stars"]:
        yield Token(Kind.STARS, match[0], start, end)
    elif match["line"]:
        yield Token(Kind.LINE, "_", start, end)
    else:
        yield Token(Kind.FOLD, match[0], start, end)


def plain(source: str, start: int, end: int) -> str:
    """How ``source[start:end]`` looks without emphasis, links and raised figures (for rules)."""
    shown = {Kind.WORDS, Kind.FOLD}
    text = "".join(token.text for token in tokens(source, start, end) if token.kind in shown)
    return " ".join(text.replace("\u00ad\n", "\u00ad").split())
