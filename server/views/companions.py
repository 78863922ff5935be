"""The documents of the same title: a matter that comes back, as it stood before and after."""

from collections import defaultdict
from dataclasses import dataclass

from server.release import Release
from server.views.holdings import Holding, holdings
from server.views.suggestions import folded


@dataclass(frozen=True, slots=True)
class Companions:
    """The document of the same title and body adopted last before, and next after, if held."""

    before: Holding | None = None
    after: Holding | None = None


def companions(release: Release, iri: str) -> Companions:
    """Give the companions of a document."""
    return release.kept(_all).get(iri, Companions())


def _all(release: Release) -> dict[str, Companions]:
    series: dict[tuple[str, frozenset[str]], list[Holding]] = defaultdict(list)
    for one in reversed(holdings(release)):
        if one.title and one.date:
            series[folded(one.title), one.belongs["body"]].append(one)
    return {
        one.iri: Companions(before, after)
        for those in series.values()
        for before, one, after in zip([None, *those], those, [*those[1:], None], strict=False)
    }
