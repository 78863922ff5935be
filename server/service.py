"""The service description and the dataset's VoID, as one small graph made from the manifest."""

from flask import Response, request, url_for

from ontology.terms import DCTERMS, RDF
from server.context import current_release
from server.export import serialise
from server.negotiate import GRAPHS, Format, choose
from server.problems import not_acceptable
from server.store import Statement, Term, literal

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FOAF = "http://xmlns.com/foaf/0.1/"
FORMATS = "http://www.w3.org/ns/formats/"
XSD_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
UNITED_NATIONS = "https://www.un.org/"
_W3C_NAMES = ("Turtle", "JSON-LD", "RDF_XML", "N-Triples", "TriG", "N-Quads",
              "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV",
              "SPARQL_Results_TSV")  # fmt: skip


def _state(subject: str, *pairs: tuple[str, Term]) -> list[Statement]:
    return [Statement(Term(subject), predicate, object_, "") for predicate, object_ in pairs]


def dataset_statements(base: str, endpoint: str) -> list[Statement]:
    """Describe the dataset in VoID: where it is queried and dumped, how big, from whom."""
    release = current_release()
    dataset, quads = f"{base}dataset", release.manifest.get("quads")
    found = _state(
        dataset,
        (RDF.type, Term(f"{VOID}Dataset")),
        (RDF.type, Term(f"{SD}Dataset")),
        (DCTERMS.title, literal("Recalling: United Nations resolutions as a graph", "en")),
        (DCTERMS.source, Term(UNITED_NATIONS)),
        (DCTERMS.rights, literal("Texts: United Nations. The XML copies they are read from are "
                                 "unofficial; each document links to its official text.", "en")),
        (DCTERMS.identifier, literal(release.id)),
        (f"{VOID}sparqlEndpoint", Term(endpoint)),
        (f"{VOID}dataDump", Term(f"{base}dataset/graph.nq.gz")),
        (f"{VOID}uriSpace", literal(base)),
        (f"{VOID}exampleResource", Term(f"{base}A/RES/79/191")),
        (f"{VOID}vocabulary", Term(f"{base}ontology")),
        (f"{FOAF}homepage", Term(base)),
        (f"{SD}defaultGraph", Term(f"{base}dataset/union")),
    )  # fmt: skip
    if quads is not None:
        found += _state(dataset, (f"{VOID}triples", literal(str(quads), "", XSD_INTEGER)))
    return found


def description() -> Response:
    """Answer ``/sparql`` without a query: the service in the terms of SPARQL 1.1."""
    base = current_release().base
    endpoint = url_for("endpoint.sparql", _external=True)
    statements = _state(
        f"{base}sparql",
        (RDF.type, Term(f"{SD}Service")),
        (f"{SD}endpoint", Term(endpoint)),
        (f"{SD}supportedLanguage", Term(f"{SD}SPARQL11Query")),
        (f"{SD}feature", Term(f"{SD}UnionDefaultGraph")),
        (f"{SD}defaultDataset", Term(f"{base}dataset")),
        *((f"{SD}resultFormat", Term(FORMATS + name)) for name in _W3C_NAMES),
    )
    return serve(statements + dataset_statements(base, endpoint))


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
