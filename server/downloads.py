"""The dataset as a whole: what it is, for people and programs, and its downloads."""

from typing import cast

from flask import (
    Blueprint,
    Response,
    current_app,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from server import dataset, export
from server.answers import answer, etag, pick
from server.context import current_release
from server.exports import dumps, schemaorg
from server.negotiate import (
    ENTITY,
    GRAPHS,
    HTML,
    LINKSET,
    RECORDS,
    SUFFIXES,
    TEXT,
    Format,
)  # fmt: skip
from server.problems import Problem, not_found
from server.release import Release
from server.signposts import SCHEMA, Link, linkset
from server.views import lists

blueprint = Blueprint("downloads", __name__)


@blueprint.get("/dataset")
@blueprint.get("/dataset.<suffix>")
def about(suffix: str = "") -> BaseResponse:
    """Describe the dataset: to people, or in VoID and DCAT."""
    if suffix and suffix not in ENTITY and suffix != LINKSET.suffix:
        raise not_found(f"dataset.{suffix}")
    release = current_release()
    links = _links(release)
    return answer(
        release, "/dataset", pick(ENTITY, SUFFIXES.get(suffix)), links,
        lambda form: _described(release, form, links),
    )  # fmt: skip


def _links(release: Release) -> list[Link]:
    iri = f"{release.base}dataset"
    return [
        *(Link("alternate", f"/dataset.{f.suffix}", f.media_types[0]) for f in ENTITY.values()),
        Link("describedby", "/dataset.ttl", "text/turtle"),
        Link("describedby", "/dataset.jsonld", "application/ld+json"),
        *(Link("item", f"/dataset/{dump.name}", "application/gzip")
          for dump in dumps.offered(release)),
        Link("type", f"{SCHEMA}Dataset"),
        Link("canonical", iri),
        Link("cite-as", iri),
        Link("license", "/about#terms"),
        Link("author", dataset.UNITED_NATIONS),
        Link("linkset", f"/dataset.{LINKSET.suffix}", LINKSET.media_types[0]),
    ]  # fmt: skip


def _described(release: Release, chosen: Format, links: list[Link]) -> bytes:
    if chosen is LINKSET:
        return linkset(f"{release.base}dataset", links, release.base)
    if chosen is HTML:
        return render_template(
            "dataset.html", release=release, counts=lists.counts(release), formats=GRAPHS,
            more=TEXT | RECORDS,
            dumps=dumps.offered(release), structured=schemaorg.dataset(release),
        ).encode()  # fmt: skip
    where = url_for("endpoint.sparql", _external=True)
    return export.serialise(dataset.statements(release, where), chosen.suffix)


@blueprint.get("/dataset/<name>")
def download(name: str) -> BaseResponse:
    """Send the whole release; ``graph.SUFFIX`` stands for the file of the current one."""
    release = current_release()
    offered = {dump.name: dump for dump in dumps.offered(release)}
    current = f"recalling-{release.id}.{name.removeprefix('graph.')}"
    if name.startswith("graph.") and current in offered:
        return redirect(f"/dataset/{current}", 302)
    dump = offered.get(name)
    if dump is None:
        raise not_found(f"dataset/{name}")
    tag = etag(release, dump.name, dump.format)
    if request.method == "HEAD" and not dump.ready:
        response = Response(mimetype="application/gzip")
        response.set_etag(tag)
        return response
    try:
        path = cast("dumps.Shelf", current_app.extensions["recalling.shelf"]).get(release, dump)
    except dumps.Busy:
        raise Problem(503, "busy", "Another download is being made",
                      "Try again in a minute, or take the N-Quads, which lie ready.",
                      headers={"Retry-After": "60"}) from None  # fmt: skip
    return send_file(
        path, mimetype="application/gzip", as_attachment=True, download_name=dump.name, etag=tag,
        last_modified=release.modified, conditional=True,
    )  # fmt: skip


@blueprint.get("/.well-known/void")
def void() -> BaseResponse:
    """Lead to the dataset's description, where programs look for it."""
    return redirect("/dataset", 303)
