"""A search that was read -> what the index is asked."""

import re
from collections.abc import Iterable

from tantivy import FieldType, Occur, Query

from ontology import text_index
from ontology.text_index import WORDS, YEAR
from server.fulltext.fields import FIELDS
from server.fulltext.language import Any, BadSearch, Every, Narrow, Node, Not, Words

_YEARS = re.compile(r"(?P<first>\d{4})?(?P<to>[-–])?(?P<last>\d{4})?")


def query(node: Node) -> Query:
    """Make the index's query; raises BadSearch for values that cannot be."""
    match node:
        case Words():
            return _begun(node) if node.begun else _words(node)
        case Narrow():
            return _years(node) if FIELDS[node.field].index == YEAR else _named(node)
        case Not():
            return _all([node])
        case Every():
            return _all(node.nodes)
        case Any():
            return _any(query(each) for each in node.nodes)


def _all(nodes: Iterable[Node]) -> Query:
    """Ask for all; where there are only things not to be found, of all that there is."""
    wanted = [(Occur.Must, query(n)) for n in nodes if not isinstance(n, Not)]
    unwanted = [(Occur.MustNot, query(n.node)) for n in nodes if isinstance(n, Not)]
    return Query.boolean_query([*(wanted or [(Occur.Must, Query.all_query())]), *unwanted])


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, each) for each in queries])


def _words(words: Words) -> Query:
    """Look for the stems in each language: a text is in the field of its own language only."""
    schema = text_index.schema()
    found = []
    for name in text_index.ANALYSERS:
        field = f"text_{name}"
        stems = _cut(words, name)
        found.append(
            Query.phrase_query(schema, field, [*stems])
            if len(stems) > 1
            else Query.term_query(schema, field, stems[0])
        )
    return _any(found)


def _begun(words: Words) -> Query:
    """Look for the words as printed: a stem may be shorter than what they begin with."""
    schema = text_index.schema()
    *whole, last = _cut(words, text_index.OTHER)  # letters and digits: nothing to escape in them
    if not whole:
        return Query.regex_query(schema, WORDS, f"{last}.*")
    return Query.regex_phrase_query(schema, WORDS, [*whole, f"{last}.*"])


def _cut(words: Words, analyser: str) -> list[str]:
    stems = text_index.analyser(analyser).analyze(words.text)
    if not stems:
        raise BadSearch("There is no word here", words.at)
    return stems


def _named(narrow: Narrow) -> Query:
    field = FIELDS[narrow.field]
    values = [narrow.value]
    if "/" not in narrow.value and field.homes:
        values = [f"{home}/{narrow.value}" for home in field.homes]
    return Query.const_score_query(
        _any(Query.term_query(text_index.schema(), field.index, value) for value in values), 0.0
    )


def _years(narrow: Narrow) -> Query:
    found = _YEARS.fullmatch(narrow.value)
    if found is None or not (found["first"] or found["last"]):
        raise BadSearch("A year is written 2024, some years 2015-2024, 2015- or -2024", narrow.at)
    first = int(found["first"]) if found["first"] else None
    last = int(found["last"]) if found["last"] else None
    if not found["to"]:
        first = last = first if first is not None else last
    years = Query.range_query(text_index.schema(), YEAR, FieldType.Integer, first, last)
    return Query.const_score_query(years, 0.0)
