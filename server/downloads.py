"""The dataset as a whole: what it is, for people and programs, and its downloads."""

import threading
from collections.abc import Iterator

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as BaseResponse

from server import dataset, export
from server.answers import answer, etag, pick, unchanged
from server.context import current_release
from server.exports import dumps
from server.negotiate import ENTITY, GRAPHS, HTML, LINKSET, SUFFIXES, Format
from server.problems import Problem, not_found
from server.release import Release
from server.signposts import SCHEMA, Link, linkset
from server.views import lists

blueprint = Blueprint("downloads", __name__)

AT_ONCE = 2
"""Downloads that one process makes at a time; making one takes a core for a minute or so."""
_making = threading.BoundedSemaphore(AT_ONCE)


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
        *(Link("item", f"/dataset/{dump.name}", dump.content_type.partition(";")[0])
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
            dumps=dumps.offered(release),
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
    if dump.ready:
        return send_file(
            release.path / dumps.FILE, mimetype=dump.content_type, as_attachment=True,
            download_name=dump.name, etag=etag(release, dump.name, dump.format),
            last_modified=release.modified, conditional=True,
        )  # fmt: skip
    return _made(release, dump)


def _made(release: Release, dump: dumps.Dump) -> BaseResponse:
    """Send a download while it is made; no more than AT_ONCE of them."""
    response = Response(content_type=dump.content_type)
    response.set_etag(etag(release, dump.name, dump.format))
    response.last_modified = release.modified
    response.headers.set("Content-Disposition", "attachment", filename=dump.name)
    if request.method == "HEAD" or unchanged(response):
        return response.make_conditional(request)
    if not _making.acquire(blocking=False):
        raise Problem(503, "busy", "Other downloads are being made",
                      "Try again in a minute, or take the N-Quads, which lie ready.",
                      headers={"Retry-After": "60"})  # fmt: skip
    made = _Making(dumps.stream(release, dump))
    response.call_on_close(made.close)
    response.response = made
    return response


class _Making:
    """A download being made: gives its place up once, when it ends or the client has left."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._held = True

    def __iter__(self) -> Iterator[bytes]:
        yield from self._blocks
        self.close()

    def close(self) -> None:
        if self._held:
            self._held = False
            _making.release()


@blueprint.get("/.well-known/void")
def void() -> BaseResponse:
    """Lead to the dataset's description, where programs look for it."""
    return redirect("/dataset", 303)
