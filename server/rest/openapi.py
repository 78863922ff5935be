"""The description of the REST interface in OpenAPI 3.1, made from the catalogue."""

from collections.abc import Iterable
from typing import Any

from server import catalogue
from server.catalogue import Example, Parameter
from server.fulltext.asked import FURTHEST
from server.fulltext.fields import FIELDS
from server.fulltext.language import LONGEST
from server.problems import PROBLEM_TYPE
from server.rest import paging
from server.rest.shared import TABLES, TEXTS, Bounds

ROWS = Bounds(100, 1, 1000)
HITS = Bounds(30, 1, 100)
OFFSET = Bounds(0, 0, 1_000_000)
FURTHER = Bounds(0, 0, FURTHEST)

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_ADDRESS: Schema = {"type": ["string", "null"]}
_NOT_FOUND = {
    400: "The parameters cannot be understood",
    406: "None of the formats accepted is available",
    413: "The answer would be too big",
    429: "Too many questions at once, or in a minute",
    503: "The query took too long",
}
_KINDS: dict[str, Schema] = {
    "IRI": _TEXT,
    "text": _TEXT,
    "number": {"type": "integer", "minimum": -(10**17), "maximum": 10**17},
}


def document(server: str) -> Schema:
    """Describe the interface at an address (scheme and host, no slash at the end)."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Recalling: questions to United Nations resolutions",
            "version": "1",
            "description": "Each query of the catalogue at an address of its own, and full-text "
            "search. An address may end in a suffix (.json, .csv, .tsv, .xml) instead of naming "
            "the format in Accept. Pages are asked for with limit and offset; the header "
            "Recalling-Total and the member “total” give the number of all rows, Link and “next” "
            "the address of the next page. Errors are problem documents (RFC 9457).",
            "license": {"name": "Apache-2.0 (the program); texts: United Nations"},
        },
        "servers": [{"url": server}],
        "paths": {
            "/api/queries": {"get": _catalogue()},
            **{f"/api/queries/{e.name}": {"get": _query(e)} for e in catalogue.load()},
            "/api/search": {"get": _search()},
        },
        "components": {"schemas": {"Problem": _problem(), "Hit": _hit()}},
    }


def _catalogue() -> Schema:
    parameter = _object(dict.fromkeys(("name", "meaning", "kind", "example"), _TEXT))
    told = _object(
        {
            "name": _TEXT,
            "question": _TEXT,
            "tags": _list(_TEXT),
            "parameters": _list(parameter),
            "columns": _list(_TEXT),
            "address": _TEXT,
        }
    )
    return {
        "operationId": "list-queries",
        "summary": "Which questions can be asked?",
        "tags": ["queries"],
        "responses": {
            "200": {"description": "The catalogue",
                    **_content({"json": _object({"queries": _list(told)})})},
            **_errors((400,)),
        },
    }  # fmt: skip


def _query(example: Example) -> Schema:
    columns = paging.columns(example.query)
    value: Schema = {"type": ["string", "number", "boolean"]}
    table = _object(
        {
            "name": {"const": example.name},
            "question": _TEXT,
            "parameters": {"type": "object", "additionalProperties": _TEXT},
            **_PAGE,
            "columns": _list(_TEXT),
            "rows": _list(
                {"type": "object", "properties": dict.fromkeys(columns, value),
                 "additionalProperties": False}
            ),
        }
    )  # fmt: skip
    return {
        "operationId": example.name,
        "summary": example.question,
        "tags": ["queries"],
        "parameters": [*map(_parameter, example.parameters), *_paged(ROWS, OFFSET)],
        "responses": {
            "200": {"description": "One page of the table, a row for each answer", **_HEADERS,
                    **_content(dict.fromkeys(TABLES, _TEXT) | {"json": table})},
            **_errors(_NOT_FOUND),
        },
    }  # fmt: skip


def _parameter(parameter: Parameter) -> Schema:
    path = " (an IRI, or its path)" if parameter.kind == "IRI" else ""
    return {
        "name": parameter.name,
        "in": "query",
        "description": f"{parameter.meaning}{path}; {parameter.example} if not given",
        "schema": _KINDS[parameter.kind],
        "example": int(parameter.example) if parameter.kind == "number" else parameter.example,
    }


def _search() -> Schema:
    counted = _object(
        {"values": {"type": "object", "additionalProperties": _COUNT}, "rest": _COUNT}
    )
    found = _object(
        {
            "q": _TEXT,
            **_PAGE,
            "hits": _list({"$ref": "#/components/schemas/Hit"}),
            "counts": _object(dict.fromkeys(FIELDS, counted), required=()),
        }
    )
    return {
        "operationId": "search",
        "summary": "Which paragraphs and footnotes have these words?",
        "tags": ["search"],
        "description": "All words must be there; AND, OR, NOT, brackets, \"phrase\", begin*, "
        "field:value.",
        "parameters": [
            {"name": "q", "in": "query", "description": "The search",
             "schema": _TEXT | {"maxLength": LONGEST}, "example": "lamp* AND keeper"},
            *({"name": field.name, "in": "query", "description": f"Only: {field.meaning}",
               "schema": _list(_TEXT), "style": "form", "explode": True,
               "example": [field.example.partition(":")[2]]} for field in FIELDS.values()),
            *_paged(HITS, FURTHER),
        ],
        "responses": {
            "200": {"description": "One page of what is found, best first", **_HEADERS,
                    **_content({**dict.fromkeys(TEXTS, _TEXT), "json": found})},
            **_errors((400, 406)),
        },
    }  # fmt: skip


def _hit() -> Schema:
    return _object(
        {
            "iri": _TEXT,
            "document": _TEXT,
            "title": _TEXT,
            "language": _TEXT,
            "score": {"type": "number"},
            "snippet": _TEXT,
            "marks": _list(_list(_COUNT) | {"minItems": 2, "maxItems": 2})
            | {"description": "[start, end) of each hit word in the snippet, in code points"},
        }
    )


def _problem() -> Schema:
    return {
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {"type": _TEXT, "title": _TEXT, "status": _COUNT, "detail": _TEXT},
    }


_PAGE: dict[str, Schema] = {
    "total": _COUNT,
    "limit": _COUNT,
    "offset": _COUNT,
    "next": _ADDRESS,
    "previous": _ADDRESS,
}
_HEADERS: Schema = {
    "headers": {
        "Recalling-Total": {"description": "The number of rows in all", "schema": _COUNT},
        "Link": {"description": "rel=next and rel=prev: the other pages", "schema": _TEXT},
    }
}


def _paged(limit: Bounds, offset: Bounds) -> list[Schema]:
    told = {"limit": "How many rows a page has", "offset": "How many rows to leave out before it"}
    return [
        {
            "name": name,
            "in": "query",
            "description": told[name],
            "schema": {"type": "integer", "minimum": bounds.least, "maximum": bounds.most,
                       "default": bounds.default},
        }
        for name, bounds in (("limit", limit), ("offset", offset))
    ]  # fmt: skip


def _object(properties: dict[str, Schema], required: Iterable[str] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties if required is None else required),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _content(schemas: dict[str, Schema]) -> Schema:
    return {
        "content": {
            TABLES[suffix].media_types[0]: {"schema": schema} for suffix, schema in schemas.items()
        }
    }


def _errors(statuses: Iterable[int]) -> Schema:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        str(status): {
            "description": _NOT_FOUND[status],
            "content": {PROBLEM_TYPE: {"schema": schema}},
        }
        for status in statuses
    }
