"""What a page shows of things, read out of its HTML, and whether Turtle says it.

A page shows of a thing, wherever it links to it: a name (or its number, or its place in words),
and in a row of its own (``ROWS``) also its title, its days, its sentence with the words marked,
what is asked in it, of whom and until when. ``Told`` is the Turtle, asked for what was shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ontology.iris import BASE, Iris
from ontology.terms import DCTERMS, PREFIXES, RCL, RDF
from server.addresses import split_suffix
from server.views.document import LANGUAGES
from server.views.dues import due_words
from server.views.parts import in_words

FINDINGS = {"cites": RCL.Citation, "act": RCL.Act, "mandate": RCL.Mandate}
ROWS = (
    (".//ul[@class='extracts']/li", "extract"),
    (".//ul[@class='lines'][not(preceding-sibling::h3[@id='findings'])]/li", "line"),
    (".//ol[@class='hits']/li", "hit"),
    (".//table[@class='mandates']/tbody/tr", "mandate"),
    (".//div[@class='card']", "card"),
    (".//section[h2[@id='cited' or @id='citing']]//tbody/tr", "neighbour"),
)
"""Where a page shows one thing, to which the first link in it leads (of a mandate the last)."""

Node = html.HtmlElement


def words(node: Node | str) -> str:
    """The words of an element as they are read."""
    return " ".join((node if isinstance(node, str) else node.text_content()).split())


def read(text: str) -> Node:
    return html.document_fromstring(text)


@dataclass
class Told:
    """Statements of one answer in Turtle: subject, predicate, objects."""

    facts: dict[str, dict[str, list[NamedNode | Literal]]] = field(default_factory=dict)
    nodes: set[str] = field(default_factory=set)
    findings: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> "Told":
        found = cls()
        for triple in parse(data, format=RdfFormat.TURTLE):
            subject, predicate = str(getattr(triple.subject, "value", "")), triple.predicate.value
            found.facts.setdefault(subject, {}).setdefault(predicate, []).append(triple.object)
            found.nodes |= {subject, predicate, str(getattr(triple.object, "value", ""))}
        return found

    def all(self, iri: str, predicate: str) -> list[str]:
        """The objects of a predicate, by their words or IRIs."""
        return [o.value for o in self.facts.get(iri, {}).get(str(predicate), [])]

    def literals(self, iri: str) -> set[str]:
        """All words and numbers said of a thing."""
        said = self.facts.get(iri, {}).values()
        return {words(o.value) for found in said for o in found if isinstance(o, Literal)}

    def every(self, predicate: str) -> list[str]:
        """The objects of a predicate whatever its subject."""
        return [value for iri in self.facts for value in self.all(iri, predicate)]

    def surfaces(self, target: str) -> list[str]:
        """The words that findings name a thing by."""
        if not self.findings:
            for finding, said in self.facts.items():
                spoken = words(" ".join(self.all(finding, str(RCL.surface))))
                named = {getattr(o, "value", "") for found in said.values() for o in found}
                for one in named if spoken else ():
                    self.findings.setdefault(one, []).append(spoken)
        return self.findings.get(target, [])

    def mentions(self, iri: str) -> bool:
        """Whether a thing, or a part or an article of it, is named."""
        return any(node == iri or node.startswith((f"{iri}/", f"{iri}#")) for node in self.nodes)


@dataclass(frozen=True)
class Site:
    """A client that remembers the Turtle it was given; the release may lack the vocabulary."""

    client: FlaskClient
    vocabulary: bool = True
    known: dict[str, Told] = field(default_factory=dict)

    def page(self, path: str) -> Node:
        answer = self.client.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 200, path
        return read(answer.text)

    def told(self, iri: str) -> Told:
        """The Turtle of a thing; fails where there is none or it says nothing of the thing."""
        about = iri.partition("#")[0]
        if about not in self.known:
            path = "/" + about.removeprefix(BASE)
            answer = self.client.get(path, headers={"Accept": "text/turtle"})
            assert answer.status_code == 200, path
            assert answer.mimetype == "text/turtle", path
            self.known[about] = Told.of(answer.data)
        subject = about if "#char=" in iri else iri
        assert self.known[about].mentions(subject), f"its Turtle says nothing of {subject}"
        return self.known[about]


def entity(app: Flask, link: Node) -> str:
    """Give the IRI a link leads to; "" where that is a page or a file and no thing."""
    parts = urlsplit(link.get("href") or "")
    if parts.scheme or parts.query or not parts.path:
        return ""
    endpoint, _ = app.url_map.bind("localhost").match(unquote(parts.path))
    if endpoint != "entities.entity" or split_suffix(parts.path)[1]:
        return ""
    # behind a hash are the terms of the vocabulary and stretches of a source; else places on a page
    if parts.fragment and not parts.path.startswith(("/ontology", "/source/")):
        return ""
    return BASE + parts.path[1:] + (f"#{parts.fragment}" if parts.fragment else "")


def rows(page: Node) -> Iterator[tuple[Node, str]]:
    """The rows of a page, each with its kind."""
    for path, kind in ROWS:
        yield from ((row, kind) for row in page.xpath(path))


def named(told: Told, iri: str, shown: str) -> bool:
    """Whether the Turtle of a thing names it as a link to it does."""
    shown = shown.strip("←→¶ ")
    if shown in FINDINGS and str(FINDINGS[shown]) in told.all(iri, str(RDF.type)):
        return True
    said = {one.casefold() for one in told.literals(iri)}
    path = iri.removeprefix(BASE)
    short = {path, path.rpartition("ontology#")[2]}
    short |= {f"{prefix}:{iri.removeprefix(space)}" for prefix, space in PREFIXES.items()}
    bare = re.sub(r"^\((.*)\)$|^(.*)\.$", r"\1\2", shown).casefold()
    if not shown or {shown.casefold(), bare} & said or shown in short:
        return True
    if {shown.partition(" ")[0], shown.partition(" ")[2].casefold()} <= said:
        return True  # a level of the scale: its number and its name
    if any(LANGUAGES.get(code) == shown for code in told.all(iri, str(DCTERMS.language))):
        return True
    if "/article/" in path:
        return shown.casefold().endswith(f"article {path.rpartition('/')[2]}".casefold())
    return _place(told, iri, shown)


def _place(told: Told, iri: str, shown: str) -> bool:
    """Whether a part is said to stand where its link says: “A/RES/79/191, paragraph 4 (a)”."""
    ident = Iris(BASE).parse(iri)
    if ident is None or not ident.path:
        return False
    place = in_words(ident.path)
    symbol, _, rest = shown.casefold().rpartition(place.casefold())
    document = symbol.rstrip(", ")
    home = Iris(BASE).document(ident.name)
    # headings are counted, whatever their print
    numbers = [] if "h" in ident.path.split("/")[-2:-1] else told.all(iri, str(RCL.number))
    last = ident.path.rpartition("/")[2]
    return (
        not rest
        and shown.casefold().endswith(place.casefold())
        and document.replace(" ", "") in ("", home.removeprefix(BASE).casefold())
        and (home in told.all(iri, str(RCL.inDocument)) if numbers else told.mentions(home))
        and (not numbers or last in {n.strip("().") for n in numbers} or last == "star"
             or not last.isdigit())
    )  # fmt: skip


def unsaid(site: Site, row: Node, kind: str, iri: str) -> Iterator[str]:
    """Tell what a row shows of a thing and the Turtle does not say."""
    told = site.told(iri)
    ident = Iris(BASE).parse(iri)
    home = Iris(BASE).document(ident.name) if ident and ident.path else ""
    about = told.literals(iri) | (site.told(home).literals(home) if home else set())
    for day in row.xpath(".//time | .//td[@class='day']"):
        if words(day) and words(day) not in about | set(told.every(str(RCL.dueDate))):
            yield f"the day {words(day)}"
    for mark in row.iter("mark"):
        sentence = words(mark.getparent())
        # where the release has no texts, the words stand alone
        texts = [words(text) for p in (RCL.text, RCL.surface) for text in told.every(str(p))]
        if not any(all(p.strip() in text for p in sentence.split("…")) for text in texts):
            yield f"the sentence “{sentence}”"
        if kind == "extract" and words(mark) not in map(words, told.every(str(RCL.surface))):
            yield f"the words “{words(mark)}”"
    for other in row.xpath("./p[@class='quiet']/a[position() > 1]") if kind == "extract" else ():
        target = entity(site.client.application, other)
        acts = (act for act in told.every(str(RCL.inAct)) if act not in told.facts)
        if target and not any(one.mentions(target) for one in (told, *map(site.told, acts))):
            yield f"“{words(other)}”, which stands beside it"
    if kind == "mandate":
        yield from _mandate(told, row)
    elif (title := _title(row)) and title not in about | set(told.every(str(RCL.surface))):
        yield f"the title “{title}”"


def _title(row: Node) -> str:
    """The words that follow the first link of a row, up to the next element."""
    return words(next(row.iter("a")).tail or "").strip(":,→–“” ")


def _mandate(told: Told, row: Node) -> Iterator[str]:
    cells = row.findall("td")
    heads = [words(head) for head in row.xpath("ancestor::table//th")]
    what, due = words(cells[heads.index("What")]), words(cells[0].text or "")
    same = [
        iri for iri in told.facts
        if what in {words(t) for p in (RCL.deliverable, RCL.surface) for t in told.all(iri, str(p))}
    ]  # fmt: skip
    if what and not same:
        yield f"what is asked “{what}”"
    if due and due not in {due_words(d) for iri in same for d in told.all(iri, str(RCL.due))}:
        yield f"due {due}"
