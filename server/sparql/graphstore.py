"""``/graph-store``: the SPARQL 1.1 Graph Store HTTP Protocol; reading is open, writing is not.

A graph is named by ``?graph=IRI`` or ``?default``, or by its own address: what lies below
``/graph-store/`` here is named by the same path after the base of all IRIs.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from flask import Blueprint, Response, request

from server.addresses import iri as iri_of
from server.context import config, current_release
from server.negotiate import GRAPHS, choose
from server.pool.workers import NoGraph
from server.problems import Problem, bad_request, not_acceptable, not_found
from server.sparql import changes, execute
from server.sparql.endpoint import send
from server.sparql.protocol import only_readable
from server.store import is_iri

blueprint = Blueprint("graphstore", __name__)

HOME = "graph-store/"
_FORMATS = {media: key for key, f in GRAPHS.items() for media in f.media_types}


@blueprint.get("/graph-store")
@blueprint.get("/graph-store/<path:path>")
def read(path: str = "") -> Response:
    """Give a graph in the RDF format the client likes best."""
    iri = graph_named(path)
    chosen = choose(request.accept_mimetypes, GRAPHS)
    if chosen is None:
        raise not_acceptable(f.media_types[0] for f in GRAPHS.values())
    try:
        return send(execute.graph(iri, chosen.suffix), chosen)
    except NoGraph:
        raise not_found(iri) from None


@blueprint.put("/graph-store")
@blueprint.put("/graph-store/<path:path>")
def replace(path: str = "") -> Response:
    """Make the graph of the body; what it held before is gone."""
    changes.authorise()
    return take_in(graph_named(path), "replace")


@blueprint.post("/graph-store")
@blueprint.post("/graph-store/<path:path>")
def add(path: str = "") -> Response:
    """Add the body to the graph; without a name to a new one, which ``Location`` names."""
    changes.authorise()
    if path or request.args.keys() & {"graph", "default"}:
        return take_in(graph_named(path), "add")
    iri = f"{current_release().base}{HOME}{uuid4()}"
    response = take_in(iri, "add")
    response.headers["Location"] = iri
    return response


@blueprint.delete("/graph-store")
@blueprint.delete("/graph-store/<path:path>")
def remove(path: str = "") -> Response:
    """Remove the graph."""
    changes.authorise()
    iri = graph_named(path)
    told = changes.make({"do": "delete", "graph": iri})
    if not told["found"]:
        raise not_found(iri)
    return changes.done(204, told)


def graph_named(path: str) -> str:
    """Give the IRI of the graph a request is about, ``""`` for the default one."""
    named = request.args.getlist("graph")
    default = "default" in request.args
    if path:
        if named or default:
            raise bad_request("The address names a graph already.")
        named = [iri_of(current_release().base, HOME + path)]
    if len(named) + default != 1:
        raise bad_request("Name one graph: ?graph=IRI or ?default.")
    if named and not is_iri(named[0]):
        raise bad_request(f"“{named[0][:200]}” is no absolute IRI, so it names no graph.")
    return named[0] if named else ""


def take_in(iri: str, word: str) -> Response:
    """Take the body into a graph: all of it, or nothing where it is not in its format."""
    only_readable(request)
    request.max_content_length = config().write_bytes
    base = iri or current_release().base
    with bodies() as parts:
        told = changes.make({"do": word, "graph": iri, "base": base, "parts": parts})
    return changes.done(201 if told["created"] else 204, told)


@contextmanager
def bodies() -> Iterator[list[tuple[str, str]]]:
    """Put the body, or each part of a form with files, in a file: its path and its format."""
    with tempfile.TemporaryDirectory(prefix="recalling-graph-") as folder:
        parts = []
        if request.mimetype == "multipart/form-data":
            files = [file for _, file in request.files.items(multi=True)]
            if not files or request.form:
                raise bad_request("Each part of the form is a file with a name and a type.")
            for number, file in enumerate(files):
                path = Path(folder) / str(number)
                file.save(path)
                parts.append((str(path), _format(file.mimetype)))
        else:
            path = Path(folder) / "body"
            parts.append((str(path), _format(request.mimetype)))
            path.write_bytes(request.get_data(cache=False))
        yield parts


def _format(media_type: str) -> str:
    if media_type not in _FORMATS:
        raise Problem(415, "unsupported-type", "The body is in no RDF format that is read here",
                      f"Its type is one of {', '.join(sorted(_FORMATS))}.",
                      headers={"Accept": ", ".join(sorted(_FORMATS))})  # fmt: skip
    return _FORMATS[media_type]
