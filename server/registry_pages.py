"""Pages of what the registries hold, each kind with its own view: who uses it, how, and when."""

from flask import render_template, request

from ontology.iris import Iris, Kind
from server.exports.offers import offered
from server.release import Release
from server.render import entity_page, page_number
from server.views.cards import strength_scale
from server.views.entity import EntityView, entity_view
from server.views.mandates import Wanted, mandates_view
from server.views.usage import usage
from server.views.uses import ACTS, ASKED, CITATIONS, DEEDS, PROVISION, Narrowing

MANDATES = 10
"""Mandates shown on the page of a body; the rest are in the list of mandates."""


def key(base: str, asked: str) -> str:
    """Give the IRI that a parameter names by its path or in full; it is compared, never asked."""
    return asked if not asked or "://" in asked else base + asked


def narrowing(base: str) -> Narrowing:
    """Read what the request narrows a list of uses to."""
    asked = {name: key(base, request.args.get(name, "")) for name in ("verb", "by", "other")}
    return Narrowing(year=request.args.get("year", ""), **asked)


def _page(
    release: Release, iri: str, query: str, template: str,
    entity: EntityView | None = None, **more: object,
) -> str:  # fmt: skip
    narrowed = narrowing(release.base)
    return render_template(
        template,
        iri=iri,
        entity=entity or entity_view(release.store, release.base, iri, 0),
        usage=usage(release, query, iri, narrowed, page_number()),
        formats=offered(release, iri),
        **more,
    )


def instrument_page(release: Release, iri: str) -> str:
    """Show an instrument, or an article of one: who cites it, with which words."""
    ident = Iris(release.base).parse(iri)
    article = ident is not None and ident.kind == Kind.ARTICLE
    whole = iri.partition("/article/")[0]
    return _page(
        release, iri, PROVISION if article else CITATIONS, "instrument.html",
        whole=entity_view(release.store, release.base, whole, 0) if article else None,
    )  # fmt: skip


def cited_page(release: Release, iri: str) -> str:
    """Show who cites a document."""
    return _page(release, iri, CITATIONS, "cited.html")


def body_page(release: Release, iri: str) -> str:
    """Show a body or a group: what is asked of it, by whom, and until when."""
    due = mandates_view(release, Wanted(assignee=iri), size=MANDATES)
    scale = strength_scale(release.store)
    return _page(release, iri, ASKED, "body.html", mandates=due, scale=scale)


def state_page(release: Release, iri: str) -> str:
    """Show a State: what it sponsored and how it voted, or (``?show=asked``) what is asked."""
    if request.args.get("show") == "asked":
        return body_page(release, iri)
    return _page(release, iri, DEEDS, "state.html")


def verb_page(release: Release, iri: str) -> str:
    """Show a verb: its place on the scale, examples, and its use over the years."""
    entity = entity_view(release.store, release.base, iri, 0)
    if not any(kind.href.endswith("#Verb") for kind in entity.kinds):
        # the scale and its levels
        return entity_page(release, iri)
    about = {group.href.rpartition("#")[2]: group.values for group in entity.outgoing}
    level = next((value.text for value in about.get("strength", ())), "")
    return _page(
        release, iri, ACTS, "verb.html", entity=entity, scale=strength_scale(release.store),
        level=int(level) if level.isdigit() else 0,
    )  # fmt: skip
