"""The service description of SPARQL 1.1, which says of which dataset it is an endpoint."""

import hashlib
from functools import lru_cache

from flask import Response, request, url_for

from ontology.terms import RDF
from server import dataset
from server.context import config, current_release, writer
from server.export import serialise
from server.negotiate import GRAPHS, Format, choose
from server.problems import not_acceptable
from server.release import Release
from server.store import Statement, Term

FORMATS = "http://www.w3.org/ns/formats/"
XSD_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_W3C_NAMES = ("Turtle", "JSON-LD", "RDF_XML", "N-Triples", "TriG", "N-Quads",
              "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV",
              "SPARQL_Results_TSV")  # fmt: skip


def description() -> Response:
    """Answer ``/sparql`` without a query: the service in the terms of SPARQL 1.1."""
    release = current_release()
    base = release.base
    endpoint = url_for("endpoint.sparql", _external=True)
    languages = ["SPARQL11Query"] + (["SPARQL11Update"] if writer() else [])
    features = ["UnionDefaultGraph"] + (["BasicFederatedQuery"] if config().services else [])
    statements = dataset.state(
        f"{base}sparql",
        (RDF.type, Term(f"{dataset.SD}Service")),
        (f"{dataset.SD}endpoint", Term(endpoint)),
        *((f"{dataset.SD}supportedLanguage", Term(dataset.SD + name)) for name in languages),
        *((f"{dataset.SD}feature", Term(dataset.SD + name)) for name in features),
        (f"{dataset.SD}defaultDataset", Term(f"{base}dataset")),
        *((f"{dataset.SD}resultFormat", Term(FORMATS + name)) for name in _W3C_NAMES),
    )
    return serve(statements + dataset.statements(release, endpoint) + _named_graphs(release))


@lru_cache(maxsize=2)
def _named_graphs(release: Release) -> list[Statement]:
    """List the named graphs, by which ``GRAPH``, ``FROM`` and ``/graph-store`` know them."""
    whole, found = f"{release.base}dataset", []
    for name in release.store.graphs():
        iri = f"{whole}#graph-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
        found += dataset.state(whole, (f"{dataset.SD}namedGraph", Term(iri)))
        found += dataset.state(
            iri, (RDF.type, Term(f"{dataset.SD}NamedGraph")), (f"{dataset.SD}name", Term(name))
        )
    return found


def serve(statements: list[Statement]) -> Response:
    """Send statements in the RDF format the client likes best; raises Problem (406)."""
    chosen = choose(request.accept_mimetypes, GRAPHS)
    if chosen is None:
        raise not_acceptable(f.media_types[0] for f in GRAPHS.values())
    return as_response(statements, chosen)


def as_response(statements: list[Statement], chosen: Format) -> Response:
    """Send statements in a format."""
    response = Response(serialise(statements, chosen.suffix), content_type=chosen.content_type)
    response.vary.add("Accept")
    return response
