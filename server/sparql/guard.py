"""Look at a query before it runs: does it call out, fetch, vary, name its dataset?

A tokeniser of SPARQL's terminals, not a parser: it knows what is a string, an IRI, a comment,
a variable or a prefixed name, so that a keyword is seen only where it is one. Where in doubt
(an escape, an unclosed string) it sees more than there is, never less.
"""

import re
from collections.abc import Iterable, Iterator

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


def services(query: str) -> set[str]:
    """Give the endpoints that a query may call with SERVICE; ``""`` where none can be told.

    Oxigraph needs no space around keywords (``trueSERVICE e:x``, ``SERVICEe:x``), so bare words
    and prefixes that contain the word count: a prefix ``service:`` is refused, harmless or not.
    Only ``SERVICE <IRI>`` and ``SERVICE SILENT <IRI>`` tell where they go.
    """
    found: set[str] = set()
    if not _may_say(query, "SERVICE"):
        return found
    for text in {query, _ESCAPE.sub(_character, query)}:
        words = [match for match in _TOKEN.finditer(text) if not match["comment"]]
        for place, match in enumerate(words):
            word = match["word"] or match["prefix"] or ""
            if "SERVICE" in word.upper():
                plain = word.upper() == "SERVICE" and match["word"]
                found.add(_target(words[place + 1 : place + 3]) if plain else "")
    return found


def _target(following: list[re.Match[str]]) -> str:
    if following and (following[0]["word"] or "").upper() == "SILENT":
        following = following[1:]
    return (following[0]["iri"] or "")[1:-1] if following else ""


def calls_out(query: str) -> bool:
    """Tell whether a query may have a SERVICE clause."""
    return bool(services(query))


def loads(update: str) -> bool:
    """Tell whether an update may fetch a document: the word LOAD, however it is stuck to others."""
    return _has_part(update, {"LOAD"})


def varies(query: str) -> bool:
    """Tell whether a query may have another answer the next time: NOW, RAND, UUID, STRUUID."""
    return _has_part(query, {"NOW", "RAND", "UUID"})


def names_dataset(query: str) -> bool:
    """Tell whether a query has a FROM clause."""
    return _may_say(query, "FROM") and any(
        (match["word"] or "").upper() == "FROM" for match in _tokens(query)
    )


def _may_say(text: str, *words: str) -> bool:
    """Tell at little cost whether any of the words can stand in a text: most queries have none."""
    capitals = text.upper()
    return "\\" in text or any(word in capitals for word in words)


def _has_part(text: str, parts: set[str]) -> bool:
    if not _may_say(text, *parts):
        return False
    words = ((match["word"] or match["prefix"] or "").upper() for match in _tokens(text))
    return any(part in word for word in words for part in parts)


def with_dataset(update: str, default: Iterable[str], named: Iterable[str]) -> str:
    """Give an update whose WHERE clauses look at these graphs (``using-graph-uri`` …).

    The IRIs must be valid. Raises ValueError where the update says USING or WITH itself
    (SPARQL 1.1 Protocol, section 2.2.3).
    """
    clauses = "".join(f"USING <{iri}> " for iri in default)
    clauses += "".join(f"USING NAMED <{iri}> " for iri in named)
    edits: list[tuple[int, int, str]] = []
    depth, last, block = 0, "", -1
    for place, word in _words_and_braces(update):
        if word == "}":
            depth -= 1
            if not depth and block >= 0:
                pattern = update[block : place + 1]
                edits.append((place + 1, place + 1, f" {clauses}WHERE {pattern}"))
                block = -1
        elif word == "{":
            depth, last = depth + 1, ""
        elif not depth:
            if word in {"USING", "WITH"}:
                raise ValueError(word)
            if word == "WHERE" and last == "DELETE":
                # DELETE WHERE {…} takes no USING; DELETE {…} USING … WHERE {…} means the same
                block = place + len(word)
                edits.append((place, block, ""))
            elif word == "WHERE":
                edits.append((place, place, clauses))
            last = word
    for start, end, text in reversed(edits):
        update = update[:start] + text + update[end:]
    return update


def _words_and_braces(text: str) -> Iterator[tuple[int, str]]:
    """Yield bare words in capitals, and braces outside strings and comments, with their places."""
    position = 0
    for match in [*_TOKEN.finditer(text), None]:
        end = match.start() if match else len(text)
        yield from ((i, text[i]) for i in range(position, end) if text[i] in "{}")
        if match:
            position = match.end()
            if match["word"]:
                yield match.start(), match["word"].upper()


def _tokens(query: str) -> Iterator[re.Match[str]]:
    r"""Read the text as given and with its ``\u0053`` escapes decoded.

    SPARQL 1.1, section 19.2, decodes them before it parses.
    """
    for text in {query, _ESCAPE.sub(_character, query)}:
        yield from _TOKEN.finditer(text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]
