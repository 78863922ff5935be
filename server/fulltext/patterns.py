"""Where ``rcl:matches`` stands in a query, and what it is asked there.

The query is known to be valid SPARQL, so only as much of it is understood as tells groups, blocks
of triples, subjects and predicates apart. What is not understood is refused, never guessed.
"""

from dataclasses import dataclass, field

from server.fulltext.syntax import Resolver, Token

_OPENS = {"(": ")", "[": "]", "{": "}", "{|": "|}", "<<": ">>", "<<(": ")>>"}
_BEFORE_GROUP = frozenset({"OPTIONAL", "MINUS", "LATERAL", "UNION"})
_TERMS = frozenset({"variable", "iri", "name", "blank", "number"})
_END = Token("end", "", 0, 0)


class Misplaced(ValueError):
    """A use of the predicate that has no meaning here; ``place`` in the query."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place


@dataclass(frozen=True, slots=True)
class Pattern:
    """``subject rcl:matches ( arguments )``: predicate and object are [start, end) of the query.

    ``block`` is where the first triple of the same block begins, ``constants`` are the variables
    that stand for one string in the same group, ``{ VALUES ?words { "lamp" } … }``.
    """

    subject: Token
    arguments: tuple[Token, ...]
    start: int
    end: int
    block: int
    constants: dict[str, Token]


@dataclass(slots=True)
class _Group:
    """One group of the query. ``block`` is None where the next triple begins a new block."""

    block: int | None = None
    constants: dict[str, Token] = field(default_factory=dict)


def find(found: list[Token], resolver: Resolver, predicate: str) -> list[Pattern]:
    """Give every use of the predicate; raises Misplaced."""
    named = {place for place, token in enumerate(found) if resolver.iri(token) == predicate}
    if not named:
        return []
    walker = _Walker(found, resolver.end, named)
    walker.query()
    return walker.patterns


class _Walker:
    """Goes through the tokens of a query once, from its form to its end."""

    def __init__(self, found: list[Token], place: int, named: set[int]) -> None:
        self.patterns: list[Pattern] = []
        self._tokens = found
        self._place = place
        self._named = named

    @property
    def _token(self) -> Token:
        return self._tokens[self._place] if self._place < len(self._tokens) else _END

    def query(self) -> None:
        """Any form of query."""
        form = self._step().upper
        template = form == "CONSTRUCT" and self._token.text == "{"
        if template:
            self._skip()
        self._to_group()
        begun = self._place
        if self._token.text == "{":
            self._group()
        if form == "CONSTRUCT" and not template:
            self._refuse_within(begun, "a CONSTRUCT without a template")
        self._modifiers()

    def _step(self) -> Token:
        token = self._token
        self._place += 1
        return token

    def _confused(self, token: Token) -> Misplaced:
        return Misplaced(
            f"rcl:matches cannot be placed near “{token.text[:20]}”; put spaces round keywords",
            token.start,
        )

    def _refuse_within(self, first: int, where: str) -> None:
        """Refuse the predicate among the tokens from ``first`` up to here."""
        bad = min((p for p in self._named if first <= p < self._place), default=None)
        if bad is not None:
            raise Misplaced(f"rcl:matches cannot stand in {where}", self._tokens[bad].start)

    def _skip(self) -> None:
        """Go past a bracket and what it closes."""
        token = self._step()
        closing = _OPENS.get(token.text)
        while closing and self._token.text != closing:
            if self._token.kind == "end" or self._token.text in _OPENS.values():
                raise self._confused(self._token if self._token.text else token)
            self._skip()
        self._place += closing is not None

    def _to_group(self) -> None:
        """Go past SELECT's variables, DESCRIBE's terms, FROM, WHERE."""
        while self._token.kind != "end" and self._token.text != "{":
            self._parens() if self._token.text == "(" else self._step()

    def _modifiers(self) -> None:
        """GROUP BY, HAVING, ORDER BY, LIMIT, VALUES: up to the end of a (sub-)query."""
        while self._token.kind != "end" and self._token.text != "}":
            self._in_expression()

    def _parens(self) -> None:
        opening = self._step()
        while self._token.text != ")":
            if self._token.kind == "end":
                raise self._confused(opening)
            self._in_expression()
        self._step()

    def _in_expression(self) -> None:
        if self._token.text == "(":
            self._parens()
        elif self._token.upper == "EXISTS":
            self._step()
            self._group()
        elif self._token.text in _OPENS:
            self._skip()
        else:
            self._step()

    def _group(self) -> None:
        opening = self._step()
        if opening.text != "{":
            raise self._confused(opening)
        group = _Group()
        if self._token.upper == "SELECT":
            self._to_group()
            self._group()
            self._modifiers()
        while self._token.text != "}":
            self._element(group)
        self._step()

    def _element(self, group: _Group) -> None:
        """One thing of a group; only triples and FILTERs leave a block of triples open."""
        token = self._token
        if token.text == ".":
            self._step()
        elif token.upper == "FILTER":
            self._filter()
        elif token.text == "{" or token.upper in _BEFORE_GROUP | {"GRAPH", "BIND", "VALUES"}:
            group.block = None
            self._compound(group)
        elif token.upper == "SERVICE":
            first = self._place
            while self._token.text != "{":
                self._step()
            self._skip()
            self._refuse_within(first, "SERVICE")
            group.block = None
        else:
            group.block = token.start if group.block is None else group.block
            self._triples(group)

    def _compound(self, group: _Group) -> None:
        word = self._token.upper
        if word:
            self._step()
        if word == "BIND":
            self._parens()
        elif word == "VALUES":
            self._values(group)
        else:
            if word == "GRAPH":
                self._step()
            self._group()

    def _filter(self) -> None:
        self._step()
        while self._token.text != "(" and self._token.upper != "EXISTS":
            if not (self._token.kind in {"iri", "name"} or self._token.upper):
                raise self._confused(self._token)
            self._step()
        self._in_expression()

    def _values(self, group: _Group) -> None:
        name = self._token
        self._skip()
        first = self._place
        self._skip()
        inside = self._tokens[first + 1 : self._place - 1]
        if name.kind == "variable" and [token.kind for token in inside] == ["string"]:
            group.constants[name.text[1:]] = inside[0]

    def _triples(self, group: _Group) -> None:
        first = self._place
        self._node()
        subject = self._tokens[first]
        while True:
            while self._token.text == ";":
                self._step()
            if self._token.kind not in _TERMS and self._token.text not in {"a", "^", "!", "("}:
                return
            self._predicate_and_objects(subject, group)
            if self._token.text != ";":
                return

    def _predicate_and_objects(self, subject: Token, group: _Group) -> None:
        first = self._place
        self._verb()
        if self._place == first + 1 and first in self._named:
            self._pattern(subject, self._tokens[first], group)
            return
        self._refuse_within(first, "a path")
        while True:
            self._node()
            while self._token.text in {"~", "{|"}:
                noted = self._place
                if self._step().text == "~":
                    if self._token.kind in {"variable", "iri", "name", "blank"}:
                        self._step()
                else:
                    self._place = noted
                    self._skip()
                self._refuse_within(noted, "an annotation")
            if self._token.text != ",":
                return
            self._step()

    def _verb(self) -> None:
        """A variable, ``a``, or a property path."""
        while True:
            while self._token.text in {"^", "!"}:
                self._step()
            self._skip()
            while self._token.text in {"?", "*", "+"}:
                self._step()
            if self._token.text not in {"/", "|"}:
                return
            self._step()

    def _node(self) -> None:
        """A subject or an object."""
        token, first = self._token, self._place
        if token.text in _OPENS and token.text != "{":
            self._skip()
            self._refuse_within(first, "brackets")
        elif token.kind == "string":
            self._step()
            if self._token.text == "^^":
                self._place += 2
            elif self._token.kind == "language":
                self._step()
        elif token.text in {"+", "-"}:
            self._place += 2
        elif token.kind in _TERMS or token.upper in {"TRUE", "FALSE"}:
            self._step()
        else:
            raise self._confused(token)

    def _pattern(self, subject: Token, predicate: Token, group: _Group) -> None:
        first = self._place
        self._node()
        arguments = self._tokens[first : self._place]
        if arguments[0].text == "(":
            arguments = arguments[1:-1]
        if self._token.text in {",", "~", "{|"}:
            raise Misplaced("rcl:matches has one object", self._token.start)
        if subject.kind not in {"variable", "iri", "name"}:
            raise Misplaced("The subject of rcl:matches is a variable or an IRI", predicate.start)
        end = self._tokens[self._place - 1].end
        assert group.block is not None  # noqa: S101 - triples are being read
        self.patterns.append(Pattern(subject, tuple(arguments), predicate.start, end,
                                     group.block, group.constants))  # fmt: skip
