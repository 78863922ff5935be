"""``/sparql``: the SPARQL 1.1 Protocol, and the query page for people."""

from pathlib import Path

from flask import Blueprint, Response, render_template, request
from werkzeug.wsgi import wrap_file

from ontology.terms import PREFIXES
from server.catalogue import Example
from server.catalogue import load as load_catalogue
from server.context import current_release
from server.forms import Form
from server.negotiate import BOOLEANS, GRAPHS, HTML, SOLUTIONS, Format, choose, names_html
from server.pool.workers import Answer
from server.problems import Problem, bad_request, not_acceptable, not_found
from server.rest.shared import as_json
from server.sparql import changes, execute, service
from server.sparql.naming import named
from server.sparql.protocol import FORM_TYPE, QUERY_TYPE, Operation, Update, read
from server.sparql.results import table
from server.store import NotAcceptable, Term

blueprint = Blueprint("endpoint", __name__)

METHODS = ["GET", "POST", "QUERY"]
EDITOR = Path(__file__).parent.parent / "static/editor/yasqe.min.js"
"""Yasqe, which the set-up takes from npm; where it was not, a plain text area is the editor."""

FORMS = {"solutions": SOLUTIONS, "boolean": BOOLEANS, "graph": GRAPHS}


@blueprint.route("/sparql", methods=METHODS)
def sparql() -> Response:
    """Answer a query or make an update; without either, describe the service or show the editor."""
    operation = read(request)
    if isinstance(operation, Update):
        return changes.update(operation)
    if operation is None or (not operation.query.strip() and wants_page()):
        if request.method not in {"GET", "HEAD"}:
            raise bad_request("There is no query: send it as “query”, or as the body of a "
                              f"request with the type {QUERY_TYPE}.")  # fmt: skip
        return editor() if wants_page() else service.description()
    if wants_page():
        return show(operation)
    return answer_to(operation)


@blueprint.get("/sparql/terms")
def terms() -> Response:
    """Give what the editor completes: prefixes, and the classes and properties of the release."""
    manifest = current_release().manifest
    used = {key: sorted(manifest.get(key, {})) for key in ("classes", "properties")}
    return as_json({"prefixes": PREFIXES} | used)


@blueprint.after_request
def _accept_query(response: Response) -> Response:
    response.headers["Accept-Query"] = f"{QUERY_TYPE}, {FORM_TYPE}"
    return response


def wants_page() -> bool:
    """Tell whether this is a browser: HTML by name, and no result format liked better."""
    accept = request.accept_mimetypes
    return names_html(accept) and choose(accept, {"html": HTML} | SOLUTIONS | GRAPHS) is HTML


@blueprint.route("/sparql/results.<suffix>", methods=["GET", "POST"])
def results(suffix: str) -> Response:
    """Answer the query of a form with a file to keep, in the format of the suffix."""
    operation = read(request)
    if not isinstance(operation, Operation):
        raise bad_request("There is no query: send it as “query”.")
    return download(operation, suffix, "results")


def download(operation: Operation, suffix: str, name: str) -> Response:
    """Answer in one format, whatever the client accepts, as a file of this name."""
    formats = {form: suffix if suffix in all_ else None for form, all_ in FORMS.items()}
    chosen = next((all_[suffix] for all_ in FORMS.values() if suffix in all_), None)
    if chosen is None:
        raise not_found(f"{name}.{suffix}")
    try:
        answer = execute.run(operation, formats)
    except NotAcceptable as refusal:
        raise not_acceptable(f.media_types[0] for f in FORMS[str(refusal)].values()) from None
    response = send(answer, chosen)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response


def answer_to(operation: Operation) -> Response:
    """Answer a program in the format it accepts."""
    formats, chosen = negotiate()
    try:
        answer = execute.run(operation, formats)
    except NotAcceptable as refusal:
        raise not_acceptable(f.media_types[0] for f in FORMS[str(refusal)].values()) from None
    return send(answer, chosen[answer.form])


def ask_example(
    example: Example, bindings: dict[str, Term], form: Form, suffix: str = ""
) -> Response:
    """Ask a query of the catalogue; ``form`` is what was typed."""
    operation = Operation(example.without(*bindings), bindings=bindings)
    if suffix:
        return download(operation, suffix, example.name)
    if wants_page():
        return show(operation, example, form)
    return answer_to(operation)


def refuse(example: Example, form: Form) -> Response:
    """Say which fields of a form are not understood, and what may be meant; raises Problem."""
    if wants_page():
        page = render_template("results.html", example=example, form=form, query=example.query,
                               formats=SOLUTIONS, equipped=EDITOR.is_file())  # fmt: skip
        return Response(page, 400, mimetype="text/html")
    raise bad_request(" ".join(
        f"{field.name}: {field.refusal}. "
        + " ".join(f"{one.name} ({one.address[1:]})" for one in field.candidates)
        for field in form.refused
    ))  # fmt: skip


def negotiate() -> tuple[dict[str, str | None], dict[str, Format]]:
    """For each form of answer the format this client gets; None where it takes none."""
    accept = request.accept_mimetypes
    chosen = {form: found for form, all_ in FORMS.items() if (found := choose(accept, all_))}
    return {form: chosen[form].suffix if form in chosen else None for form in FORMS}, chosen


def send(answer: Answer, chosen: Format) -> Response:
    """Send a complete answer; its file closes when it is sent."""
    body = [] if request.method == "HEAD" else wrap_file(request.environ, answer.file)
    response = Response(body, content_type=chosen.content_type, direct_passthrough=True)
    response.call_on_close(answer.file.close)
    response.content_length = answer.size
    response.vary.add("Accept")
    response.cache_control.no_cache = True
    response.headers["Recalling-Release"] = current_release().id
    response.headers["Server-Timing"] = f"query;dur={answer.seconds * 1000:.1f}"
    if answer.rows is not None:
        response.headers["Recalling-Rows"] = str(answer.rows)
    return response


def editor(query: str = "", problem: Problem | None = None) -> Response:
    """Show the query page, with what went wrong before if anything did."""
    page = render_template(
        "editor.html",
        query=query or "\n".join(f"PREFIX {p}: <{n}>" for p, n in PREFIXES.items()) + "\n\n",
        problem=problem,
        catalogue=load_catalogue(),
        equipped=EDITOR.is_file(),
    )
    headers = dict(problem.headers) if problem else {}
    response = Response(page, problem.status if problem else 200, headers, mimetype="text/html")
    response.vary.add("Accept")
    return response


def show(
    operation: Operation, example: Example | None = None, form: Form | None = None
) -> Response:
    """Run a query for a person: a table, or the graph as Turtle, under the query itself."""
    try:
        answer = execute.run(operation, {"solutions": "json", "boolean": "json", "graph": "ttl"})
    except Problem as problem:
        return editor(operation.query, problem)
    release = current_release()
    with answer.file:
        shown = named(release, table(answer, release.base))
    page = render_template(
        "results.html",
        query=example.query if example else operation.query,
        example=example,
        form=form,
        result=shown,
        formats=FORMS[answer.form],
        equipped=EDITOR.is_file(),
    )
    response = Response(page, mimetype="text/html")
    response.vary.add("Accept")
    return response
