"""What a resolution is made of, before any RDF: the words all stages of ingest share.

Standard library only. Every text is normalised by ``ingest.parse.normalise.text`` (NFC, any
white space one space, U+2011 a hyphen); offsets are Unicode code points. Offsets named
*source* count in the decoded source file, all others in the normalised text beside them.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ingest.references import Act as Act
from ingest.references import Citation as Citation
from ingest.references import Mandate as Mandate
from ingest.references import Mention as Mention
from ingest.references import NoteReference as NoteReference
from ingest.references import References as References


class Form(StrEnum):
    """The kinds of source: two that carry a text, metadata records, and facts in RDF."""

    AKN = "akn"
    PAGE_TEXT = "page-text"
    RECORDS = "records"
    FACTS = "facts"


class DocumentKind(StrEnum):
    """The value is the local name of the ontology class."""

    RESOLUTION = "Resolution"
    DECISION = "Decision"
    DECLARATION = "Declaration"
    PRESIDENTIAL_STATEMENT = "PresidentialStatement"


class PartKind(StrEnum):
    """The value is the local name of the ontology class."""

    PREAMBULAR = "PreambularParagraph"
    OPERATIVE = "OperativeParagraph"
    SUBPARAGRAPH = "Subparagraph"
    UNNUMBERED = "UnnumberedParagraph"
    HEADING = "Heading"
    ANNEX = "Annex"
    SECTION = "Section"
    TABLE = "Table"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch [start, end) of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark (``12``, ``*``) that stands at ``offset`` of a text it was removed from."""

    mark: str
    offset: int


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink the publisher put on the words [start, end) of a text."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Rich:
    """A normalised text and what was printed in or on it.

    ``spans`` are the source stretches the text was read from, in order: one in a flowing
    paragraph, several where a page break or a footnote interrupts it.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    italics: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was given. ``path`` is relative to the folder that was read, with ``/``."""

    path: str
    sha256: str
    size: int
    form: Form


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document that has an address.

    ``path`` follows the document's IRI: ``op/59/a``, ``annex/II/pp/3``, ``annex/h/2``.
    ``number`` is the printed label without brackets and full stop, ``label`` as printed.
    ``parent`` is a part's path or None (the document); ``headings`` are the paths of the
    headings in force, outermost first; ``position`` counts from 1 in reading order.
    Annex and section nodes have an empty ``content.text``.
    ``rows`` is set for tables: each row a tuple of cell texts.
    """

    path: str
    kind: PartKind
    position: int
    content: Rich
    number: str | None = None
    label: str | None = None
    parent: str | None = None
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a page. ``anchored_in`` is a part's path, None for the title block.

    ``anchor`` is the offset in that part's text (or None where the mark was never found).
    """

    path: str
    mark: str
    content: Rich
    anchored_in: str | None = None
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader of the build's report should know: ``code`` groups, ``message`` tells.

    Codes are data in ``ingest/findings.yaml``, each with what it means and what to do.
    """

    code: str
    message: str
    path: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What is printed above the text, resolved: ids are those of ``ontology/*.ttl``.

    ``agenda_items`` has each item as printed (“Agenda items 20 and 78 (a)” gives two).
    ``drafts`` are the documents the text was put forward in, where no Main Committee reported.
    """

    symbol: str
    kind: DocumentKind
    title: str | None
    adopted_by: str | None
    adopted_on: date | None = None
    session: str | None = None
    agenda_items: tuple[str, ...] = ()
    agenda_item_title: str | None = None
    committee_report: str | None = None
    committee_report_paragraph: str | None = None
    drafts: tuple[str, ...] = ()
    meeting: str | None = None
    issued_on: date | None = None
    part_of_set: str | None = None
    symbol_inferred: bool = False
    symbol_minted: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document in one language, from one file."""

    source: Source
    language: str
    head: TitleBlock
    parts: tuple[Part, ...]
    footnotes: tuple[Footnote, ...]
    complete: bool = True
    findings: tuple[Finding, ...] = ()
    references: References = field(default_factory=References)


@dataclass(frozen=True, slots=True)
class Vote:
    """How States voted; names as the record prints them, resolved to ISO 3166 alpha-3 codes."""

    outcome: str
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()
    counts: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject heading of a record: ``iri`` where the UN publishes one, else None."""

    label: str
    scheme: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What the metadata file says of a document, joined by symbol."""

    symbol: str
    source: Source
    line: int
    title: str | None = None
    meeting_record: str | None = None
    draft: str | None = None
    committee: str | None = None
    agenda_item_title: str | None = None
    vote: Vote | None = None
    sponsors: tuple[str, ...] = ()
    additional_sponsors: tuple[str, ...] = ()
    sponsor_notes: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    goals: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A document in all the languages held, with its record: what becomes one named graph.

    ``expressions`` has one Document a language, English first where held.
    """

    symbol: str
    expressions: tuple[Document, ...]
    record: Record | None = None
    findings: tuple[Finding, ...] = field(default=())
