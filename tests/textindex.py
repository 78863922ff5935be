"""The full-text index of a release made by hand, from what its store says."""

from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from ontology import text_index
from ontology.iris import BASE
from ontology.text_index import Entry

_TEXTS = """
PREFIX rcl: <https://w3id.org/recalling/ontology#>
SELECT ?part ?text ?document ?body ?session ?day (GROUP_CONCAT(DISTINCT STR(?type)) AS ?types)
  (GROUP_CONCAT(DISTINCT STR(?verb)) AS ?verbs) (GROUP_CONCAT(DISTINCT STR(?to)) AS ?addressees)
  (GROUP_CONCAT(DISTINCT STR(?cited)) AS ?cites)
WHERE {
  ?part rcl:text ?text ; rcl:inDocument ?document ; a ?type .
  FILTER(?type != rcl:Part)
  ?document rcl:adoptedBy ?body ; rcl:adoptedOn ?day .
  OPTIONAL { ?document rcl:session ?session }
  OPTIONAL { ?act rcl:inPart ?part ; rcl:verb ?verb . OPTIONAL { ?act rcl:addressee ?to } }
  OPTIONAL { ?citation rcl:inPart ?part ; rcl:cites ?cited }
} GROUP BY ?part ?text ?document ?body ?session ?day ORDER BY ?part ?text
"""


def fill(folder: Path, store: Store) -> None:
    """Index every text of a store in an existing, empty folder."""
    found = store.query(_TEXTS, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    write(folder, [_entry(row) for row in found])


def write(folder: Path, entries: list[Entry]) -> None:
    """Index these texts in an existing, empty folder."""
    writer = text_index.create(folder).writer(num_threads=1)
    for entry in entries:
        writer.add_document(entry.fields())
    writer.commit()
    writer.wait_merging_threads()


def _entry(row: object) -> Entry:
    def value(name: str) -> str:
        term = row[name]  # type: ignore[index]
        assert term is None or isinstance(term, (Literal, NamedNode))
        return term.value if term else ""

    def paths(name: str) -> tuple[str, ...]:
        return tuple(iri.removeprefix(BASE) for iri in value(name).split())

    return Entry(
        iri=value("part"),
        document=value("document").removeprefix(BASE),
        language=row["text"].language,  # type: ignore[index]
        text=value("text"),
        kind=value("types").rpartition("#")[2],
        body=value("body").removeprefix(f"{BASE}body/"),
        session=value("session"),
        year=int(value("day")[:4]),
        verbs=tuple(path.removeprefix("verb/") for path in paths("verbs")),
        addressees=paths("addressees"),
        cites=paths("cites"),
    )
