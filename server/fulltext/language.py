"""The language of searches: words, "phrases", begin*, AND, OR, NOT, brackets, field:value.

Words side by side must all be there. The operators are upper case, so “and” is a word. NOT binds
closest, then AND, then OR. A text counts as words in its own language only.
"""

import re
import unicodedata
from dataclasses import dataclass

from server.fulltext.fields import FIELDS

LONGEST = 2000
MOST_TERMS, MOST_BEGUN = 50, 10
DEEPEST = 20

_TOKEN = re.compile(
    r"""
      (?P<space> [\s\x00-\x1f\x7f]+ )
    | (?P<phrase> "[^"]*" | “[^“”]*” )
    | (?P<unclosed> ["“] )
    | (?P<bracket> [()] )
    | (?P<not> -(?=["“(\w]) )
    | (?P<field> [A-Za-z_]+ : (?! //) )
    | (?P<word> [^\s\x00-\x1f\x7f()"“]+ )
    """,
    re.VERBOSE,
)
_VALUE = re.compile(r'"(?P<quoted>[^"]*)"|(?P<plain>(?:[^\s\x00-\x1f\x7f()"“]|\([^\s()"“]*\))+)')
_STAR_WITHIN = re.compile(r"\*(?!$)")
_WRITTEN = re.compile(r"[^\W_]")


class BadSearch(ValueError):
    """A search that cannot be understood; ``at`` is the character, counted from 1."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(f"{message} (at character {at})")
        self.at = at


@dataclass(frozen=True, slots=True)
class Words:
    """Words in this order, nothing between them; ``begun``: the last is only how a word begins."""

    text: str
    begun: bool
    at: int


@dataclass(frozen=True, slots=True)
class Narrow:
    """A field's value, as written."""

    field: str
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class Every:
    """All of these must be there."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One of these must be there."""

    nodes: tuple["Node", ...]


Node = Words | Narrow | Not | Every | Any


def parse(search: str) -> Node:
    """Read a search; raises BadSearch."""
    if len(search) > LONGEST:
        raise BadSearch(f"A search has at most {LONGEST:,} characters", LONGEST + 1)
    reader = _Reader(search)
    node = reader.alternatives(0)
    if reader.kind:
        raise BadSearch("This bracket closes nothing", reader.at)
    if node is None:
        raise BadSearch("There is no word to search for", 1)
    return node


class _Reader:
    """Goes through a search; ``kind``, ``text`` and ``at`` are those of the token to be read."""

    def __init__(self, search: str) -> None:
        self._search = search
        self._next = 0
        self._terms = self._begun = 0
        self.step()

    def step(self) -> None:
        """Go to the next token; ``kind`` is empty at the end."""
        while True:
            found = _TOKEN.match(self._search, self._next)
            if found is None:
                self.kind, self.text, self.at = "", "", len(self._search) + 1
                return
            self.kind, self.text = str(found.lastgroup), found[0]
            self.at, self._next = found.start() + 1, found.end()
            if self.kind != "space":
                return

    def alternatives(self, depth: int) -> Node | None:
        """``a OR b``; None where there are only signs, which are no words."""
        if depth > DEEPEST:
            raise BadSearch(f"Brackets stand more than {DEEPEST} deep", self.at)
        found = [self.all(depth)]
        while self.text == "OR":
            at = self.at
            self.step()
            found.append(self.all(depth))
            if found[-1] is None or found[-2] is None:
                raise BadSearch("OR stands between two things", at)
        nodes = tuple(node for node in found if node is not None)
        return Any(nodes) if len(nodes) > 1 else next(iter(nodes), None)

    def all(self, depth: int) -> Node | None:
        """``a b``, ``a AND b``."""
        nodes: list[Node] = []
        joined = 0
        while self.kind and self.text not in {"OR", ")"}:
            if self.text == "AND":
                if joined or not nodes:
                    raise BadSearch("AND stands between two things", self.at)
                joined = self.at
                self.step()
                continue
            node = self.one(depth)
            if node is not None:
                nodes.append(node)
                joined = 0
        if joined:
            raise BadSearch("AND stands between two things", joined)
        return Every(tuple(nodes)) if len(nodes) > 1 else next(iter(nodes), None)

    def one(self, depth: int) -> Node | None:
        """A word, a phrase, a field, what stands in brackets; with NOT or without."""
        kind, text, at = self.kind, self.text, self.at
        if kind == "unclosed":
            raise BadSearch("This quotation mark is never closed", at)
        if kind == "field":
            return self.narrow()
        self.step()
        if text == "NOT" or kind == "not":
            if self.kind and self.text not in {"AND", "OR", "NOT", ")"}:
                node = self.one(depth)
                if node is not None:
                    return Not(node)
            raise BadSearch("NOT stands before something", at)
        if text == "(":
            inner = self.alternatives(depth + 1)
            if self.text != ")":
                raise BadSearch("This bracket is never closed", at)
            self.step()
            return inner
        return self.words(text.strip('"“”') if kind == "phrase" else text, at, kind == "phrase")

    def narrow(self) -> Narrow:
        """``field:value``."""
        name, at = self.text.removesuffix(":"), self.at
        if name not in FIELDS:
            raise BadSearch(f"There is no field “{name}”; there are {', '.join(FIELDS)}", at)
        found = _VALUE.match(self._search, self._next)
        value = (found["quoted"] or found["plain"] or "").strip() if found else ""
        if found is None or not value:
            raise BadSearch(f"A value is missing: {FIELDS[name].example}", self._next + 1)
        self._count(at)
        self._next = found.end()
        self.step()
        return Narrow(name, value, at)

    def words(self, text: str, at: int, quoted: bool) -> Words | None:
        """What is searched for; None for a lone sign outside quotation marks."""
        text = unicodedata.normalize("NFC", text).strip()
        within = _STAR_WITHIN.search(text)
        if within:
            raise BadSearch("A star stands only at the end, where a word goes on", at)
        begun = text.endswith("*")
        text = text.removesuffix("*")
        written = _WRITTEN.search(text)
        if written is None and not (begun or quoted):
            return None
        if written is None or (begun and unicodedata.category(text[-1])[0] not in "LMN"):
            raise BadSearch("There is no word here", at)
        self._count(at, begun)
        return Words(text, begun, at)

    def _count(self, at: int, begun: bool = False) -> None:
        self._terms += 1
        self._begun += begun
        if self._terms > MOST_TERMS:
            raise BadSearch(f"A search has at most {MOST_TERMS} words and phrases", at)
        if self._begun > MOST_BEGUN:
            raise BadSearch(f"A search has at most {MOST_BEGUN} stars", at)
