"""The W3C's machine-readable suites: their manifests as plain data, and a report in EARL."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DOAP, RDF, RDFS
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
EARL = Namespace("http://www.w3.org/ns/earl#")

_CLASSES = {"StatusCode2xx": range(200, 300), "StatusCode3xx": range(300, 400),
            "StatusCode4xx": range(400, 500)}  # fmt: skip
_CODES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


@dataclass(frozen=True)
class Step:
    """One request of a test and what its answer must be like."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: frozenset[int]
    format: str = ""
    boolean: bool | None = None
    location: str = ""
    content_type: str = ""
    content: str = ""


@dataclass(frozen=True)
class Case:
    """One test: graphs that must be there (name, file), then its requests in order."""

    iri: str
    name: str
    graphs: tuple[tuple[str, Path], ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Evaluation:
    """A test of a result format: data, a query, the result as a file."""

    iri: str
    data: Path
    query: Path
    result: Path


def _entries(manifest: Path) -> Iterator[tuple[Graph, Node]]:
    graph = Graph().parse(manifest, publicID=manifest.as_uri())
    for entries in graph.objects(None, MF.entries):
        yield from ((graph, entry) for entry in Collection(graph, entries))


def _file(node: Node | None) -> Path:
    return Path(str(node).removeprefix("file://"))


def protocol_cases(manifest: Path) -> list[Case]:
    """Read a manifest of tests that are requests."""
    cases = []
    for graph, entry in _entries(manifest):
        action = graph.value(entry, MF.action)
        requests = graph.value(action, HT.requests)
        data = [(str(graph.value(d, RDFS.label)), _file(graph.value(d, UT.graph)))
                for d in graph.objects(entry, UT.graphData)]  # fmt: skip
        steps = tuple(_step(graph, r) for r in Collection(graph, requests))
        cases.append(Case(str(entry), str(graph.value(entry, MF.name)), tuple(data), steps))
    return cases


def evaluations(manifest: Path) -> list[Evaluation]:
    """Read a manifest of tests that compare a result."""
    return [
        Evaluation(
            str(entry),
            _file(graph.value(graph.value(entry, MF.action), QT.data)),
            _file(graph.value(graph.value(entry, MF.action), QT.query)),
            _file(graph.value(entry, MF.result)),
        )
        for graph, entry in _entries(manifest)
    ]


def _step(graph: Graph, request: Node) -> Step:
    answer = graph.value(request, HT.resp)
    body = graph.value(request, HT.body)
    encoding = str(graph.value(body, CNT.characterEncoding) or "utf-8") if body else "utf-8"
    boolean = graph.value(answer, MF.expectedBoolean)
    content = graph.value(answer, HT.body)
    return Step(
        method=str(graph.value(request, HT.methodName)),
        path=str(graph.value(request, HT.absolutePath)),
        headers=_headers(graph, request),
        body=str(graph.value(body, CNT.chars) if body else "").encode(encoding),
        statuses=frozenset(
            status
            for found in graph.objects(answer, MF.expectedStatus)
            for status in _statuses(str(found).partition("#")[2])
        ),
        format=str(graph.value(answer, MF.expectedFormat) or ""),
        boolean=bool(boolean.toPython()) if isinstance(boolean, Literal) else None,
        location=str(graph.value(answer, MF.expectedLocation) or ""),
        content_type=_headers(graph, answer).get("content-type", "") if answer else "",
        content=str(graph.value(content, CNT.chars)) if content else "",
    )


def _headers(graph: Graph, message: Node | None) -> dict[str, str]:
    headers = graph.value(message, HT.headers)
    return {
        str(graph.value(h, HT.fieldName)).lower(): str(graph.value(h, HT.fieldValue))
        for h in (Collection(graph, headers) if headers else ())
    }


def _statuses(name: str) -> range | list[int]:
    return _CLASSES[name] if name in _CLASSES else [_CODES[name]]


class Report:
    """Outcomes of tests as EARL."""

    def __init__(self, subject: str) -> None:
        self.graph = Graph()
        for prefix, namespace in (("earl", EARL), ("doap", DOAP)):
            self.graph.bind(prefix, namespace)
        self._subject = URIRef(subject)
        self.graph.add((self._subject, RDF.type, DOAP.Project))
        self.graph.add((self._subject, RDF.type, EARL.TestSubject))
        self.graph.add((self._subject, DOAP.name, Literal("Recalling")))

    def add(self, test: str, passed: bool, info: str = "") -> None:
        assertion, result = BNode(), BNode()
        for triple in (
            (assertion, RDF.type, EARL.Assertion),
            (assertion, EARL.assertedBy, self._subject),
            (assertion, EARL.subject, self._subject),
            (assertion, EARL.test, URIRef(test)),
            (assertion, EARL.mode, EARL.automatic),
            (assertion, EARL.result, result),
            (result, RDF.type, EARL.TestResult),
            (result, EARL.outcome, EARL.passed if passed else EARL.failed),
        ):
            self.graph.add(triple)
        if info:
            self.graph.add((result, EARL.info, Literal(info, "en")))
