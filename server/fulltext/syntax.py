"""The tokens of a SPARQL query, and the IRIs they stand for."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from urllib.parse import urljoin

NAMESPACE = "https://w3id.org/recalling/ontology#"
"""Spelt out: ontology.terms loads rdflib, half a second that no query process has."""

MATCHES = f"{NAMESPACE}matches"

_NAME = r"\w\-\u00b7\u0300-\u036f\u203f\u2040"
_LOCAL = rf"[{_NAME}:]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN = re.compile(
    rf"""
      (?P<space> \s+ | \#[^\n\r]* )
    | (?P<iri> < (?: [^<>"{{}}|^`\\\x00-\x20] | \\u[0-9A-Fa-f]{{4}} | \\U[0-9A-Fa-f]{{8}} )* > )
    | (?P<string> \"{{3}} (?:[^"\\]|\\.|\"{{1,2}}(?!\"))* \"{{3}}
                | '{{3}} (?:[^'\\]|\\.|'{{1,2}}(?!'))* '{{3}}
                | " (?:[^"\\\n\r]|\\.)* "
                | ' (?:[^'\\\n\r]|\\.)* ' )
    | (?P<variable> [?$][{_NAME}]+ )
    | (?P<language> @[A-Za-z]+(?:-{{1,2}}[A-Za-z0-9]+)* )
    | (?P<blank> _:[{_NAME}.]*[{_NAME}] )
    | (?P<name> (?P<prefix>(?:[^\W\d_](?:[{_NAME}.]*[{_NAME}])?)?)
              : (?P<local>(?: {_LOCAL} | \.+(?={_LOCAL}) )*) )
    | (?P<number> (?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+\-]?\d+)? )
    | (?P<word> [^\W\d_]\w* )
    | (?P<sign> <<\(|\)>>|<<|>>|\{{\||\|\}}|\^\^|. )
    """,
    re.VERBOSE | re.DOTALL,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)", re.DOTALL)
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query: its kind, its text and where it stands, [start, end)."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def upper(self) -> str:
        """The keyword this may be; empty where it is no bare word."""
        return self.text.upper() if self.kind == "word" else ""


def may_name(query: str, iri: str) -> bool:
    """Tell at little cost whether a query can name an IRI that ends in ``#name``.

    Where nothing is escaped, the name stands in the text in one piece, or a prefix ends within it
    and has its beginning behind ``#``.
    """
    name = iri.rpartition("#")[2]
    return "\\" in query or name in query or f"#{name[0]}" in query


def says(query: str, iri: str, base: str = "") -> bool:
    """Tell whether a query or an update names an IRI outside of its prologue."""
    if not may_name(query, iri):
        return False
    found = tokens(query)
    return Resolver(found, base).names(found, iri)


def tokens(query: str) -> list[Token]:
    """Cut a query into tokens; white space and comments are left out."""
    return [
        Token(str(found.lastgroup), found[0], found.start(), found.end())
        for found in _TOKEN.finditer(query)
        if found.lastgroup != "space"
    ]


class Resolver:
    """The prefixes and the base of a query."""

    def __init__(self, found: list[Token], base: str = "") -> None:
        self._base = base
        self._prefixes: dict[str, str] = {}
        place = 0
        while place < len(found):
            token = found[place]
            ahead = [t.text for t in found[place + 1 : place + 3]]
            # Oxigraph asks for no space between a keyword and the prefix
            glued = token.kind == "name" and token.text[:6].upper() == "PREFIX" and ahead
            if token.upper == "BASE" and ahead:
                self._base, place = self._absolute(ahead[0]), place + 2
            elif token.upper == "PREFIX" and len(ahead) == 2:
                self._prefixes[ahead[0].removesuffix(":")] = self._absolute(ahead[1])
                place += 3
            elif glued:
                self._prefixes[token.text[6:].removesuffix(":")] = self._absolute(ahead[0])
                place += 2
            elif token.upper == "VERSION":
                place += 2
            else:
                break
        self.end = place
        """The number of tokens of the prologue."""

    def iri(self, token: Token) -> str:
        """Give the IRI that a token stands for, ``""`` if it stands for none."""
        if token.kind == "iri":
            return self._absolute(token.text)
        if token.kind != "name":
            return ""
        prefix, _, local = token.text.partition(":")
        return self._prefixes.get(prefix, "") + unescape(local)[0]

    def names(self, found: list[Token], iri: str) -> bool:
        """Tell whether a query names an IRI outside of its prologue."""
        return any(self.iri(token) == iri for token in found[self.end :])

    def _absolute(self, written: str) -> str:
        text = unescape(written.strip("<>"))[0]
        if _SCHEME.match(text):
            return text
        joined = urljoin(self._base, text)
        return f"{joined}#" if text.endswith("#") else joined  # urljoin drops an empty fragment


def unescape(written: str) -> tuple[str, list[int]]:
    """Resolve escapes; with the place in ``written`` from which each character comes."""
    text: list[str] = []
    places: list[int] = []
    end = 0
    for found in _ESCAPE.finditer(written):
        text += written[end : found.start()]
        places += range(end, found.start())
        code = int(found[1] or found[2] or "0", 16)
        text.append(chr(min(code, 0x10FFFF)) if code else _PLAIN.get(found[3], found[3] or ""))
        places.append(found.start())
        end = found.end()
    return "".join([*text, *written[end:]]), [*places, *range(end, len(written))]


def string(token: Token) -> tuple[str, list[int]]:
    """Give what a string says, and the place in the query of each of its characters."""
    size = 3 if token.text[:3] in {'"""', "'''"} else 1
    text, places = unescape(token.text[size:-size])
    return text, [token.start + size + place for place in places]


def line_and_column(query: str, place: int) -> tuple[int, int]:
    """Count lines and columns from 1."""
    breaks = [at.end() for at in re.finditer(r"\r\n|\n|\r", query)]
    line = bisect_right(breaks, place)
    return line + 1, place - (breaks[line - 1] if line else 0) + 1
