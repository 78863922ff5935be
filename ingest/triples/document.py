"""The document itself: what is printed above its text, and the languages it is held in."""

from pyoxigraph import NamedNode

from ingest.model import DocumentKind, Work
from ingest.triples.graph import TYPE, Graph, boolean, day, node
from ingest.triples.names import Names, printed
from ontology.terms import DCTERMS, ELI, LANGUAGE, PROV, RCL

SPECIMEN = "SPECIMEN/"
"""The series of made-up documents that show the program at work without a corpus."""

_LANGUAGES = {
    "ar": node(LANGUAGE.ARA),
    "en": node(LANGUAGE.ENG),
    "es": node(LANGUAGE.SPA),
    "fr": node(LANGUAGE.FRA),
    "ru": node(LANGUAGE.RUS),
    "zh": node(LANGUAGE.ZHO),
}
_TITLE = node(DCTERMS.title)
_IS_PART_OF = node(DCTERMS.isPartOf)
_HAS_PART = node(DCTERMS.hasPart)
_AGENDA_ITEM_TITLE = node(RCL.agendaItemTitle)
_REALIZED_BY = node(ELI.is_realized_by)
_ALSO = {DocumentKind.DECLARATION: (node(RCL.Instrument),)}
_TYPES = {
    kind: (node(RCL[kind.value]), node(RCL.Document), *_ALSO.get(kind, ())) for kind in DocumentKind
}


def add(graph: Graph, work: Work, names: Names) -> None:
    """Add a work's title block in all its languages, and one expression a language."""
    head = work.expressions[0].head
    document = names.document(work.symbol)
    for kind in _TYPES[head.kind]:
        graph.add(document, TYPE, kind)
    if head.symbol_minted:
        graph.add(document, node(RCL.symbolMinted), boolean(True))
    else:
        graph.say(document, node(RCL.symbol), printed(head.symbol))
    if head.symbol_inferred:
        graph.add(document, node(RCL.symbolInferred), boolean(True))
    if head.symbol.startswith(SPECIMEN):
        graph.add(document, node(RCL.specimen), boolean(True))
    else:
        _official(graph, document, work, names)
    graph.add(document, node(RCL.held), boolean(True))
    complete = all(expression.complete for expression in work.expressions)
    graph.add(document, node(RCL.complete), boolean(complete))
    for alias in head.aliases:
        graph.say(document, node(RCL.alias), alias)
    if head.part_of_set:
        whole = names.document(head.part_of_set)
        graph.add(document, _IS_PART_OF, whole)
        graph.add(whole, TYPE, node(RCL.DocumentSet))
        graph.say(whole, node(RCL.symbol), printed(head.part_of_set))
        graph.add(whole, _HAS_PART, document)
    _adoption(graph, document, work, names)
    for expression in work.expressions:
        _expression(graph, document, expression.language, work, names)
        graph.say(document, _TITLE, expression.head.title, expression.language)
        graph.say(
            document, _AGENDA_ITEM_TITLE, expression.head.agenda_item_title, expression.language
        )


def _adoption(graph: Graph, document: NamedNode, work: Work, names: Names) -> None:
    head = work.expressions[0].head
    if head.adopted_by:
        graph.add(document, node(RCL.adoptedBy), names.entry(names.iris.body(head.adopted_by)))
    if head.adopted_on:
        graph.add(document, node(RCL.adoptedOn), day(head.adopted_on))
    if head.issued_on:
        graph.add(document, node(RCL.issuedOn), day(head.issued_on))
    graph.say(document, node(RCL.session), head.session)
    for item in head.agenda_items:
        graph.say(document, node(RCL.agendaItem), item)
    for draft in head.drafts:
        graph.add(document, node(RCL.draft), names.mention(draft))
    if head.committee_report:
        graph.add(document, node(RCL.committeeReport), names.mention(head.committee_report))
    graph.say(document, node(RCL.committeeReportParagraph), head.committee_report_paragraph)
    graph.say(document, node(RCL.meeting), head.meeting)


def _expression(graph: Graph, document: NamedNode, language: str, work: Work, names: Names) -> None:
    iri = names.part(work.symbol, f"expression/{language}")
    graph.add(document, _REALIZED_BY, iri)
    graph.add(iri, TYPE, node(ELI.LegalExpression))
    graph.add(iri, node(ELI.language), _LANGUAGES.get(language))
    graph.say(iri, node(DCTERMS.language), language)
    for expression in work.expressions:
        if expression.language == language:
            graph.add(iri, node(PROV.wasDerivedFrom), names.source(expression.source.sha256))


def _official(graph: Graph, document: NamedNode, work: Work, names: Names) -> None:
    if work.expressions[0].head.symbol_minted:
        return
    for expression in work.expressions:
        graph.add(
            document, node(RCL.officialText), names.official(work.symbol, expression.language)
        )
