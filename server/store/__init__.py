"""The only importer of pyoxigraph in the server: terms, reading, querying, writing."""

from server.store.querying import (
    BadQuery,
    Form,
    NotAcceptable,
    StoreFailed,
    check_query,
    dump_graph,
    run_query,
)
from server.store.reading import ReleaseStore
from server.store.terms import (
    GRAPH_FORMATS,
    RESULT_FORMATS,
    Row,
    Statement,
    Term,
    convert,
    is_iri,
    literal,
    to_rdf,
    written,
)

__all__ = [
    "GRAPH_FORMATS",
    "RESULT_FORMATS",
    "BadQuery",
    "Form",
    "NotAcceptable",
    "ReleaseStore",
    "Row",
    "Statement",
    "StoreFailed",
    "Term",
    "check_query",
    "convert",
    "dump_graph",
    "is_iri",
    "literal",
    "run_query",
    "to_rdf",
    "written",
]
