"""Which asterisks and underscores are emphasis, which are footnote marks, which are text.

As in Markdown: one opens before a letter, closes after one, and must find its partner within the
paragraph. Emphasis toggles, so that ``**bold***italic*`` comes apart where an extraction glued it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.parse.pagetext.tokens import Kind, Token

_SILENT = frozenset({Kind.LINK, Kind.UNLINK, Kind.ITALIC, Kind.ROMAN, Kind.BOLD, Kind.LIGHT})
_GAPS = frozenset({Kind.FOLD, Kind.BREAK})


@dataclass(frozen=True, slots=True)
class _Around:
    """For every token the character before and after it, and where a closer last stands."""

    before: list[str]
    after: list[str]
    closers: dict[int, int]
    """By size bit of asterisks (1 italics, 2 bold), 0 for underscores."""


def resolve(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with every run of asterisks and every underscore told apart."""
    around = _around(tokens)
    out: list[Token] = []
    italic = bold = line = False
    for index, token in enumerate(tokens):
        if token.kind is Kind.LINE:
            works = line or around.closers[0] > index
            out.append(_turn(token, (Kind.ROMAN if line else Kind.ITALIC) if works else Kind.WORDS))
            line = line != works
            continue
        if token.kind is not Kind.STARS:
            out.append(token)
            continue
        toggles_italic, toggles_bold = bool(len(token.text) & 1), bool(len(token.text) & 2)
        works = len(token.text) <= 3
        if toggles_italic and works:
            works = _works(tokens, index, italic, 1, around)
        if toggles_bold and works:
            works = _works(tokens, index, bold, 2, around)
        if not works:
            out.append(_literal(token, around.before[index]))
            continue
        if toggles_italic:
            out.append(_turn(token, Kind.ROMAN if italic else Kind.ITALIC))
            italic = not italic
        if toggles_bold:
            out.append(_turn(token, Kind.LIGHT if bold else Kind.BOLD))
            bold = not bold
    return out


def _around(tokens: Sequence[Token]) -> _Around:
    before = _neighbours(tokens, -1, " ")
    after = _neighbours(tokens[::-1], 0, "")[::-1]
    closers = {0: -1, 1: -1, 2: -1}
    for index, token in enumerate(tokens):
        if token.kind is Kind.LINE:
            closers[0] = index
        elif token.kind is Kind.STARS and len(token.text) <= 3 and not before[index].isspace():
            for bit in (1, 2):
                if len(token.text) & bit:
                    closers[bit] = index
    return _Around(before, after, closers)


def _neighbours(tokens: Sequence[Token], end: int, outside: str) -> list[str]:
    """For every token the character at that end of the last token that shows one."""
    found, held = [], outside
    for token in tokens:
        found.append(held)
        if token.kind in _GAPS:
            held = " "
        elif token.kind not in _SILENT and token.text:
            held = token.text[end]
    return found


def _works(tokens: Sequence[Token], index: int, is_open: bool, bit: int, around: _Around) -> bool:
    """Whether a run of asterisks closes, or opens, italics (bit 1) or bold (bit 2)."""
    before, after = around.before[index], around.after[index]
    if is_open:
        return not before.isspace()
    if before.isalnum() and len(tokens[index].text) == 1:
        return after.isalnum() and _within_word(tokens, index)
    return bool(after.strip()) and around.closers[bit] > index


def _within_word(tokens: Sequence[Token], index: int) -> bool:
    """Whether the next asterisk stands in the same word."""
    two = tokens[index + 1 : index + 3]
    return len(two) == 2 and two[1].kind is Kind.STARS and len(two[0].text.split()) == 1


def _literal(token: Token, before: str) -> Token:
    """Asterisks that are no emphasis: after a word they may be a footnote mark."""
    if before.isspace():
        return _turn(token, Kind.WORDS)
    return Token(Kind.RAISED, token.text, token.start, token.end, href=token.text)


def _turn(token: Token, kind: Kind) -> Token:
    text = token.text if kind is Kind.WORDS else ""
    return Token(kind, text, token.start, token.end)
