"""Decided tokens to one ``Rich`` text."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Rich, Span
from ingest.parse.pagetext.patterns import join
from ingest.parse.pagetext.tokens import Kind, Token
from ingest.parse.rich import RichBuilder

NEAR = 12
"""So many tokens on either side tell how two lines join."""


def rich(tokens: Sequence[Token]) -> Rich:
    """The text that ``tokens`` print, with its marks, italics, links and source spans."""
    tokens = _tidy(tokens)
    builder = RichBuilder()
    italics: list[list[int]] = []
    links: list[list[int]] = []
    for index, token in enumerate(tokens):
        match token.kind:
            case Kind.RAISED if token.values:
                for value in token.values:
                    builder.mark(value)
            case Kind.WORDS | Kind.RAISED | Kind.STARS | Kind.LINE:
                builder.add(token.text, token.start)
            case Kind.FOLD | Kind.BREAK:
                if token.kind is Kind.BREAK:
                    builder.interrupt()
                if (
                    join(
                        _shown(tokens[max(index - NEAR, 0) : index]),
                        _shown(tokens[index + 1 : index + NEAR]),
                    )
                    != ""
                ):
                    builder.space()
            case Kind.ITALIC:
                italics.append(builder.open())
            case Kind.ROMAN if italics:
                builder.close_italic(italics.pop())
            case Kind.LINK:
                links.append(builder.open())
            case Kind.UNLINK if links:
                builder.close_link(links.pop(), token.href)
            case _:
                continue
    return _merged(builder.build())


def _shown(tokens: Sequence[Token]) -> str:
    """The words of a sequence of tokens, marks left out."""
    return "".join(
        " " if token.kind in (Kind.FOLD, Kind.BREAK) else token.text
        for token in tokens
        if not token.values
    )


def _tidy(tokens: Sequence[Token]) -> list[Token]:
    """Drop what an extraction puts round marks: a space before a stop, a comma between marks."""
    out: list[Token] = []
    for index, token in enumerate(tokens):
        between = (
            0 < index < len(tokens) - 1 and tokens[index - 1].values and tokens[index + 1].values
        )
        if token.kind is Kind.WORDS and between and token.text == ",":
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        beyond = tokens[index + 2] if index + 2 < len(tokens) else None
        if (
            token.kind is Kind.WORDS and after and after.values
            and beyond and beyond.kind is Kind.WORDS and beyond.text[:1] in tuple(",.;:)")
        ):  # fmt: skip
            out.append(replace(token, text=token.text.rstrip()))
        else:
            out.append(token)
    return out


def _merged(text: Rich) -> Rich:
    """Italics that a page break or a link cut are one stretch."""
    italics: list[Span] = []
    for span in text.italics:
        if italics and not text.text[italics[-1].end : span.start].strip():
            italics[-1] = Span(italics[-1].start, span.end)
        else:
            italics.append(span)
    return replace(text, italics=tuple(italics))
