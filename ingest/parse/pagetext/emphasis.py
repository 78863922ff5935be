"""Which asterisks and underscores are emphasis, which are footnote marks, which are text.

As in Markdown: one opens before a letter, closes after one, and must find its partner within the
paragraph. Emphasis toggles, so that ``**bold***italic*`` comes apart where an extraction glued it.
"""

from collections.abc import Sequence

from ingest.parse.pagetext.tokens import Kind, Token

_SILENT = frozenset({Kind.LINK, Kind.UNLINK, Kind.ITALIC, Kind.ROMAN, Kind.BOLD, Kind.LIGHT})
_GAPS = frozenset({Kind.FOLD, Kind.BREAK})


def resolve(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with every run of asterisks and every underscore told apart."""
    out: list[Token] = []
    italic = bold = line = False
    for index, token in enumerate(tokens):
        if token.kind is Kind.LINE:
            if line or _later(tokens, index, Kind.LINE, 1):
                out.append(_turn(token, Kind.ROMAN if line else Kind.ITALIC))
                line = not line
            else:
                out.append(_turn(token, Kind.WORDS))
            continue
        if token.kind is not Kind.STARS:
            out.append(token)
            continue
        toggles_italic, toggles_bold = bool(len(token.text) & 1), bool(len(token.text) & 2)
        works = len(token.text) <= 3
        if toggles_italic and works:
            works = _works(tokens, index, italic, 1)
        if toggles_bold and works:
            works = _works(tokens, index, bold, 2)
        if not works:
            out.append(_literal(token, _before(tokens, index)))
            continue
        if toggles_italic:
            out.append(_turn(token, Kind.ROMAN if italic else Kind.ITALIC))
            italic = not italic
        if toggles_bold:
            out.append(_turn(token, Kind.LIGHT if bold else Kind.BOLD))
            bold = not bold
    return out


def _works(tokens: Sequence[Token], index: int, is_open: bool, bit: int) -> bool:
    """Whether a run of asterisks closes, or opens, italics (bit 1) or bold (bit 2)."""
    before, after = _before(tokens, index), _after(tokens, index)
    if is_open:
        return not before.isspace()
    if before.isalnum() and len(tokens[index].text) == 1:
        return after.isalnum() and _within_word(tokens, index)
    return bool(after.strip()) and _later(tokens, index, Kind.STARS, bit)


def _within_word(tokens: Sequence[Token], index: int) -> bool:
    """Whether the next asterisk stands in the same word."""
    two = tokens[index + 1 : index + 3]
    return len(two) == 2 and two[1].kind is Kind.STARS and len(two[0].text.split()) == 1


def _later(tokens: Sequence[Token], index: int, kind: Kind, bit: int) -> bool:
    """Whether something further on can close what opens here."""
    return any(
        token.kind is kind
        and len(token.text) <= 3
        and len(token.text) & bit
        and not _before(tokens, place).isspace()
        for place, token in enumerate(tokens[index + 1 :], index + 1)
    )


def _before(tokens: Sequence[Token], index: int) -> str:
    for token in reversed(tokens[:index]):
        if token.kind in _GAPS:
            return " "
        if token.kind not in _SILENT and token.text:
            return token.text[-1]
    return " "


def _after(tokens: Sequence[Token], index: int) -> str:
    for token in tokens[index + 1 :]:
        if token.kind in _GAPS:
            return " "
        if token.kind not in _SILENT and token.text:
            return token.text[0]
    return ""


def _literal(token: Token, before: str) -> Token:
    """Asterisks that are no emphasis: after a word they may be a footnote mark."""
    if before.isspace():
        return _turn(token, Kind.WORDS)
    return Token(Kind.RAISED, token.text, token.start, token.end, href=token.text)


def _turn(token: Token, kind: Kind) -> Token:
    text = token.text if kind is Kind.WORDS else ""
    return Token(kind, text, token.start, token.end)
