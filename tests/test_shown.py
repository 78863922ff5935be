"""What pages show is in the Turtle of what they show: of the things they link to, and their own."""

from collections.abc import Iterator

import pytest
import shown
from flask.testing import FlaskClient
from lxml import html
from shown import Node, Site, Told, words

from ontology.iris import BASE, Iris
from ontology.terms import DCTERMS, PREFIXES, RCL, SKOS

MADE_UP = {
    "start": "/",
    "documents": "/documents",
    "texts found": "/search?q=lamp",
    "names found": "/search?q=Norway",
    "table": "/sparql?query=SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D+LIMIT+60",
    "question": "/queries/votes-of-state?state=state/TUV",
    "editor": "/sparql",
    "dataset": "/dataset",
    "interface": "/api",
    "releases": "/releases",
    "vocabulary": "/ontology",
    "about": "/about",
    "document": "/A/RES/79/191",
    "expression": "/A/RES/79/191/expression/ar",
    "two languages": "/A/RES/79/191?beside=ar",
    "document without words": "/S/RES/2664(2022)",
    "document that is only cited": "/A/79/461",
    "paragraph": "/A/RES/79/191/op/1",
    "sub-paragraph": "/A/RES/79/191/op/1/a/i",
    "heading": "/A/RES/79/191/h/1",
    "table of a document": "/A/RES/79/191/t/1",
    "annex": "/A/RES/79/191/annex",
    "footnote": "/A/RES/79/191/note/1",
    "citation": "/A/RES/79/191/op/1/cite/2",
    "act": "/A/RES/79/191/op/1/act/1",
    "mandate": "/A/RES/79/191/op/1/mandate/2",
    "vote": "/A/RES/79/191/vote",
    "body": "/body/general-assembly",
    "body that is asked": "/body/keepers",
    "state": "/state/MEX",
    "state that is asked": "/state/NOR?show=asked",
    "body that is mentioned": "/body/keepers?show=mentioned",
    "verb": "/verb/call-upon",
    "level of the scale": "/verb/strength-3",
    "instrument": "/instrument/lamp-convention",
    "article": "/instrument/lamp-convention/article/3",
    "subject": "/subject/lighthouses",
    "citations": "/citing/A/79/461",
    "mandates": "/mandates",
    "subjects": "/subjects",
    "sessions": "/sessions",
    "accuracy": "/accuracy",
    "error": "/report?iri=A/RES/79/191/op/1/act/1",
    "neighbourhood": "/around/A/RES/79/191",
    "record": "/graph/A/RES/79/191",
    "source": "/source/0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
}
REAL = {
    "start": "/",
    "documents": "/documents",
    "documents of a body": "/documents?body=security-council&page=3",
    "texts found": "/search?q=alternative+development",
    "names found": "/search?q=bangkok",
    "table": "/sparql?query=SELECT+*+%7B%3Fs+%3Chttps%3A//w3id.org/recalling/ontology%23due%3E+%3Fo"
    "%3B+%3Fp+%3Fx%7D+LIMIT+60",
    "question": "/queries/votes-of-state",
    "dataset": "/dataset",
    "vocabulary": "/ontology",
    "document": "/A/RES/79/191",
    "expression": "/A/RES/79/191/expression/ru",
    "two languages": "/S/RES/2664(2022)?beside=ar",
    "document that is only cited": "/A/RES/S-30/1",
    "paragraph": "/A/RES/79/191/op/42",
    "preambular paragraph": "/A/RES/79/191/pp/18",
    "sub-paragraph": "/A/RES/76/238/op/18/b",
    "heading": "/A/RES/76/84B/h/8",
    "annex": "/A/RES/75/284/annex",
    "table of a document": "/A/RES/79/253/t/2",
    "unnumbered paragraph": "/S/PRST/2021/3/x/4",
    "footnote": "/A/RES/79/191/note/2",
    "act": "/A/RES/79/191/op/1/act/1",
    "record": "/graph/S/RES/2664(2022)",
    "body": "/body/unodc",
    "group": "/body/member-states",
    "state": "/state/MEX",
    "state that is asked": "/state/AFG?show=asked",
    "state that is mentioned": "/state/AFG?show=mentioned&year=2021",
    "body that is mentioned": "/body/unodc?show=mentioned&page=3",
    "body narrowed by strength": "/body/secretary-general?strength=5&page=20",
    "verb": "/verb/call-upon",
    "level of the scale": "/verb/strength-3",
    "instrument": "/instrument/convention-1988",
    "instrument that stands in an annex": "/instrument/bangkok-rules",
    "article": "/instrument/unclos/article/143",
    "citations": "/citing/A/RES/75/1",
    "mandates": "/mandates?assignee=body/unodc",
    "subjects": "/subjects",
    "sessions": "/sessions",
    "accuracy": "/accuracy",
    "neighbourhood": "/around/A/RES/79/191",
    "neighbourhood of an instrument": "/around/instrument/bangkok-rules",
}
MOST = 40
"""Links followed from a page, spread over it; the made-up release has fewer on most."""


@pytest.fixture(scope="module")
def made_up(site: FlaskClient) -> Site:
    return Site(site, vocabulary=False)


@pytest.fixture(scope="module")
def real(corpus_site: FlaskClient) -> Site:
    return Site(corpus_site)


def spread(found: list[Node]) -> list[Node]:
    return found[:: -(-len(found) // MOST) or 1]


def astray(site: Site, page: Node) -> Iterator[str]:
    """Tell the links whose Turtle does not say what the page shows of the thing."""
    app, main = site.client.application, page.get_element_by_id("main")
    here = page.xpath("string(//link[@rel='canonical']/@href)")
    links = [link for link in main.iter("a") if shown.entity(app, link) not in ("", here)]
    if not site.vocabulary:
        links = [link for link in links if "/ontology#" not in link.get("href", "")]
    for link in spread(links):
        iri, text = shown.entity(app, link), words(link)
        marked = "word" in (link.get("class") or "")
        if not marked and not shown.named(site.told(iri), iri, text):
            yield f"{iri} is not named “{text}”"
    for row, kind in shown.rows(main):
        leading = [link for link in row.iter("a") if shown.entity(app, link)]
        cell = row.xpath("./td[count(//th[. = 'Where']/preceding-sibling::th) + 1]//a")
        if leading:
            iri = shown.entity(app, cell[0] if kind == "mandate" else leading[0])
            for missing in shown.unsaid(site, row, kind, iri):
                yield f"{iri} does not say {missing}"


def own(site: Site, page: Node) -> Iterator[str]:
    """Tell what a page shows as fact of its own thing and the Turtle of that does not say."""
    canonical = page.xpath("//link[@rel='canonical']/@href")
    if canonical:
        told = site.told(canonical[0])
        yield from stated(site, page, told, canonical[0])
        yield from fact(site, page, told, canonical[0])
        for one in page.xpath("//*[contains(@class, 'part ') or @class='note'][@id]"):
            yield from part(site, one, canonical[0])
        for word in page.xpath("//a[contains(@class, 'word ')]"):
            yield from marked(site, word, told)


def stated(site: Site, page: Node, told: Told, iri: str) -> Iterator[str]:
    """Tell the values beside the name of a predicate that are not so stated."""
    for name in page.xpath("//dl[@class='facts']/dt[a]"):
        prefix, _, local = words(name).partition(":")
        predicate = PREFIXES[prefix] + local if local else words(name)
        here = "What points here" in "".join(name.xpath("ancestor::section[1]/h2//text()"))
        for value in name.getnext().findall("div"):
            link = value.find("a")
            if link is None:
                if words(value.text or "") not in map(words, told.all(iri, predicate)):
                    yield f"{predicate} “{words(value.text or '')}”"
                continue
            other = shown.entity(site.client.application, link) or str(link.get("href"))
            other = BASE + other[1:] if other.startswith("/") else other
            about, subject, target = (site.told(other), other, iri) if here else (told, iri, other)
            if target not in about.all(subject, predicate):
                yield f"{subject} {predicate} {target}"


FACTS = ("//details[contains(@class, 'about')]//dd//li/span", "//p[@class='key']/span",
         "//p[@class='vote']", "//h1/span[@class='title'][@dir]",
         "//article//h1/span[@class='symbol']")  # fmt: skip
LINKED = ("//details[contains(@class, 'about') or @class='vote']//dd//li/a",
          "//details[@class='contents']//a")  # fmt: skip


def fact(site: Site, page: Node, told: Told, iri: str) -> Iterator[str]:
    """Tell the words, dates and things of a document's head that are in none of its statements."""
    literals = {text for subject in told.facts for text in told.literals(subject)}
    for where in FACTS:
        for one in page.xpath(where):
            if words(one) not in literals and words(one) != iri.removeprefix(BASE):
                yield f"“{words(one)}”"
    for where in LINKED:
        for one in page.xpath(where):
            target = shown.entity(site.client.application, one)
            if target and target not in told.nodes:
                yield f"{target}, shown as “{words(one)}”"


def part(site: Site, one: Node, iri: str) -> Iterator[str]:
    """Tell what is shown of a part or a note: number, text, and what the note points to."""
    document = Iris(BASE).document(Iris(BASE).parse(iri).name)
    about = f"{document}/{one.get('id')}"
    told = site.told(about)
    for number in one.xpath("./a[@class='number']"):
        printed = words(number).strip("().¶")
        if printed and printed not in told.all(about, str(RCL.number)):
            yield f"the number {printed} of {about}"
    for link in one.xpath("./p[@class='means']/a"):
        target = shown.entity(site.client.application, link)
        if target and target not in told.nodes:
            yield f"{target}, which {about} points to"
    for text in one.xpath("./p[not(@class)] | ./span | self::h2 | self::h3 | self::h4"):
        copy = html.fromstring(html.tostring(text, encoding="unicode"))
        for extra in copy.xpath(".//sup | .//*[@class='quiet' or @class='here' "
                                "or @class='number' or @class='back']"):  # fmt: skip
            extra.drop_tree()
        if words(copy) and words(copy) not in map(words, told.all(about, str(RCL.text))):
            yield f"the text “{words(copy)[:60]}” of {about}"


def marked(site: Site, word: Node, told: Told) -> Iterator[str]:
    """Tell the words that lead to a thing without a finding of these words that names it."""
    target = shown.entity(site.client.application, word)
    if target and not any(words(word) in surface for surface in told.surfaces(target)):
        yield f"the words “{words(word)}” for {target}"


def faults(site: Site, path: str) -> list[str]:
    page = site.page(path)
    return [*astray(site, page), *own(site, page)]


@pytest.mark.parametrize("path", MADE_UP.values(), ids=MADE_UP)
def test_turtle_says_what_a_page_shows(made_up: Site, path: str) -> None:
    assert faults(made_up, path) == []


@pytest.mark.parametrize("path", REAL.values(), ids=REAL)
def test_turtle_says_what_a_page_of_the_real_release_shows(real: Site, path: str) -> None:
    assert faults(real, path) == []


@pytest.mark.parametrize(
    ("path", "gone"),
    [("/documents", DCTERMS.title), ("/documents", RCL.symbol), ("/documents", RCL.adoptedOn),
     ("/search?q=lamp", RCL.text), ("/verb/call-upon", RCL.surface), ("/mandates", RCL.deliverable),
     ("/mandates", RCL.due), ("/mandates", RCL.dueDate), ("/A/RES/79/191", RCL.number),
     ("/A/RES/79/191", RCL.text), ("/A/RES/79/191", RCL.surface), ("/A/RES/79/191", RCL.sponsor),
     ("/A/RES/79/191", RCL.cites), ("/A/RES/79/191", RCL.agendaItem),
     ("/A/RES/79/191/op/1", RCL.text), ("/A/RES/79/191/op/1", RCL.inDocument),
     ("/verb/call-upon", RCL.addressee), ("/body/keepers", SKOS.prefLabel),
     ("/state/MEX", SKOS.prefLabel), ("/around/A/RES/79/191", DCTERMS.title)],
)  # fmt: skip
def test_a_statement_that_is_missing_is_missed(
    site: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str, gone: str
) -> None:
    real = Told.of

    def without(data: bytes) -> Told:
        told = real(data)
        for subject, said in told.facts.items():
            lost = {getattr(one, "value", "") for one in said.pop(str(gone), [])}
            told.nodes -= lost - {subject}
        return told

    monkeypatch.setattr(Told, "of", without)
    assert faults(Site(site, vocabulary=False), path)


def test_what_is_only_pointed_to_is_told_by_what_points_to_it(site: FlaskClient) -> None:
    article = f"{BASE}instrument/lamp-convention/article/3"
    told = Site(site).told(article)
    assert told.all(f"{BASE}A/RES/79/191/op/1/cite/2", str(RCL.citedProvision)) == [article]
