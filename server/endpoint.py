"""``/sparql``: the SPARQL 1.1 Protocol, read-only, and the query page for people."""

from dataclasses import dataclass, field

from flask import Blueprint, Response, render_template, request
from werkzeug.wsgi import wrap_file

from ontology.terms import PREFIXES
from server import guard, service
from server.catalogue import Example
from server.catalogue import load as load_catalogue
from server.context import config, current_release, pool
from server.negotiate import BOOLEANS, GRAPHS, HTML, SOLUTIONS, Format, choose, names_html
from server.problems import Problem, bad_request, not_acceptable
from server.results import table
from server.store import BadQuery, NotAcceptable, Term, is_iri
from server.workers import Answer, Task, TooBig, TooMany, TooSlow

blueprint = Blueprint("endpoint", __name__)

METHODS = ["GET", "POST", "QUERY"]
QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"
FORMS = {"solutions": SOLUTIONS, "boolean": BOOLEANS, "graph": GRAPHS}


@dataclass(frozen=True, slots=True)
class Operation:
    """A query as the protocol carries it."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    bindings: dict[str, Term] = field(default_factory=dict)


@blueprint.route("/sparql", methods=METHODS)
def sparql() -> Response:
    """Answer a query; without one, describe the service or show the editor."""
    operation = read_operation()
    if operation is None:
        if request.method != "GET":
            raise bad_request("There is no query: send it as “query”, or as the body of a "
                              f"request with the type {QUERY_TYPE}.")  # fmt: skip
        return editor() if wants_page() else service.description()
    if wants_page():
        return show(operation)
    return answer_to(operation)


def wants_page() -> bool:
    """Tell whether this is a browser: HTML by name, and no result format liked better."""
    accept = request.accept_mimetypes
    return names_html(accept) and choose(accept, {"html": HTML} | SOLUTIONS | GRAPHS) is HTML


def answer_to(operation: Operation) -> Response:
    """Answer a program in the format it accepts."""
    formats, chosen = negotiate()
    try:
        answer = run(operation, formats)
    except NotAcceptable as refusal:
        raise not_acceptable(f.media_types[0] for f in FORMS[str(refusal)].values()) from None
    return send(answer, chosen[answer.form])


def ask_example(example: Example, bindings: dict[str, Term], given: dict[str, str]) -> Response:
    """Ask a query of the catalogue; ``given`` are the parameters as they were typed."""
    operation = Operation(example.without(*bindings), bindings=bindings)
    if wants_page():
        return show(operation, example, given)
    return answer_to(operation)


def read_operation() -> Operation | None:
    """Take the query out of the request, by section 2.1 of the protocol.

    QUERY is read like POST. Raises Problem for updates and what breaks the protocol.
    """
    parameters = request.args
    kind = request.mimetype
    if request.method in {"POST", "QUERY"}:
        if kind == "application/sparql-update":
            raise read_only()
        if kind == FORM_TYPE:
            parameters = request.form
        elif kind != QUERY_TYPE:
            raise Problem(415, "unsupported-type", "Send the query in one of two ways",
                          f"The body’s type is {FORM_TYPE} or {QUERY_TYPE}.")  # fmt: skip
    if "update" in parameters or "update" in request.args:
        raise read_only()
    if request.method != "GET" and kind == QUERY_TYPE:
        queries = [_decode(request.get_data())]
        if "query" in parameters:
            raise bad_request("The query is both in the body and in the address.")
    else:
        queries = parameters.getlist("query")
    if len(queries) > 1:
        raise bad_request("There is more than one query.")
    if not queries or not queries[0].strip():
        return None
    graphs = [tuple(parameters.getlist(f"{k}-graph-uri")) for k in ("default", "named")]
    for graph in graphs[0] + graphs[1]:
        if not is_iri(graph):
            raise bad_request(f"“{graph}” is no absolute IRI, so it names no graph.")
    return Operation(queries[0], graphs[0], graphs[1])


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise bad_request("The query is not in UTF-8.") from None


def read_only() -> Problem:
    """Refuse an update."""
    return Problem(403, "read-only", "This endpoint is read-only", "Updates are not accepted.")


def negotiate() -> tuple[dict[str, str | None], dict[str, Format]]:
    """For each form of answer the format this client gets; None where it takes none."""
    accept = request.accept_mimetypes
    chosen = {form: found for form, all_ in FORMS.items() if (found := choose(accept, all_))}
    return {form: chosen[form].suffix if form in chosen else None for form in FORMS}, chosen


def run(operation: Operation, formats: dict[str, str | None]) -> Answer:
    """Run an operation in the pool; raises Problem and NotAcceptable."""
    if guard.calls_out(operation.query):
        raise Problem(403, "no-federation", "SERVICE is not available here",
                      "This endpoint never sends queries on to others. Use it as the remote "
                      "end of a federated query instead.")  # fmt: skip
    limits = config()
    task = Task(
        release=str(current_release().path),
        query=operation.query,
        formats=formats,
        union=not guard.names_dataset(operation.query),
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        bindings=operation.bindings,
    )
    try:
        return pool().run(task)
    except BadQuery as error:
        place = {"line": error.line, "column": error.column} if error.line else {}
        raise Problem(400, "bad-query", "The query cannot be understood",
                      str(error), more=place) from None  # fmt: skip
    except TooSlow:
        raise Problem(503, "too-slow", "The query took too long",
                      f"Queries are stopped after {limits.query_seconds:g} seconds. Put the most "
                      "selective patterns first, or add a LIMIT.") from None  # fmt: skip
    except TooBig:
        raise Problem(413, "too-big", "The query needs or answers too much",
                      f"An answer may have {limits.result_bytes // 1024**2} MiB, a query may use "
                      f"{limits.query_memory // 1024**2} MiB of memory. Ask for less at a time, "
                      "or take the dump from /dataset.") from None  # fmt: skip
    except TooMany:
        raise Problem(429, "too-many", "Too many queries at once", "Please try again shortly.",
                      headers={"Retry-After": "5"}) from None  # fmt: skip


def send(answer: Answer, chosen: Format) -> Response:
    """Send a complete answer; its file closes when it is sent."""
    body = [] if request.method == "HEAD" else wrap_file(request.environ, answer.file)
    response = Response(body, content_type=chosen.content_type, direct_passthrough=True)
    response.call_on_close(answer.file.close)
    response.content_length = answer.size
    response.vary.add("Accept")
    response.cache_control.no_cache = True
    return response


def editor(query: str = "", problem: Problem | None = None) -> Response:
    """Show the query page, with what went wrong before if anything did."""
    page = render_template(
        "editor.html",
        query=query or "\n".join(f"PREFIX {p}: <{n}>" for p, n in PREFIXES.items()) + "\n\n",
        problem=problem,
        catalogue=load_catalogue(),
    )
    response = Response(page, problem.status if problem else 200, mimetype="text/html")
    response.vary.add("Accept")
    return response


def show(
    operation: Operation, example: Example | None = None, given: dict[str, str] | None = None
) -> Response:
    """Run a query for a person: a table, or the graph as Turtle, under the query itself."""
    try:
        answer = run(operation, {"solutions": "json", "boolean": "json", "graph": "ttl"})
    except Problem as problem:
        return editor(operation.query, problem)
    with answer.file:
        shown = table(answer, current_release().base)
    page = render_template(
        "results.html",
        query=example.query if example else operation.query,
        example=example,
        given=given or {},
        result=shown,
        formats=FORMS[answer.form],
    )
    response = Response(page, mimetype="text/html")
    response.vary.add("Accept")
    return response
