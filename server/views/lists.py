"""Lists of documents: browsed by body, session and kind; what cites what; the counts."""

from dataclasses import dataclass
from functools import lru_cache

from ontology.terms import DCTERMS, RCL
from server.release import Release
from server.store import ReleaseStore, Row, Term, literal
from server.views.facts import total
from server.views.names import Names, names_of

PAGE = 50
_PREFIXES = """
PREFIX rcl: <https://w3id.org/recalling/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A document in a list."""

    iri: str
    symbol: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter by, with the number of documents that have it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty strings do not narrow."""

    body: str = ""
    session: str = ""
    kind: str = ""
    subject: str = ""


_FILTERS = {
    "body": "?document rcl:adoptedBy ?body .",
    "session": "?document rcl:session ?session .",
    "kind": "?document a ?kind .",
    "subject": "?document dcterms:subject ?subject .",
}
"""The pattern that each filter adds; its variable is bound, never written."""
_CHOSEN = ("body", "session", "kind")
"""The filters with few enough values to choose from; subjects have a list of their own."""


def _narrowed(filters: Filters) -> tuple[str, str, dict[str, Term]]:
    """Give patterns, the variables to select, and what they are bound to."""
    bound: dict[str, Term] = {}
    if filters.body:
        bound["body"] = Term(filters.body)
    if filters.session:
        bound["session"] = literal(filters.session)
    if filters.kind:
        bound["kind"] = Term(str(RCL._NS) + filters.kind)
    if filters.subject:
        bound["subject"] = Term(filters.subject)
    patterns = "\n  ".join(_FILTERS[name] for name in bound)
    return patterns, " ".join(f"?{name}" for name in bound), bound


def documents(store: ReleaseStore, filters: Filters, page: int = 1) -> tuple[list[Line], int]:
    """Give one page of the documents held, newest first, and how many there are in all."""
    patterns, names, bound = _narrowed(filters)
    counted = store.select(
        f"{_PREFIXES} SELECT {names} (COUNT(DISTINCT ?document) AS ?count) WHERE {{"
        f" {patterns} ?document rcl:held true }} {'GROUP BY ' + names if names else ''}",
        **bound,
    )
    found = store.select(
        f"""{_PREFIXES}
        SELECT ?document {names} ?symbol ?date WHERE {{
          {patterns}
          ?document rcl:held true .
          OPTIONAL {{ ?document rcl:symbol ?symbol }}
          OPTIONAL {{ ?document rcl:adoptedOn ?date }}
        }} ORDER BY DESC(?date) ?document LIMIT {PAGE} OFFSET {(page - 1) * PAGE}""",
        **bound,
    )
    return lines(store, found), total(counted)


def lines(store: ReleaseStore, rows: list[Row]) -> list[Line]:
    """Make lines of a list out of rows with ``document``, ``symbol`` and ``date``."""
    names = names_of(store, "", (row["document"].value for row in rows))
    return [
        Line(
            iri=row["document"].value,
            symbol=row["symbol"].value if "symbol" in row else "",
            title=named.value if named else "",
            date=row["date"].value if "date" in row else "",
        )
        for row in rows
        for named in [names.facts.said(row["document"].value, DCTERMS.title, "en")]
    ]


_TITLE = f"{_PREFIXES} SELECT ?document ?title WHERE {{ ?document dcterms:title ?title }}"


def title(store: ReleaseStore, iri: str) -> str:
    """Give a document's title, in English where there is one."""
    found = [row["title"] for row in store.select(_TITLE, document=Term(iri))]
    found.sort(key=lambda term: term.language != "en")
    return found[0].value if found else ""


@lru_cache(maxsize=1)
def choices(release: Release, base: str) -> dict[str, list[Choice]]:
    """Give the values that lists can be narrowed to, by the name of the filter."""
    store = release.store
    found: dict[str, list[Choice]] = {}
    for name in _CHOSEN:
        pattern = _FILTERS[name]
        rows = store.select(
            f"{_PREFIXES} SELECT ?{name} (COUNT(DISTINCT ?document) AS ?count) WHERE {{ "
            f"{pattern} ?document rcl:held true }} GROUP BY ?{name}"
        )
        names = names_of(store, base, (row[name].value for row in rows if name in row))
        found[name] = sorted(
            (_choice(names, row[name], int(row["count"].value)) for row in rows
             if name in row and _wanted(name, row[name])),
            key=lambda choice: (len(choice.name) if name == "session" else 0, choice.name),
        )  # fmt: skip
    return found


def _wanted(name: str, term: Term) -> bool:
    """Every document is a Document and every declaration an Instrument: no use as filters."""
    idle = {str(RCL.Document), str(RCL.Instrument)}
    return name != "kind" or (term.value.startswith(str(RCL._NS)) and term.value not in idle)


def _choice(names: Names, term: Term, count: int) -> Choice:
    if term.kind == "literal":
        return Choice(term.value, term.value, count)
    own = str(RCL._NS)
    if term.value.startswith(own):
        local = term.value.removeprefix(own)
        return Choice(local, local, count)
    return Choice(term.value, names.name(term.value), count)


def counts(release: Release) -> dict[str, int]:
    """Give how many things the release has of each of our classes, by local name."""
    own = str(RCL._NS)
    return {
        name.removeprefix(own): count
        for name, count in release.manifest.get("classes", {}).items()
        if name.startswith(own)
    }
