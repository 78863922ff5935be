"""The pages that are no entities: start, lists, queries, dataset, about."""

from flask import Blueprint, Response, render_template, request, send_file
from werkzeug.wrappers import Response as BaseResponse

from ontology.terms import RCL
from server import catalogue, export, forms
from server.addresses import iri as iri_of
from server.context import current_release
from server.problems import bad_request, not_found
from server.render import page_number
from server.rest import parameters
from server.sparql import endpoint
from server.store import is_iri
from server.views import lists, neighbourhood
from server.views.names import names_of

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def start() -> str:
    """Say what this is and let people begin."""
    release = current_release()
    featured = [
        example
        for example in sorted(catalogue.load(), key=lambda e: not e.start)
        if "start" in example.tags
        and all(release.knows(p.example) for p in example.parameters if p.kind == "IRI")
    ]
    return render_template("start.html", counts=lists.counts(release), examples=featured)


@blueprint.get("/documents")
def documents() -> str:
    """List the documents held, narrowed by body, session and kind."""
    kind = request.args.get("kind", "")
    body = request.args.get("body", "")
    if kind and kind not in RCL.__annotations__:
        raise bad_request(f"“{kind}” is no kind of document.")
    if body and not body.startswith(("http://", "https://")):
        body = iri_of(current_release().base, f"body/{body}")
    if body and not is_iri(body):
        raise bad_request(f"“{body}” is no IRI of a body.")
    subject = request.args.get("subject", "")
    if subject and not is_iri(subject):
        raise bad_request(f"“{subject}” is no IRI of a subject.")
    filters = lists.Filters(body, request.args.get("session", ""), kind, subject)
    release, page = current_release(), page_number()
    names = names_of(release.store, release.base, [subject])
    found, count = lists.documents(release, filters, page)
    return render_template(
        "documents.html", lines=found, count=count, page=page, filters=filters,
        choices=lists.choices(release), more=count > page * lists.PAGE,
        subject=names.name(subject) if subject else "",
    )  # fmt: skip


@blueprint.get("/queries/<name>")
def query(name: str) -> BaseResponse:
    """Ask a query of the catalogue, with the parameters given or its own examples.

    With the suffix of a format the whole table comes as a file to keep.
    """
    stem, _, suffix = name.partition(".")
    example = next((e for e in catalogue.load() if e.name == stem), None)
    if example is None:
        raise not_found(f"queries/{name}")
    release = current_release()
    form = forms.understand(release, example, parameters.typed(example, request.args))
    if form.refused:
        return endpoint.refuse(example, form)
    bindings = parameters.terms(example, form.given, release.base)
    return endpoint.ask_example(example, bindings, form, suffix)


@blueprint.get("/around/<path:path>")
def around(path: str) -> str:
    """Draw what a document or an instrument cites and what cites it."""
    release = current_release()
    iri = iri_of(release.base, path)
    if not neighbourhood.citable(release, iri) or not release.knows(iri):
        raise not_found(path)
    return render_template(
        "neighbourhood.html", iri=iri, around=neighbourhood.neighbourhood(release, iri),
        drawn=neighbourhood.DRAWN,
    )  # fmt: skip


@blueprint.get("/context.jsonld")
def context() -> BaseResponse:
    """Send the JSON-LD context."""
    return send_file(export.CONTEXT, mimetype="application/ld+json", conditional=True)


@blueprint.get("/about")
def about() -> str:
    """Give credit, terms and the meaning of problems."""
    return render_template("about.html")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Keep crawlers off the expensive addresses."""
    lines = "User-agent: *\nDisallow: /sparql\nDisallow: /queries/\nDisallow: /search\n"
    lines += "Disallow: /around/\nDisallow: /graph-store\nDisallow: /compare\n"
    return Response(lines, mimetype="text/plain")
