"""Look at a query before it runs: does it call out, does it name its dataset?

A tokeniser of SPARQL's terminals, not a parser: it knows what is a string, an IRI, a comment,
a variable or a prefixed name, so that a keyword is seen only where it is one. Where in doubt
(an escape, an unclosed string) it sees more than there is, never less.
"""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
      (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string> \"{3} (?:[^"\\]|\\.|\"{1,2}(?!\"))* \"{3}
                | '{3} (?:[^'\\]|\\.|'{1,2}(?!'))* '{3}
                | " (?:[^"\\\n\r]|\\.)* "
                | ' (?:[^'\\\n\r]|\\.)* ' )
    | (?P<comment> \#[^\n\r]* )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<name> (?P<prefix>(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?) : (?:[\w.\-:]|%[0-9A-Fa-f]{2}|\\.)* )
    | (?P<word> [^\W\d_]+ )
    | (?P<escape> \\. )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def calls_out(query: str) -> bool:
    """Tell whether a query may have a SERVICE clause.

    Oxigraph needs no space around keywords (``trueSERVICE e:x``, ``SERVICEe:x``), so bare words
    and prefixes that contain the word count: a prefix ``service:`` is refused, harmless or not.
    """
    return any(
        "SERVICE" in (match["word"] or match["prefix"] or "").upper() for match in _tokens(query)
    )


def names_dataset(query: str) -> bool:
    """Tell whether a query has a FROM clause."""
    return any((match["word"] or "").upper() == "FROM" for match in _tokens(query))


def _tokens(query: str) -> Iterator[re.Match[str]]:
    r"""Read the text as given and with its ``\u0053`` escapes decoded.

    SPARQL 1.1, section 19.2, decodes them before it parses.
    """
    for text in {query, _ESCAPE.sub(_character, query)}:
        yield from _TOKEN.finditer(text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]
