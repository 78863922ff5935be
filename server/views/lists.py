"""Lists of documents: browsed by body, session and kind; what cites what; the counts."""

from collections import Counter
from dataclasses import dataclass

from ontology.terms import DCTERMS, RCL
from server.release import Release
from server.store import ReleaseStore, Term
from server.views.holdings import Holding, holdings
from server.views.names import names_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A document in a list."""

    iri: str
    symbol: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter by, with the number of documents that have it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty strings do not narrow."""

    body: str = ""
    session: str = ""
    kind: str = ""
    subject: str = ""

    def admits(self, one: Holding) -> bool:
        """Tell whether a document is among those asked for."""
        wanted = (
            ("body", self.body), ("session", self.session), ("kind", self.kind),
            ("subject", self.subject),
        )  # fmt: skip
        return all(not value or value in one.belongs[name] for name, value in wanted)


_CHOSEN = ("body", "session", "kind")
"""The filters with few enough values to choose from; subjects have a list of their own."""
_IDLE = {"Document", "Instrument"}
"""Every document is a Document and every declaration an Instrument: no use as filters."""


def documents(release: Release, filters: Filters, page: int = 1) -> tuple[list[Line], int]:
    """Give one page of the documents held, newest first, and how many there are in all."""
    found = [one for one in holdings(release) if filters.admits(one)]
    shown = found[(page - 1) * PAGE : page * PAGE]
    return [Line(one.iri, one.symbol, one.title, one.date) for one in shown], len(found)


_TITLE = f"SELECT ?document ?title WHERE {{ ?document <{DCTERMS.title}> ?title }}"


def title(store: ReleaseStore, iri: str) -> str:
    """Give a document's title, in English where there is one."""
    found = [row["title"] for row in store.select(_TITLE, document=Term(iri))]
    found.sort(key=lambda term: term.language != "en")
    return found[0].value if found else ""


def choices(release: Release) -> dict[str, list[Choice]]:
    """Give the values that lists can be narrowed to, by the name of the filter."""
    return release.kept(_choices)


def _choices(release: Release) -> dict[str, list[Choice]]:
    counted = {
        name: Counter(value for one in holdings(release) for value in one.belongs[name])
        for name in _CHOSEN
    }
    names = names_of(release.store, release.base, counted["body"])
    shown = {body: names.name(body) for body in counted["body"]}
    return {
        name: sorted(
            (
                Choice(value, shown.get(value, value), n)
                for value, n in found.items()
                if value not in _IDLE
            ),
            key=lambda choice: (len(choice.name) if name == "session" else 0, choice.name),
        )
        for name, found in counted.items()
    }


def counts(release: Release) -> dict[str, int]:
    """Give how many things the release has of each of our classes, by local name."""
    own = str(RCL._NS)
    return {
        name.removeprefix(own): count
        for name, count in release.manifest.get("classes", {}).items()
        if name.startswith(own)
    }
