"""Where to go from an IRI, for programs: Link headers (RFC 8288) and link sets (RFC 9264).

The relations are those of FAIR Signposting (signposting.org) and of DESIGN's table.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ontology.iris import Iris, Kind
from ontology.terms import RCL
from server.negotiate import HTML, LINKSET, RECORDS, TEXT, Format
from server.release import Release

SCHEMA = "https://schema.org/"
TYPES = {
    Kind.DOCUMENT: "Legislation",
    Kind.EXPRESSION: "Legislation",
    Kind.PART: "Legislation",
    Kind.FOOTNOTE: "CreativeWork",
    Kind.INSTRUMENT: "CreativeWork",
    Kind.BODY: "Organization",
    Kind.STATE: "Country",
    Kind.VERB: "DefinedTerm",
    Kind.SUBJECT: "DefinedTerm",
    Kind.VOTE: "VoteAction",
    Kind.GRAPH: "Dataset",
    Kind.SOURCE: "DigitalDocument",
}

_METADATA = ("ttl", "jsonld", *RECORDS)


@dataclass(frozen=True, slots=True)
class Link:
    """A link from an IRI; ``target`` is an address or a path on this server."""

    relation: str
    target: str
    media_type: str = ""

    def header(self) -> str:
        """Write the link as the header has it."""
        kind = f'; type="{self.media_type}"' if self.media_type else ""
        return f'<{self.target}>; rel="{self.relation}"{kind}'


def links_of(release: Release, iri: str, offered: Mapping[str, Format]) -> list[Link]:
    """Collect the links of an IRI that is offered in these formats."""
    path = f"/{iri.removeprefix(release.base)}"
    ident = Iris(release.base).parse(iri)
    formats = list(offered.values())
    found = [Link("alternate", f"{path}.{f.suffix}", f.media_types[0]) for f in formats]
    found += [
        Link("describedby", f"{path}.{f.suffix}", f.media_types[0])
        for f in formats if f.suffix in _METADATA
    ]  # fmt: skip
    found += [
        Link("item", f"{path}.{f.suffix}", f.media_types[0]) for f in formats if f.suffix in TEXT
    ]
    found += [
        Link("canonical", iri),
        Link("cite-as", iri),
        Link("license", "/about#terms"),
        Link("collection", "/dataset"),
        Link("linkset", f"{path}.{LINKSET.suffix}", LINKSET.media_types[0]),
    ]
    if ident is None:
        return found
    if ident.kind in TYPES:
        found.append(Link("type", SCHEMA + TYPES[ident.kind]))
    document = Iris(release.base).document(ident.name) if ident.kind in _WITHIN else ""
    if document and document != iri:
        found.append(Link("collection", document))
    if document:
        adopted = release.store.statements(subject=document, predicate=str(RCL.adoptedBy))
        found += [Link("author", s.object.value) for s in adopted]
    return found


_WITHIN = {Kind.DOCUMENT, Kind.EXPRESSION, Kind.PART, Kind.FOOTNOTE, Kind.MARK, Kind.VOTE,
           Kind.CITATION, Kind.ACT, Kind.MANDATE, Kind.MENTION}  # fmt: skip
"""The kinds that are a document or stand in one."""


def header(links: Iterable[Link], chosen: Format) -> str:
    """Write the Link header of an answer in a format.

    That format is no alternate of itself; metadata say what they describe, a page that it is one.
    """
    mine = f".{chosen.suffix}"
    told: list[Link] = []
    for link in links:
        if link.relation != "alternate" or not link.target.endswith(mine):
            told.append(link)
        if link.relation == "canonical" and chosen.suffix in _METADATA:
            told.append(Link("describes", link.target))
    if chosen is HTML:
        told.append(Link("type", f"{SCHEMA}AboutPage"))
    return ", ".join(link.header() for link in told)


def linkset(iri: str, links: Iterable[Link], base: str) -> bytes:
    """Write the links as ``application/linkset+json``: one context, all addresses absolute."""
    told: dict[str, list[dict[str, str]]] = {}
    for link in links:
        target = link.target
        entry = {"href": base + target[1:] if target.startswith("/") else target}
        if link.media_type:
            entry["type"] = link.media_type
        if link.relation != "linkset":
            told.setdefault(link.relation, []).append(entry)
    return json.dumps({"linkset": [{"anchor": iri, **told}]}, indent=1).encode() + b"\n"
