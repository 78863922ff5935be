"""Annotations of a document, as people made them, to statements: citations, acts, mandates."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import NamedNode, Quad

from ingest.triples.graph import TYPE, Graph, integer, node
from ingest.triples.names import Names
from ontology.terms import RCL

LONGEST = 8
"""Words of a document that are kept as a name; longer stretches are its text, and left out."""

MINTED = {"High-level declaration by the Commission on Narcotic Drugs": "CND/2024/DECLARATION"}
"""Documents that print no symbol, by the beginning of their title."""


def statements(told: Mapping[str, Any], names: Names, known: Iterable[Quad]) -> list[Quad]:
    """The statements of one annotated document.

    ``told`` has ``document``, ``citations``, ``acts``, ``bodies``, ``mandates`` and ``footnotes``,
    each with the ``segment`` it was read in (``op59.a``). Raises KeyError where a segment is no
    part that ``known`` has: the annotation and the reader must agree on the parts.
    """
    symbol = told["document"]["symbol"] or _minted(told["document"]["title"])
    graph = Graph(names.graph(symbol))
    subjects = {quad.subject for quad in known}
    expression = names.part(symbol, "expression/en")
    counts: Counter[tuple[str, str]] = Counter()

    def part(segment: str) -> tuple[str, NamedNode]:
        path = _path(segment)
        iri = names.part(symbol, path)
        if iri not in subjects:
            raise KeyError(f"{symbol}: {segment} is no part of the document")
        return path, iri

    def new(kind: str, path: str, term: NamedNode, where: NamedNode) -> NamedNode:
        counts[kind, path] += 1
        mint = {"cite": names.iris.citation, "act": names.iris.act, "mandate": names.iris.mandate}
        iri = NamedNode(mint[kind](symbol, path, counts[kind, path]))
        graph.add(iri, TYPE, term)
        graph.add(iri, node(RCL.inPart), where)
        return iri

    for row in told["citations"]:
        path, where = part(row["segment"])
        iri = new("cite", path, node(RCL.Citation), where)
        graph.add(iri, node(RCL.cites), _work(row["target"], names))
        graph.add(iri, node(RCL.citedProvision), _provision(row, names))
        graph.add(iri, node(RCL.takenFrom), expression)
        graph.say(iri, node(RCL.surface), _short(row["surface"]), "en")
        if row["footnote"]:
            graph.add(iri, node(RCL.viaFootnote), _note(symbol, row["footnote"], names))
    for row in told["acts"]:
        path, where = part(row["segment"])
        iri = new("act", path, node(RCL.Act), where)
        graph.add(iri, node(RCL.position), integer(counts["act", path]))
        graph.add(iri, node(RCL.verb), NamedNode(names.iris.verb(row["lemma"])))
        graph.add(iri, node(RCL.takenFrom), expression)
        graph.say(iri, node(RCL.surface), _short(row["verb"]), "en")
        for body in row["addressees"]:
            graph.add(iri, node(RCL.addressee), NamedNode(names.iris.body(body)))
    for row in told["mandates"]:
        path, where = part(row["segment"])
        iri = new("mandate", path, node(RCL.Mandate), where)
        graph.add(iri, node(RCL.assignee), NamedNode(names.iris.body(row["assignee"])))
        if row["recipient"]:
            graph.add(iri, node(RCL.recipient), NamedNode(names.iris.body(row["recipient"])))
        graph.say(iri, node(RCL.deliverable), _short(row["deliverable"]), "en")
        graph.say(iri, node(RCL.due), row["due"])
    for row in told["bodies"]:
        graph.add(
            part(row["segment"])[1], node(RCL.mentions), NamedNode(names.iris.body(row["body"]))
        )
    for row in told["footnotes"]:
        note = _note(symbol, row["label"], names)
        for target in row["targets"]:
            graph.add(note, node(RCL.identifies), _work(target, names))
        if row["ibid_of"]:
            graph.add(note, node(RCL.ibidOf), _note(symbol, row["ibid_of"], names))
    return graph.quads


def _minted(title: str) -> str:
    return next(symbol for start, symbol in MINTED.items() if title.startswith(start))


def _path(segment: str) -> str:
    """``annex.op4.m`` is ``annex/op/4/m``."""
    return re.sub(r"(^|/)(pp|op|h)(\d)", r"\1\2/\3", segment.replace(".", "/"))


def _work(target: str, names: Names) -> NamedNode:
    if "/" in target:
        return names.mention(target)
    return NamedNode(names.iris.instrument(target))


def _provision(row: Mapping[str, Any], names: Names) -> NamedNode | None:
    article = re.fullmatch(r"article (\w+)", row["provision"] or "")
    if article and "/" not in row["target"]:
        return NamedNode(names.iris.article(row["target"], article[1]))
    if row["provision"] == "annex" and "/" in row["target"]:
        return names.part(row["target"], "annex")
    return None


def _note(symbol: str, label: str, names: Names) -> NamedNode:
    return NamedNode(names.iris.footnote(symbol, label))


def _short(words: str | None) -> str | None:
    return words if words and len(words.split()) <= LONGEST else None
