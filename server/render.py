"""Pages of entities as HTML: a view and its template."""

from dataclasses import replace
from functools import lru_cache

from flask import render_template, request

from ontology.iris import Iris
from ontology.terms import DCTERMS, OWL, RCL
from server.exports.offers import offered
from server.exports.reference import reference
from server.exports.schemaorg import legislation
from server.problems import not_found
from server.release import Release
from server.views import document as documents
from server.views import vocabulary
from server.views.citing import citing
from server.views.companions import companions
from server.views.entity import entity_view
from server.views.facts import Facts


def page_number() -> int:
    """Read ``?page=``; anything that is no page is the first."""
    asked = request.args.get("page", "1")
    return min(max(int(asked), 1), 100_000) if asked.isascii() and asked.isdigit() else 1


@lru_cache(maxsize=16)
def document_of(release: Release, iri: str, language: str | None) -> documents.DocumentView:
    """Keep the documents read last, whose parts are often read next; a release never changes."""
    return documents.document_view(release.store, release.base, iri, language)


def document_page(release: Release, iri: str, language: str | None = None) -> str:
    """Show a document, in one language (``?lang=``)."""
    view = document_of(release, iri, language or request.args.get("lang"))
    other = request.args.get("beside", "")
    held = {one.code for one in view.languages} - {view.language}
    return render_template(
        "document.html",
        iri=iri,
        document=view,
        beside=document_of(release, iri, other) if other in held else None,
        formats=offered(release, iri),
        structured=legislation(release, iri, view.language),
        citing=citing(release, iri),
        companions=companions(release, iri),
        cite=reference(release, iri, view.language),
    )


def expression_page(release: Release, iri: str) -> str:
    """Show a document in the language of one of its expressions."""
    ident = Iris(release.base).parse(iri)
    if ident is None:
        raise not_found(iri)
    return document_page(release, iri.rpartition("/expression/")[0], ident.path)


def part_page(release: Release, iri: str) -> str:
    """Show a part with what is inside it, or a footnote, and what is said of it."""
    base, store = release.base, release.store
    ident = Iris(base).parse(iri)
    if ident is None:
        raise not_found(iri)
    document = Iris(base).document(ident.name)
    whole = document_of(release, document, request.args.get("lang"))
    inside = [p for p in whole.parts if p.iri == iri or p.iri.startswith(f"{iri}/")]
    path = ident.path
    shown = {piece.id for p in inside for piece in p.pieces if piece.note}
    notes = [
        replace(note, marks=tuple(mark for mark in note.marks if mark in shown))
        for note in whole.notes
        if note.path == path or shown.intersection(note.marks)
    ]
    place = next((i for i, p in enumerate(whole.parts) if p.iri == iri), None)
    return render_template(
        "part.html",
        iri=iri,
        document=whole,
        path=path,
        parts=inside,
        notes=notes,
        formats=offered(release, iri),
        structured=legislation(release, iri, whole.language),
        before=whole.parts[place - 1] if place else None,
        cite=reference(release, iri, whole.language),
        after=next(iter(whole.parts[place + len(inside):]), None) if place is not None else None,
        entity=entity_view(store, base, iri, page_number()),
    )  # fmt: skip


def entity_page(release: Release, iri: str) -> str:
    """Show anything else: what is said of it and what points to it."""
    view = entity_view(release.store, release.base, iri, page_number())
    return render_template("entity.html", iri=iri, entity=view, formats=offered(release, iri))


def ontology_page(release: Release, iri: str) -> str:
    """Document the vocabulary: every term of it, classes before properties."""
    about = Facts(release.store.statements(subject=iri))
    return render_template(
        "ontology.html",
        iri=iri,
        name=about.value(iri, DCTERMS.title),
        definition=about.value(iri, DCTERMS.description),
        version=about.value(iri, OWL.versionInfo),
        namespace=str(RCL._NS),
        groups=vocabulary.terms(release.store, release.base),
        formats=offered(release, iri),
    )
