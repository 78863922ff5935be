"""RDF out of a release: one entity in any format, or the whole of it."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from rdflib import Graph

from ontology.terms import PREFIXES, ROOT
from server.store import ReleaseStore, Statement, Term, to_rdf
from server.wellformed import xml_text

CONTEXT = ROOT / "ontology" / "context.jsonld"
LARGEST = 50_000
"""Statements of one answer; there is the dump for more."""


class TooMuch(Exception):
    """There are more statements about a thing than one answer holds."""


def describe(store: ReleaseStore, base: str, iri: str) -> list[Statement]:
    """Collect what the release says about an IRI, in the order of the store.

    Of a document, a part or a note: all statements about it and about what is inside it (parts,
    notes, citations: everything whose IRI continues its own). Of a named graph: what is said of
    it, and its contents.
    Of the vocabulary: all its terms. Of anything else: the statements it is the subject of, in
    whatever graph; where there are none (an article that is cited) those that point to it.
    Raises TooMuch.
    """
    if iri == f"{base}ontology":
        return _limited(store.statements(graph=f"{base}graph/ontology"))
    own = _limited(store.statements(subject=iri))
    if store.has_graph(iri):
        return own + _limited(store.statements(graph=iri))
    if not own:
        return _limited(store.statements(object_=Term(iri)))
    path = iri.removeprefix(base)
    homes = {s.graph for s in own if _holds(s.graph.removeprefix(f"{base}graph/"), path)}
    inside = (
        s
        for graph in sorted(homes)
        for s in store.statements(graph=graph)
        if s.subject.value.startswith(f"{iri}/")
    )
    return own + _limited(inside)


def _limited(statements: Iterator[Statement]) -> list[Statement]:
    found = list(islice(statements, LARGEST + 1))
    if len(found) > LARGEST:
        raise TooMuch
    return found


def _holds(symbol: str, path: str) -> bool:
    """Tell whether the graph of this symbol is that of the document the path lies in."""
    return path == symbol or path.startswith(f"{symbol}/")


def serialise(statements: Iterable[Statement], suffix: str) -> bytes:
    """Serialise statements; JSON-LD is compacted with the project's context.

    RDF/XML is without the control characters that no XML can hold.
    """
    if suffix == "jsonld":
        return compact_jsonld(to_rdf(statements, "nt"))
    told = to_rdf(statements, suffix, _prefixes())
    return xml_text(told.decode()).encode() if suffix == "rdf" else told


@cache
def _prefixes() -> dict[str, str]:
    return dict(PREFIXES)


@cache
def context(path: Path = CONTEXT) -> dict[str, Any]:
    """Read the JSON-LD context that the project publishes."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))["@context"]
    return found


def compact_jsonld(ntriples: bytes) -> bytes:
    """Make compact JSON-LD, with the context inside so that nothing has to be fetched."""
    graph = Graph().parse(data=ntriples, format="nt")
    text = graph.serialize(format="json-ld", context=context(), auto_compact=True)
    told = json.loads(text)
    if "@graph" in told:
        # rdflib takes subjects out of a set: without order the same answer would differ by process
        told["@graph"].sort(key=lambda node: node.get("id") or node.get("@id"))
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
