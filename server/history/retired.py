"""Addresses that an earlier release had: 301 where something stands in their place, else 410.

``retired.nq`` lists them (made by the build). Findings are not in it: readers see more with each
version, and numbers shift, so a finding that is gone leads to the part or note it stood in.
"""

from flask import redirect
from werkzeug.wrappers import Response as BaseResponse

from ontology.findings import home
from ontology.iris import Iris, Kind
from ontology.terms import DCTERMS
from server.history import known as history
from server.history.sorted_file import lookup
from server.negotiate import Format
from server.problems import Problem
from server.release import Release

NAME = "retired.nq"


def instead(release: Release, iri: str, fixed: Format | None = None) -> BaseResponse | None:
    """Answer for an IRI the release does not know; None where no earlier one knew it either.

    Raises Problem (410) where it is gone for good.
    """
    iris = Iris(release.base)
    suffix = f".{fixed.suffix}" if fixed else ""
    ident = iris.parse(iri)
    if ident and ident.kind == Kind.RELEASE and iri in history.times(release):
        return redirect(f"/releases{suffix}#{ident.name}", 303)
    stands_in = home(iris, iri) or iri
    place = stands_in if release.knows(stands_in) else _place(release, stands_in)
    return redirect(f"/{place.removeprefix(release.base)}{suffix}", 301) if place else None


def _place(release: Release, iri: str) -> str | None:
    told = {link.predicate: link.object for link in lookup(release.path / NAME, iri)}
    if by := told.get(str(DCTERMS.isReplacedBy)):
        return by
    if last := told.get(str(DCTERMS.isPartOf)):
        raise gone(iri, last, history.times(release).get(last, ""))
    return None


def gone(iri: str, last: str, published: str) -> Problem:
    """An IRI that earlier releases had; ``last`` is the IRI of the last of them."""
    when = f", published {published[:10]}," if published else ""
    return Problem(410, "gone", "This is gone",
                   f"The last release that had it{when} was {last.rpartition('/')[2]}; nothing "
                   "that stands in its place is known.",
                   more={"instance": iri, "lastRelease": last})  # fmt: skip
