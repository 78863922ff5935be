"""``/releases``: the releases there have been, what each changed, and the deltas between them."""

from flask import Blueprint, render_template, send_file
from werkzeug.wrappers import Response as BaseResponse

from ontology.terms import DCTERMS, PROV, RCL, RDF, XSD
from server import coding, export
from server.answers import pick
from server.context import current_release
from server.dataset import DCAT, IANA, VOID, number, state
from server.history import known as history
from server.history import retired
from server.history.tagged import tagged
from server.negotiate import ENTITY, GRAPHS, HTML, Format
from server.problems import not_found
from server.release import Release
from server.signposts import Link, header
from server.store import Statement, Term, literal

blueprint = Blueprint("releases", __name__)

FILES = {history.ADDED: "Statements that came", history.REMOVED: "Statements that went"}
NQUADS = GRAPHS["nq"]


@blueprint.get("/releases")
@blueprint.get("/releases.<suffix>")
def releases(suffix: str = "") -> BaseResponse:
    """List the releases, the newest first: for people, or in DCAT and PROV."""
    if suffix and suffix not in ENTITY:
        raise not_found(f"releases.{suffix}")
    chosen = pick(ENTITY, ENTITY.get(suffix))
    # an old release may be pruned while the current one stays, so its id says too little
    response = tagged(_list(current_release(), chosen), chosen.content_type)
    response.vary.add("Accept")
    response.headers["Content-Location"] = f"/releases.{chosen.suffix}"
    links = [Link("alternate", f"/releases.{f.suffix}", f.media_types[0]) for f in ENTITY.values()]
    response.headers["Link"] = header([*links, Link("collection", "/dataset")], chosen)
    return coding.conditional(response)


def _list(release: Release, chosen: Format) -> bytes:
    entries = history.entries(release)
    if chosen is HTML:
        page = render_template("releases.html", entries=entries, formats=ENTITY, address=address,
                               names=history)  # fmt: skip
        return page.encode()
    found = [s for entry in entries for s in _statements(release.base, entry)]
    return export.serialise(found, chosen.suffix)


def address(entry: history.Entry, name: str) -> str:
    """Give the path of one half of a delta; it has the ids of both releases in it."""
    return f"dataset/delta/{entry.previous}-{entry.id}.{name}"


def _statements(base: str, entry: history.Entry) -> list[Statement]:
    iri, dataset = f"{base}release/{entry.id}", f"{base}dataset"
    documents = f"{iri}#documents"
    found = state(dataset, (f"{DCAT}hasVersion", Term(iri)))
    found += state(
        iri,
        (RDF.type, Term(f"{DCAT}Dataset")),
        (DCTERMS.identifier, literal(entry.id)),
        (DCTERMS.issued, literal(entry.published, "", str(XSD.dateTime))),
    )
    if entry.previous:
        found += state(iri, (PROV.wasRevisionOf, Term(f"{base}release/{entry.previous}")))
    if entry.quads is not None:
        found += state(iri, (f"{VOID}triples", number(entry.quads)))
    if entry.documents is not None:
        found += state(iri, (f"{VOID}classPartition", Term(documents)))
        found += state(documents, (f"{VOID}class", Term(RCL.Document)),
                       (f"{VOID}entities", number(entry.documents)))  # fmt: skip
    for name, count in ((history.ADDED, entry.added), (history.REMOVED, entry.removed)):
        if entry.delta(name) is None or count is None:
            continue
        file = f"{base}{address(entry, name)}"
        found += state(iri, (f"{DCAT}distribution", Term(file)))
        found += state(
            file,
            (RDF.type, Term(f"{DCAT}Distribution")),
            (DCTERMS.title, literal(f"{FILES[name]} after release {entry.previous}", "en")),
            (f"{DCAT}downloadURL", Term(file)),
            (f"{DCAT}mediaType", Term(IANA + NQUADS.media_types[0])),
            (f"{DCAT}compressFormat", Term(f"{IANA}application/gzip")),
            (f"{VOID}triples", number(count)),
        )
    return found


@blueprint.get("/dataset/delta/<name>")
def delta(name: str) -> BaseResponse:
    """Send one half of a delta: ``PREVIOUS-RELEASE.added.nq.gz`` or ``….removed.nq.gz``."""
    release = current_release()
    for entry in history.entries(release):
        for half in FILES:
            path = entry.delta(half)
            if path and name == address(entry, half).rpartition("/")[2]:
                return send_file(path, mimetype="application/gzip", as_attachment=True,
                                 download_name=f"recalling-{name}", etag=name,
                                 conditional=True)  # fmt: skip
    raise not_found(f"dataset/delta/{name}")


@blueprint.get("/dataset/retired.nq")
def retired_addresses() -> BaseResponse:
    """Send the addresses of earlier releases that are gone or have moved, as N-Quads."""
    release = current_release()
    path = release.path / retired.NAME
    if not path.is_file():
        raise not_found("dataset/retired.nq")
    return send_file(path, mimetype=NQUADS.content_type, etag=f"{release.id}-retired",
                     conditional=True)  # fmt: skip
