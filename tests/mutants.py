"""Requests that nearly make sense: bytes of real ones, changed by chance, the same each time."""

import random
from collections.abc import Iterator

_QUERIES = [
    "ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2", "SELECT {",
    "DESCRIBE <http://e.example/>", "INSERT DATA { <s:> <p:> 1 }", "LOAD <http://127.0.0.1:9/>",
    "SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "SELECT (1/0 AS ?x) {}", "ASK { \\u0022 }",
    'SELECT * { ?s <https://w3id.org/recalling/ontology#matches> "lamp" } LIMIT 2', "\x00", "é",
]  # fmt: skip
_CHANGES = [
    ("POST", "/sparql", "application/sparql-update", b"INSERT DATA { <s:> <p:> 1 }"),
    ("POST", "/sparql", "application/sparql-update", b"DELETE WHERE { <s:> ?p ?o } ; CLEAR ALL"),
    ("POST", "/sparql", "application/x-www-form-urlencoded", b"update=CREATE+GRAPH+%3Cg:%3E"),
    ("PUT", "/graph-store?default", "text/turtle", b"<s:> <p:> 'lamp'@en, <o:> ."),
    ("POST", "/graph-store/a/b", "application/n-triples", b"<s:> <p:> <o:> .\n"),
    ("DELETE", "/graph-store?default", "text/plain", b""),
]
"""Changes that a writable store makes for whoever has the token."""

_METHODS = [
    "GET", "HEAD", "POST", "QUERY", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", "LAMP",
]  # fmt: skip
_PATHS = [
    "/sparql", "/sparql/", "/graph-store", "/graph-store/a/b", "/", "/A/RES/79/191", "/health",
    "/metrics", "/dataset", "/search", "/queries/votes-of-state", "/documents", "//", "/%2e%2e/a",
    "/%ff%fe", "/compare", "/A/RES/79/191.ttl", "/sparql%00", "/about", "/body/%E2%80%AE",
]  # fmt: skip
_TYPES = [
    "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded",
    "text/turtle", "multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "a/b/c",
    "application/sparql-query; charset=utf-16", "application/ld+json", ";;;", "application/trig",
]  # fmt: skip
_ACCEPTS = [
    "*/*", "text/html", "text/csv", "application/sparql-results+json", "text/turtle", "image/png",
    "text/*;q=0.1, */*;q=0", "q=;,;", "application/json;q=2", ",,,", "text/html;q=nan", "é/ü",
]  # fmt: skip
_NAMES = [
    "query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "timeout",
    "graph", "default", "q", "page", "session", "kind", "body", "state", "one", "other", "about",
    "x",
]  # fmt: skip
_VALUES = [
    "", "1", "-1", "nan", "1e999", "http://e.example/", "lamp", "%", "%ff", "%00", "a b", "<>",
    "\"", "https://w3id.org/recalling/graph/A/RES/79/191", "9" * 400,
]  # fmt: skip
_HEADERS = [
    ("Authorization", "Bearer "), ("Authorization", "Bearer \x7f"), ("Authorization", "Basic eDp5"),
    ("Content-Encoding", "gzip"), ("Content-Encoding", "identity"), ("If-None-Match", "*"),
    ("If-Modified-Since", "Thu, 99 Foo"), ("Range", "bytes=-1"), ("Range", "bytes=9-1,a"),
    ("Expect", "100-continue"), ("X-Forwarded-For", "127.0.0.9, x"), ("Host", ""), ("Host", "a b"),
    ("Cookie", "=;=;"), ("Accept-Language", "xx;q=z"), ("Accept-Encoding", "br;q=0"),
    ("Origin", "null"), ("Content-Length", "-1"), ("Content-Length", "7"), ("X", "\xe9\xff"),
    ("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "lamp"), ("Connection", "upgrade"),
]  # fmt: skip


def _escaped(chance: random.Random, text: str) -> str:
    """Percent-encode some of a text and leave the rest as it is."""
    return "".join(
        "".join(f"%{byte:02X}" for byte in character.encode())
        if not character.isalnum() or chance.random() < 0.1
        else character
        for character in text
    )


def _parameters(chance: random.Random) -> str:
    found = []
    if chance.random() < 0.7:
        name = chance.choice(["query", "query", "query", "update"])
        found.append(f"{name}={_escaped(chance, chance.choice(_QUERIES))}")
    for _ in range(chance.choice([0, 0, 0, 1, 2])):
        value = chance.choice(_VALUES)
        found.append(
            f"{chance.choice(_NAMES)}={value if '%' in value else _escaped(chance, value)}"
        )
    return "&".join(found)


def _changed(chance: random.Random, data: bytes) -> bytes:
    """Change, drop or double a few bytes."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5])):
        if not changed:
            break
        place = chance.randrange(len(changed))
        match chance.randrange(3):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place]
            case _:
                changed[place:place] = changed[place : place + 4]
    return bytes(changed)


def requests(count: int, seed: int = 191, token: str = "") -> Iterator[bytes]:
    """Yield whole requests as bytes; two thirds are well-formed HTTP, half have the token."""
    chance = random.Random(seed)
    for _ in range(count):
        method = chance.choice(_METHODS[:4] if chance.random() < 0.7 else _METHODS)
        path = chance.choice(_PATHS[:4] if chance.random() < 0.6 else _PATHS)
        given = _parameters(chance)
        body = b""
        headers = [("Host", "here"), ("Connection", "close")]
        if method not in {"GET", "HEAD"}:
            text = given if chance.random() < 0.5 else chance.choice(_QUERIES)
            body = text.encode()
            if chance.random() < 0.2:
                body = _changed(chance, body)
        if body and chance.random() < 0.5:
            given = ""
        if token and chance.random() < 0.3:
            method, path, kind, body = chance.choice(_CHANGES)
            headers += [("Content-Type", kind), ("Authorization", f"Bearer {token}")]
        elif chance.random() < 0.9:
            headers.append(("Content-Type", chance.choice(_TYPES)))
        if chance.random() < 0.8:
            headers.append(("Accept", chance.choice(_ACCEPTS)))
        if chance.random() < 0.3:
            headers.append(chance.choice(_HEADERS))
        if token and chance.random() < 0.3:
            headers.append(("Authorization", f"Bearer {token}"))
        if body and not any(name in {"Content-Length", "Transfer-Encoding"} for name, _ in headers):
            headers.append(("Content-Length", str(len(body))))
        target = path + (f"{'&' if '?' in path else '?'}{given}" if given else "")
        head = "".join(f"{name}: {value}\r\n" for name, value in headers)
        request = f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("utf-8", "replace") + body
        yield _changed(chance, request) if chance.random() < 0.33 else request
