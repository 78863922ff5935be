"""``?part rcl:matches ( "lamp* AND keeper" ?score ?snippet 100 )``: full text in SPARQL.

The index is asked first and what it finds goes into the query as VALUES: far faster than to look
at every text. The triple that stands for the search becomes ``?part rcl:inDocument []``,
true once of all that has a text and in the graph that states it; so the search means the same in
any group, under GRAPH, OPTIONAL and UNION, and to ``SELECT *``.

The relation is (part, search, score, snippet), a row for each text found: a part may be found in
several languages, which LANG(?snippet) tells. Rows that do not differ in the variables given
count once. A number, last of all, takes that many of the best rows of the index.
"""

from pathlib import Path

from server.fulltext import index, language, patterns, snippets, syntax
from server.fulltext.index import Hit, Index
from server.fulltext.patterns import Misplaced, Pattern
from server.fulltext.syntax import MATCHES, NAMESPACE, Resolver, Token
from server.store import BadQuery, ReleaseStore, Term, check_query, literal, written

MOST, MOST_CUT = 20_000, 2_000
"""How many texts one pattern may bring into a query, and how many with snippets.

A search that finds more is refused unless it is limited: nothing is left out in silence.
"""

XSD_DOUBLE = "http://www.w3.org/2001/XMLSchema#double"
_IN_DOCUMENT, _TEXT = f"{NAMESPACE}inDocument", f"{NAMESPACE}text"


def expand(
    query: str, release: Path, store: ReleaseStore, bindings: dict[str, Term], base: str = ""
) -> str:
    """Give a query in which every ``rcl:matches`` is replaced by what the index finds.

    ``bindings`` are variables of the query that are bound from outside; they may be searches.
    ``base`` is what relative IRIs are resolved against, as far as the query does not say.
    Queries without the predicate come back as they are. Raises BadQuery.
    """
    if not syntax.says(query, MATCHES, base):
        return query
    found = syntax.tokens(query)
    resolver = Resolver(found, base)
    check_query(query, base or None)
    try:
        uses = patterns.find(found, resolver, MATCHES)
        edits = []
        for use in uses:
            rows = _Rows(use, resolver, bindings).values(index.of(release), store)
            edits += [
                (use.block, use.block, f"{rows} "),
                (use.start, use.end, f"<{_IN_DOCUMENT}> []"),
            ]
    except Misplaced as error:
        raise _bad(query, str(error), error.place) from None
    for start, end, text in sorted(edits, reverse=True):
        query = query[:start] + text + query[end:]
    return query


class _Rows:
    """One use of the predicate, its arguments understood."""

    def __init__(self, use: Pattern, resolver: Resolver, bindings: dict[str, Term]) -> None:
        self._place = use.start
        self._subject = "" if use.subject.kind == "variable" else resolver.iri(use.subject)
        first, *rest = use.arguments or (Token("end", "", use.start, use.start),)
        self._search = _search(first, use, bindings)
        self._marker = snippets.Marker(self._search)
        rest, number = (rest[:-1], rest[-1]) if rest and rest[-1].kind == "number" else (rest, None)
        self._columns = [] if self._subject else [use.subject.text[1:]]
        for token in rest:
            if token.kind != "variable" or len(rest) > 2 or token.text[1:] in self._columns:
                raise Misplaced(
                    'rcl:matches takes ( "search" ?score ?snippet 100 ): only the search is '
                    "needed, and no variable may stand twice", token.start)  # fmt: skip
            self._columns.append(token.text[1:])
        self._scored, self._cut = len(rest) > 0, len(rest) > 1
        self._most = MOST_CUT if self._cut else MOST
        if number and not (number.text.isdigit() and 0 < int(number.text) <= self._most):
            raise Misplaced(f"The number of texts wanted is 1 to {self._most:,}", number.start)
        self._limit = int(number.text) if number else 0

    def values(self, found: Index | None, store: ReleaseStore) -> str:
        """Ask the index and write what it finds as VALUES."""
        if found is None:
            raise Misplaced("This release has no texts to search", self._place)
        try:
            hits, count = found.search(
                self._search, self._limit or self._most, part=self._subject or None
            )
        except language.BadSearch as error:
            raise Misplaced(str(error), self._place) from None
        if not self._limit and count > self._most:
            raise Misplaced(
                f"The search finds {count:,} texts, more than the {self._most:,} that are taken in "
                f"{'with' if self._cut else 'without'} snippets: narrow it, or say how many of the "
                "best you want by a number at the end, ( … 100 )", self._place)  # fmt: skip
        rows = dict.fromkeys(self._row(hit, store) for hit in hits)
        names = " ".join(f"?{name}" for name in self._columns)
        values = f"VALUES ({names}) {{ {' '.join(f'({row})' for row in rows)} }}"
        # Oxigraph would go through a long VALUES again for every part; a sub-query it hashes
        return f"{{ SELECT {names} {{ {values} }} }}" if names else values

    def _row(self, hit: Hit, store: ReleaseStore) -> str:
        terms = [] if self._subject else [Term(hit.iri)]
        if self._scored:
            terms.append(literal(f"{hit.score:.4f}", "", XSD_DOUBLE))
        if self._cut:
            cut = self._marker.snippet(text_of(store, hit), hit.language)
            terms.append(literal(cut.marked(), hit.language))
        return " ".join(map(written, terms))


def _search(token: Token, use: Pattern, bindings: dict[str, Term]) -> language.Node:
    """Read the search: a string, or a variable that is bound or stands for one string."""
    name = token.text[1:] if token.kind == "variable" else ""
    bound = bindings.get(name)
    token = use.constants.get(name, token)
    if bound is None and token.kind != "string":
        raise Misplaced("rcl:matches takes a search in quotation marks, or a variable for which "
                        "VALUES in the same group has one", token.start)  # fmt: skip
    text, places = syntax.string(token) if bound is None else (bound.value, [])
    try:
        return language.parse(text)
    except language.BadSearch as error:
        place = places[error.at - 1] if error.at <= len(places) else token.start
        raise Misplaced(str(error), place) from None


def text_of(store: ReleaseStore, hit: Hit) -> str:
    """Give the text that was found."""
    texts = store.statements(subject=hit.iri, predicate=_TEXT)
    return next((s.object.value for s in texts if s.object.language == hit.language), "")


def _bad(query: str, message: str, place: int) -> BadQuery:
    line, column = syntax.line_and_column(query, place)
    return BadQuery(f"line {line}, column {column}: {message}", line, column)
