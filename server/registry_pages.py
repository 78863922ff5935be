"""Pages of what the registries hold, each kind with its own view: who uses it, how, and when."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, request

from ontology.iris import Iris, Kind
from ontology.terms import RCL
from ontology.uses.model import Role
from server.exports.offers import offered
from server.problems import bad_request
from server.release import Release
from server.render import entity_page, page_number
from server.store import Term
from server.views.cards import strength_scale
from server.views.entity import EntityView, entity_view
from server.views.mandates import Wanted, mandate_lines
from server.views.narrowing import Narrowing
from server.views.usage import usage

MANDATES = 10
"""Mandates shown on the page of a body; the rest are in the list of mandates."""
BODY = {"": Role.ASKS, "mentioned": Role.MENTIONS}
STATE = {"": Role.DEEDS, "asked": Role.ASKS, "mentioned": Role.MENTIONS}
"""The lists of a page by their names in ``?show=``."""
TEMPLATES = {Role.ASKS: "body.html", Role.MENTIONS: "mentioned.html", Role.DEEDS: "state.html"}


def key(base: str, asked: str) -> str:
    """Give the IRI that a parameter names by its path or in full; it is compared, never asked."""
    return asked if not asked or "://" in asked else base + asked


def narrowing(base: str) -> Narrowing:
    """Read what the request narrows a list of uses to."""
    things = {name: key(base, request.args.get(name, "")) for name in ("verb", "by", "other")}
    words = {name: request.args.get(name, "") for name in ("show", "year", "strength", "due")}
    return Narrowing(**things, **words)


def _page(
    release: Release, iri: str, role: Role, template: str,
    entity: EntityView | None = None, **more: Any,
) -> str:  # fmt: skip
    narrowed = narrowing(release.base)
    return render_template(
        template,
        iri=iri,
        entity=entity or entity_view(release.store, release.base, iri, 0),
        usage=usage(release, role, iri, narrowed, page_number()),
        formats=offered(release, iri),
        **more,
    )


def instrument_page(release: Release, iri: str) -> str:
    """Show an instrument, or an article of one: who cites it, with which words."""
    ident = Iris(release.base).parse(iri)
    article = ident is not None and ident.kind == Kind.ARTICLE
    whole = iri.partition("/article/")[0]
    return _page(
        release, iri, Role.PROVISION if article else Role.CITES, "instrument.html",
        whole=entity_view(release.store, release.base, whole, 0) if article else None,
    )  # fmt: skip


def cited_page(release: Release, iri: str) -> str:
    """Show who cites a document."""
    return _page(release, iri, Role.CITES, "cited.html")


def body_page(release: Release, iri: str) -> str:
    """Show a body or a group: what is asked of it, by whom, until when; or who mentions it."""
    return _one_of(release, iri, BODY)


def state_page(release: Release, iri: str) -> str:
    """Show a State: what it sponsored and how it voted, what is asked of it, who mentions it."""
    return _one_of(release, iri, STATE)


def _one_of(release: Release, iri: str, lists: Mapping[str, Role]) -> str:
    """Show one of the lists of a thing; raises Problem where there is none of that name."""
    show = request.args.get("show", "")
    if show not in lists:
        known = " or ".join(f"“{name}”" for name in lists if name)
        raise bad_request(f"“{show}” is no list of this page; “show” may be {known}.")
    role = lists[show]
    more: dict[str, Any] = {}
    if role == Role.ASKS:
        count, lines = mandate_lines(release, Wanted(assignee=iri), size=MANDATES)
        adopted = release.store.statements(predicate=str(RCL.adoptedBy), object_=Term(iri))
        more = {"mandates": lines, "mandated": count, "scale": strength_scale(release.store),
                "adopts": next(adopted, None) is not None}  # fmt: skip
    tallies = {name: release.uses.tally(iri, one) for name, one in lists.items()}
    # what is empty is not offered, but for the list that one begins with and the one shown
    tallies = {name: one for name, one in tallies.items() if one.uses or name in ("", show)}
    return _page(release, iri, role, TEMPLATES[role], tallies=tallies, lists=lists, **more)


def verb_page(release: Release, iri: str) -> str:
    """Show a verb: its place on the scale, examples, and its use over the years."""
    entity = entity_view(release.store, release.base, iri, 0)
    if not any(kind.href.endswith("#Verb") for kind in entity.kinds):
        # the scale and its levels
        return entity_page(release, iri)
    about = {group.href.rpartition("#")[2]: group.values for group in entity.outgoing}
    level = next((value.text for value in about.get("strength", ())), "")
    return _page(
        release, iri, Role.ACTS, "verb.html", entity=entity, scale=strength_scale(release.store),
        level=int(level) if level.isdigit() else 0,
    )  # fmt: skip
