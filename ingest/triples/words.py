"""What the words of a work refer to: citations, notes, acts, mandates and mentions."""

import re
from collections import Counter

from pyoxigraph import NamedNode

from ingest.model import Citation, Document, Mention, NoteReference, Work
from ingest.triples import languages
from ingest.triples.graph import TYPE, Graph, boolean, day, integer, node
from ingest.triples.names import Names
from ontology.iris import Kind
from ontology.terms import RCL

_ARTICLE = re.compile(r"article/(?P<number>\d+[a-z]*)")
_IN_PART, _SURFACE = node(RCL.inPart), node(RCL.surface)
_START, _END = node(RCL.start), node(RCL.end)


class _Words:
    """Numbers the findings of each part and states the words they rest on."""

    def __init__(self, graph: Graph, work: Work, document: Document, names: Names) -> None:
        self.graph = graph
        self.symbol = work.symbol
        self.names = names
        self.language = document.language
        self.texts = {part.path: part.content.text for part in document.parts}
        self.texts |= {note.path: note.content.text for note in document.footnotes}
        self.parents = {part.path: part.parent for part in document.parts}
        self.notes = {note.mark: note.path for note in document.footnotes}
        self.counts: Counter[tuple[str, Kind]] = Counter()
        self.citations: dict[str, str] = {}
        self.acts: dict[str, list[tuple[int, NamedNode]]] = {}

    def anchor(self, kind: Kind, path: str, start: int, end: int) -> NamedNode:
        """A new finding on the words [start, end) of a part or note."""
        self.counts[path, kind] += 1
        place = f"{path}/{kind}/{self.counts[path, kind]}"
        if kind is Kind.CITATION:
            self.citations[place] = path
        iri = self.names.part(self.symbol, place)
        self.graph.add(iri, _IN_PART, self.part(path))
        self.graph.say(iri, _SURFACE, self.texts[path][start:end], self.language)
        self.graph.add(iri, _START, integer(start))
        self.graph.add(iri, _END, integer(end))
        return iri

    def part(self, path: str) -> NamedNode:
        """The node of a part or note."""
        return self.names.part(self.symbol, path)

    def note(self, mark: str) -> NamedNode:
        """The node of the note with this mark."""
        return self.part(self.notes[mark])

    def act_over(self, path: str, start: int) -> NamedNode | None:
        """The act under whose verb the words at ``start`` of a part stand.

        It is the last that opens before them, else the first of their part ("In line with …,
        urges"), else the last of the paragraph around ("Requests the Keeper: (a) To …").
        """
        around: str | None = path
        while around and around not in self.acts:
            around = self.parents.get(around)
        if around is None:
            return None
        acts = self.acts[around]
        before = [iri for opens, iri in acts if around != path or opens <= start]
        return before[-1] if before else acts[0][1]

    def target(self, path: str) -> NamedNode:
        """What is referred to: a registered thing, or a document, which may become a stub."""
        if path[0].islower():
            return self.names.entry(f"{self.names.base}{path}")
        return self.names.mention(path)


def add(graph: Graph, work: Work, names: Names) -> None:
    """Add the references of the work's first language (English where it is held).

    The other languages take its citations over where they align.
    """
    document = work.expressions[0]
    words = _Words(graph, work, document, names)
    for act in document.references.acts:
        iri = words.anchor(Kind.ACT, act.part, act.start, act.end)
        graph.add(iri, TYPE, node(RCL.Act))
        graph.add(iri, node(RCL.position), integer(words.counts[act.part, Kind.ACT]))
        graph.add(iri, node(RCL.verb), words.target(f"verb/{act.verb}"))
        for addressee in act.addressees:
            graph.add(iri, node(RCL.addressee), words.target(addressee))
        words.acts.setdefault(act.part, []).append((act.start, iri))
    for citation in document.references.citations:
        _citation(words, citation)
    for note in document.references.notes:
        _note(words, note)
    for mandate in document.references.mandates:
        iri = words.anchor(Kind.MANDATE, mandate.part, mandate.start, mandate.end)
        graph.add(iri, TYPE, node(RCL.Mandate))
        graph.add(iri, node(RCL.assignee), words.target(mandate.assignee))
        if mandate.recipient:
            graph.add(iri, node(RCL.recipient), words.target(mandate.recipient))
        graph.say(iri, node(RCL.deliverable), mandate.deliverable)
        graph.say(iri, node(RCL.due), mandate.due)
        graph.add(iri, node(RCL.dueDate), day(mandate.due_date) if mandate.due_date else None)
    for mention in document.references.mentions:
        _mention(words, mention)
    languages.add(graph, work, names, words.citations)


def _mention(words: _Words, mention: Mention) -> None:
    """A body that is told is stated of the part too, for those who do not ask for the words."""
    graph = words.graph
    iri = words.anchor(Kind.MENTION, mention.part, mention.start, mention.end)
    graph.add(iri, TYPE, node(RCL.Mention))
    if mention.body is not None:
        body = words.target(mention.body)
        graph.add(iri, node(RCL.names), body)
        graph.add(words.part(mention.part), node(RCL.mentions), body)
        return
    graph.add(iri, node(RCL.resolved), boolean(False))
    for candidate in mention.candidates:
        graph.add(iri, node(RCL.candidate), words.target(candidate))


def _citation(words: _Words, citation: Citation) -> None:
    graph = words.graph
    iri = words.anchor(Kind.CITATION, citation.part, citation.start, citation.end)
    graph.add(iri, TYPE, node(RCL.Citation))
    graph.add(iri, node(RCL.inAct), words.act_over(citation.part, citation.start))
    if citation.target is None:
        graph.add(iri, node(RCL.resolved), boolean(False))
        for candidate in citation.candidates:
            graph.add(iri, node(RCL.candidate), words.target(candidate))
    else:
        target = words.target(citation.target)
        graph.add(iri, node(RCL.cites), target)
        _provision(words, iri, target, citation.provision)
    if citation.footnote in words.notes:  # a mark may have lost its note
        graph.add(iri, node(RCL.viaFootnote), words.note(citation.footnote))


def _provision(words: _Words, iri: NamedNode, target: NamedNode, provision: str | None) -> None:
    """An article has an address below its instrument; what is finer, or none, is in words."""
    article = _ARTICLE.match(provision or "")
    if article:
        address = f"{target.value}/article/{article['number']}"
        words.graph.add(iri, node(RCL.citedProvision), words.names.entry(address))
    if provision and (article is None or article.end() < len(provision)):
        words.graph.say(iri, node(RCL.pinpoint), provision.replace("article/", "article ", 1))


def _note(words: _Words, note: NoteReference) -> None:
    iri = words.note(note.mark)
    if note.ibid_of in words.notes:  # the note before may stand in another document of the file
        words.graph.add(iri, node(RCL.ibidOf), words.note(note.ibid_of))
    for citation in note.citations:
        _citation(words, citation)
        if citation.target is not None:
            words.graph.add(iri, node(RCL.identifies), words.target(citation.target))
