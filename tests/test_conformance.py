"""The W3C's suites, asked of a server with a writable store; leaves a report in EARL.

They are read where RECALLING_CONFORMANCE or ../shared/conformance is, and never copied.
"""

import csv
import io
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import conformance
import pyoxigraph
import pytest
from conformance import Case, Evaluation, Report, Step
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from serving import WRITE_TOKEN, Reply, Served, served

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = "RECALLING_CONFORMANCE"
PLACE = Path(os.environ.get(VARIABLE) or ROOT.parent / "shared" / "conformance")
SUITES = PLACE / "sparql" / "sparql11"
ARTEFACT = ROOT / "tests" / "artefacts" / "conformance-earl.ttl"

TOKEN = {"Authorization": f"Bearer {WRITE_TOKEN}"}
PATHS = {"/sparql/": "/sparql", "/gsp": "/graph-store"}
TYPES = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv",
                "text/tab-separated-values"},
    "RDF": {"application/rdf+xml", "text/turtle", "application/n-triples"},
}  # fmt: skip
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE]-?\d+)?")
RESULTS = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".srj": "application/sparql-results+json",
}


def cases(*manifests: str) -> list[Any]:
    """The tests of some manifests; where there are none, one that says so."""
    if not SUITES.is_dir():
        return [pytest.param(None, id="no suites")]
    read = conformance.protocol_cases if "protocol" in manifests[0] else conformance.evaluations
    found = [case for name in manifests for case in read(SUITES / name)]
    return [pytest.param(case, id=case.iri.rpartition("#")[2]) for case in found]


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    report = Report("https://w3id.org/recalling/")
    yield report
    ARTEFACT.parent.mkdir(exist_ok=True)
    ARTEFACT.write_text(report.graph.serialize(format="turtle"), "utf-8")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("writable")
    with served(folder / "log", "--writable", str(folder / "data")) as server:
        yield server


@pytest.fixture
def check(
    server: Served, report: Report
) -> Callable[[Any, Callable[[Served, Any], str | None]], None]:
    """Runs a test on an empty store and notes its outcome."""

    def run(case: Any, test: Callable[[Served, Any], str | None]) -> None:
        if case is None:
            if os.environ.get(VARIABLE):
                pytest.fail(f"{VARIABLE} names {PLACE}, where no suites are")
            pytest.skip(f"no suites: set {VARIABLE} to their folder")
        kind = {"Content-Type": "application/sparql-update"}
        assert server.ask("POST", "/sparql", b"DROP ALL", kind | TOKEN).status == 204
        passed, info = False, None
        try:
            info = test(server, case)
            passed = True
        finally:
            report.add(case.iri, passed, info or "")

    return run


def send(server: Served, step: Step, location: str) -> Reply:
    path = step.path.replace("$LOCATION$", location)
    start = next(start for start in PATHS if path.startswith(start))
    return server.ask(
        step.method, PATHS[start] + path.removeprefix(start), step.body, step.headers | TOKEN
    )


def follow(server: Served, case: Case) -> None:
    for name, file in case.graphs:
        path = f"/graph-store?graph={quote(name, safe='')}"
        kind = {"Content-Type": "application/n-triples"}
        assert server.ask("PUT", path, file.read_bytes(), kind | TOKEN).status == 201
    location = ""
    for step in case.steps:
        reply = send(server, step, location)
        assert reply.status in step.statuses, reply.body
        media = reply.headers.get("content-type", "")
        if step.format:
            assert media.split(";")[0] in TYPES[step.format]
        if step.boolean is not None:
            told = pyoxigraph.parse_query_results(
                reply.body, format=pyoxigraph.QueryResultsFormat.JSON
            )
            assert bool(told) is step.boolean
        if step.location:
            location = reply.headers["location"]
        if step.content_type:
            assert media == step.content_type
        if step.content:
            base = "http://www.example/"
            told_graph = Graph().parse(data=reply.body, format="turtle", publicID=base)
            wanted = Graph().parse(data=step.content, format="turtle", publicID=base)
            assert isomorphic(told_graph, wanted)


@pytest.mark.parametrize("case", cases("protocol/manifest.ttl"))
def test_protocol(check: Callable[..., None], case: Case | None) -> None:
    check(case, follow)


@pytest.mark.parametrize(
    "case",
    cases("graph-store-protocol/manifest-direct.ttl", "graph-store-protocol/manifest-indirect.ttl"),
)
def test_graph_store_protocol(check: Callable[..., None], case: Case | None) -> None:
    check(case, follow)


def rows(data: bytes, suffix: str, *, by_value: bool) -> Any:
    """A result as something that compares: rows without order, blank nodes without names."""
    if suffix == ".csv":
        read = csv.DictReader(io.StringIO(data.decode()))
        value = number if by_value else str
        return sorted(
            sorted((k, "_:" if v.startswith("_:") else value(v)) for k, v in row.items())
            for row in read
        )
    format_ = (
        pyoxigraph.QueryResultsFormat.TSV
        if suffix == ".tsv"
        else pyoxigraph.QueryResultsFormat.JSON
    )
    found = pyoxigraph.parse_query_results(data, format=format_)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return bool(found)
    names = [v.value for v in found.variables]
    return sorted(sorted((name, term(row[name], by_value)) for name in names) for row in found)


def term(found: object, by_value: bool) -> str:
    if isinstance(found, pyoxigraph.BlankNode):
        return "_:"
    if (
        by_value
        and isinstance(found, pyoxigraph.Literal)
        and found.datatype.value != f"{XSD}string"
    ):
        return number(found.value)
    return str(found)


def number(text: str) -> str:
    return str(float(text)) if NUMBER.fullmatch(text) else text


def evaluate(server: Served, case: Evaluation) -> str:
    """Compares the terms, and where they differ the values, of numbers.

    The store keeps a number's value only: 1.0e6 comes back as 1000000, a negativeInteger as an
    integer. The report says where that was so.
    """
    kind = {"Content-Type": "text/turtle"} | TOKEN
    assert server.ask("PUT", "/graph-store?default", case.data.read_bytes(), kind).status == 204
    media = RESULTS[case.result.suffix]
    headers = {"Content-Type": "application/sparql-query", "Accept": media}
    reply = server.ask("POST", "/sparql", case.query.read_bytes(), headers)
    assert reply.status == 200, reply.body
    assert reply.headers["content-type"].split(";")[0] == media
    told, wanted, suffix = reply.body, case.result.read_bytes(), case.result.suffix
    if rows(told, suffix, by_value=False) == rows(wanted, suffix, by_value=False):
        return ""
    assert rows(told, suffix, by_value=True) == rows(wanted, suffix, by_value=True)
    return "numbers compared by value: the store does not keep how they were written"


@pytest.mark.parametrize("case", cases("csv-tsv-res/manifest.ttl", "json-res/manifest.ttl"))
def test_result_formats(check: Callable[..., None], case: Evaluation | None) -> None:
    check(case, evaluate)


def describe(server: Served, case: Evaluation) -> None:
    """The suite names three tests and leaves their making to those who run them."""
    reply = server.ask("GET", "/sparql", headers={"Accept": "text/turtle"})
    assert reply.status == 200
    graph = Graph().parse(data=reply.body, format="turtle")
    assert len(graph) > 0
    services = set(graph.subjects(RDF.type, SD.Service))
    (endpoint,) = [found for one in services for found in graph.objects(one, SD.endpoint)]
    assert str(endpoint) == f"http://127.0.0.1:{server.port}/sparql"
    if case.iri.endswith("conforms-to-schema"):
        (service,) = services
        assert set(graph.objects(service, SD.supportedLanguage)) == {
            SD.SPARQL11Query, SD.SPARQL11Update,
        }  # fmt: skip
        assert all(str(f).startswith(str(SD)) for f in graph.objects(service, SD.feature))
        assert all(isinstance(f, URIRef) for f in graph.objects(service, SD.resultFormat))
        (whole,) = graph.objects(service, SD.defaultDataset)
        assert (whole, RDF.type, SD.Dataset) in graph
        assert [(g, RDF.type, SD.Graph) in graph for g in graph.objects(whole, SD.defaultGraph)]
        for named in graph.objects(whole, SD.namedGraph):
            assert (named, RDF.type, SD.NamedGraph) in graph
            assert len(list(graph.objects(named, SD.name))) == 1


@pytest.mark.parametrize("case", cases("service-description/manifest.ttl"))
def test_service_description(check: Callable[..., None], case: Evaluation | None) -> None:
    check(case, describe)
