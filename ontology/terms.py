"""Namespaces and terms that code may use; a test fails if one is missing from the Turtle."""

from pathlib import Path

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD, DefinedNamespace

__all__ = [
    "DCTERMS", "ELI", "LANGUAGE", "OA", "ORG", "OWL", "PREFIXES", "PROV", "RCL", "RDF", "RDFS",
    "SKOS", "UNBIS", "XSD",
]  # fmt: skip

ELI = Namespace("http://data.europa.eu/eli/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
LANGUAGE = Namespace("http://publications.europa.eu/resource/authority/language/")
UNBIS = Namespace("http://metadata.un.org/thesaurus/")


class RCL(DefinedNamespace):
    """The project's own terms, defined in ``recalling.ttl``."""

    _NS = Namespace("https://w3id.org/recalling/ontology#")
    _fail = True

    # documents
    Document: URIRef
    Resolution: URIRef
    Decision: URIRef
    Declaration: URIRef
    PresidentialStatement: URIRef
    DocumentSet: URIRef
    symbol: URIRef
    symbolInferred: URIRef
    symbolMinted: URIRef
    alias: URIRef
    held: URIRef
    complete: URIRef
    specimen: URIRef
    adoptedBy: URIRef
    adoptedOn: URIRef
    issuedOn: URIRef
    session: URIRef
    agendaItem: URIRef
    agendaItemTitle: URIRef
    committeeReport: URIRef
    committeeReportParagraph: URIRef
    meeting: URIRef
    meetingRecord: URIRef
    draft: URIRef
    officialText: URIRef

    # parts
    Part: URIRef
    PreambularParagraph: URIRef
    OperativeParagraph: URIRef
    Subparagraph: URIRef
    UnnumberedParagraph: URIRef
    Heading: URIRef
    Annex: URIRef
    Section: URIRef
    Table: URIRef
    inDocument: URIRef
    partOf: URIRef
    underHeading: URIRef
    number: URIRef
    position: URIRef
    text: URIRef
    matches: URIRef
    cells: URIRef
    readFrom: URIRef

    # footnotes
    Footnote: URIRef
    FootnoteMark: URIRef
    anchoredIn: URIRef
    hasMark: URIRef
    identifies: URIRef
    ibidOf: URIRef

    # references, acts, mandates: text anchors
    Citation: URIRef
    Act: URIRef
    Mandate: URIRef
    Mention: URIRef
    inPart: URIRef
    surface: URIRef
    start: URIRef
    end: URIRef
    cites: URIRef
    inAct: URIRef
    citedProvision: URIRef
    pinpoint: URIRef
    resolved: URIRef
    candidate: URIRef
    viaFootnote: URIRef
    takenFrom: URIRef
    verb: URIRef
    addressee: URIRef
    assignee: URIRef
    recipient: URIRef
    deliverable: URIRef
    due: URIRef
    dueDate: URIRef
    answeredBy: URIRef
    mentions: URIRef
    names: URIRef

    # verbs
    Verb: URIRef
    strength: URIRef

    # instruments
    Instrument: URIRef
    Treaty: URIRef
    Standard: URIRef
    Guideline: URIRef
    Publication: URIRef
    Report: URIRef
    Programme: URIRef
    adoptedAs: URIRef
    untsRegistration: URIRef

    # bodies and States
    Body: URIRef
    Group: URIRef
    State: URIRef
    memberSince: URIRef

    # records
    Vote: URIRef
    vote: URIRef
    outcome: URIRef
    inFavour: URIRef
    against: URIRef
    abstaining: URIRef
    inFavourCount: URIRef
    againstCount: URIRef
    abstainingCount: URIRef
    sponsor: URIRef
    additionalSponsor: URIRef
    sponsorNote: URIRef
    goal: URIRef

    # sources and releases
    SourceFile: URIRef
    checksum: URIRef
    Release: URIRef


PREFIXES: dict[str, str] = {
    "rcl": str(RCL._NS),
    "dcterms": str(DCTERMS),
    "eli": str(ELI),
    "lang": str(LANGUAGE),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "skos": str(SKOS),
    "unbis": str(UNBIS),
    "xsd": str(XSD),
}
"""Prefixes for Turtle, for the query editor and for the query files."""

ROOT = Path(__file__).resolve().parent.parent
"""The folder of ``ontology/``, ``shapes/`` and ``queries/``, in a checkout and installed."""
