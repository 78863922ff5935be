"""``/api``: the catalogue's queries and the search as a REST interface, described in OpenAPI."""

import csv
import io
import json
import math
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, render_template, request

from server import catalogue
from server.catalogue import Example
from server.context import current_release
from server.fulltext import asked
from server.fulltext.asked import FURTHEST
from server.fulltext.fields import FIELDS
from server.fulltext.language import BadSearch
from server.problems import Problem, not_found
from server.rest import openapi, paging, parameters
from server.rest.shared import JSON, TABLES, TEXTS, as_json, check, format_of, linked, number, pages
from server.sparql import execute
from server.sparql.endpoint import send
from server.sparql.protocol import Operation
from server.store import Term
from server.views import search as views

blueprint = Blueprint("api", __name__)


@blueprint.get("/api")
def people() -> str:
    """Show people what programs can ask."""
    return render_template("api.html", catalogue=catalogue.load(), formats=TABLES.values())


@blueprint.get("/api/openapi.json")
def description() -> Response:
    """Describe the interface in OpenAPI 3.1."""
    return as_json(openapi.document(request.url_root.rstrip("/")))


@blueprint.get("/api/queries")
def queries() -> Response:
    """List the queries of the catalogue."""
    check(set())
    return as_json({"queries": [_told(example) for example in catalogue.load()]})


@blueprint.get("/api/queries/<name>")
def query(name: str) -> Response:
    """Ask a query of the catalogue and give one page of its table."""
    stem, chosen = format_of(name, TABLES)
    example = next((e for e in catalogue.load() if e.name == stem), None)
    if example is None:
        raise not_found(f"api/queries/{stem}")
    check({p.name for p in example.parameters} | {"limit", "offset"})
    limit, offset = number("limit", openapi.ROWS), number("offset", openapi.OFFSET)
    given = parameters.typed(example, request.args)
    bindings = parameters.terms(example, given, current_release().base)
    text = example.without(*bindings)
    total = _total(text, bindings)
    operation = Operation(paging.page(text, limit, offset), bindings=bindings)
    answer = execute.run(operation, {"solutions": chosen.suffix, "boolean": None, "graph": None})
    links = pages(f"/api/queries/{name}", given.items(), total, limit, offset)
    if chosen is not JSON:
        return linked(send(answer, chosen), total, links)
    with answer.file:
        rows = json.load(answer.file)["results"]["bindings"]
    examples = {p.name: p.example for p in example.parameters}
    return linked(as_json(
        {"name": stem, "question": example.question, "parameters": examples | given,
         "total": total, "limit": limit, "offset": offset, **links,
         "columns": list(paging.columns(text)),
         "rows": [{key: _value(term) for key, term in row.items()} for row in rows]}
    ), total, links)  # fmt: skip


@blueprint.get("/api/search", defaults={"suffix": ""})
@blueprint.get("/api/search.<suffix>")
def search(suffix: str) -> Response:
    """Search in all texts and give one page of what is found."""
    if suffix and suffix not in TEXTS:
        raise not_found(f"api/search.{suffix}")
    _, chosen = format_of(f"search.{suffix}" if suffix else "search", TEXTS)
    check({"q", *FIELDS, "limit", "offset"}, FIELDS)
    limit, offset = number("limit", openapi.HITS), number("offset", openapi.FURTHER)
    try:
        searched = asked.read(dict(request.args.lists()))
        node = searched.node()
        if node is None:
            raise BadSearch("There is no word to search for", 1)
        found, total = views.found(current_release(), node, limit, offset)
        counts = views.counts(current_release(), node)
    except BadSearch as error:
        raise Problem(400, "bad-search", "The search cannot be understood", str(error),
                      more={"at": error.at}) from None  # fmt: skip
    path = f"/api/search.{suffix}" if suffix else "/api/search"
    links = pages(path, searched.pairs(), min(total, FURTHEST), limit, offset)
    if chosen is not JSON:
        return linked(_csv(found), total, links)
    return linked(as_json(
        {"q": searched.words, "total": total, "limit": limit, "offset": offset, **links,
         "hits": [
             {"iri": hit.iri, "document": hit.document, "title": hit.title,
              "language": hit.language, "score": round(hit.score, 4),
              "snippet": hit.snippet.text, "marks": [list(mark) for mark in hit.snippet.marks]}
             for hit in found
         ],
         "counts": {
             name: {"values": dict(counted.values), "rest": counted.rest}
             for name, counted in counts.items()
         }}
    ), total, links)  # fmt: skip


def _total(text: str, bindings: dict[str, Term]) -> int:
    operation = Operation(paging.count(text, bindings), bindings=bindings)
    answer = execute.run(operation, {"solutions": "json", "boolean": None, "graph": None})
    with answer.file:
        rows = json.load(answer.file)["results"]["bindings"]
    return int(rows[0]["total"]["value"]) if rows else 0


def _told(example: Example) -> dict[str, Any]:
    return {
        "name": example.name,
        "question": example.question,
        "tags": list(example.tags),
        "parameters": [
            {"name": p.name, "meaning": p.meaning, "kind": p.kind, "example": p.example}
            for p in example.parameters
        ],
        "columns": list(paging.columns(example.query)),
        "address": f"/api/queries/{example.name}",
    }


def _csv(found: Iterable[views.Found]) -> Response:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(["iri", "document", "title", "language", "score", "snippet"])
    for hit in found:
        lines.writerow([hit.iri, hit.document, hit.title, hit.language, f"{hit.score:.4f}",
                        hit.snippet.marked()])  # fmt: skip
    return Response(out.getvalue(), content_type="text/csv; charset=utf-8")


def _value(term: dict[str, str]) -> object:
    """Give a term as plain JSON: numbers and booleans as such, all else as a string."""
    text, datatype = term["value"], term.get("datatype", "").rpartition("#")[2]
    if datatype == "boolean":
        return text in {"true", "1"}
    try:
        if datatype == "integer":
            return int(text)
        if datatype in {"decimal", "double"} and math.isfinite(float(text)):
            return float(text)
    except ValueError:  # the data say a number and have none
        return text
    return text
