"""What the workers of ``pipeline`` do: read one file; state and check one document.

Documents travel between processes as bytes, so that the process in the middle, which only sorts
them by symbol, need not take them apart.
"""

import pickle
from dataclasses import dataclass
from functools import cache

from ingest import parse
from ingest.errors import BadData, BadSource
from ingest.fetch import catalogue, folder
from ingest.merge import merge
from ingest.model import Document, Finding, Form, Record, Source
from ingest.parse import records
from ingest.resolve import resolve, unresolved
from ingest.texts import entries
from ingest.triples.facts import Facts, read_facts
from ingest.triples.names import Names, address
from ingest.triples.work import triples
from ingest.uses import uses
from ingest.validate import Profile, Validator
from ontology.text_index import Entry
from ontology.uses.model import Use


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document of one file, by symbol: ``whole`` is a pickled Document.

    ``unresolved`` are the capitalised names in it that nothing resolved, with their counts.
    """

    symbol: str
    whole: bytes
    unresolved: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What one file gave, or what is wrong with it (``bad``)."""

    source: Source | None = None
    sheets: tuple[Sheet, ...] = ()
    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()
    facts: Facts | None = None
    bad: BadSource | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are stated (base IRI, program version) and whether they are checked."""

    base: str
    version: str
    shacl: bool


@dataclass(frozen=True, slots=True)
class Order:
    """One document to be stated, from sheets (with a record perhaps) or from facts."""

    symbol: str
    options: Options
    sheets: tuple[bytes, ...] = ()
    record: Record | None = None
    facts: bytes = b""


@dataclass(frozen=True, slots=True)
class Stated:
    """What became of an order. ``graph`` is empty where the document is left out.

    ``graph`` and ``provenance`` are sorted N-Quads, ``texts`` and ``uses`` go to their indexes,
    ``mentioned`` the symbols it refers to, ``findings`` with the source's path.
    """

    symbol: str
    graph: bytes = b""
    provenance: bytes = b""
    mentioned: frozenset[str] = frozenset()
    texts: tuple[Entry, ...] = ()
    uses: tuple[Use, ...] = ()
    languages: tuple[str, ...] = ()
    rejected: tuple[BadSource, ...] = ()
    violations: tuple[str, ...] = ()
    findings: tuple[tuple[str, Finding], ...] = ()

    @property
    def address(self) -> str:
        """The path of the document's IRI."""
        return address(self.symbol)


def read(job: tuple[folder.Candidate, Options]) -> ReadFile:
    """Read one file. Whatever is wrong with it, the others go on."""
    candidate, options = job
    try:
        return _read(candidate, options)
    except BadSource as error:
        return ReadFile(bad=error)
    except Exception as error:  # a reader that breaks on one file must not stop the others
        reason = f"the reader broke on it ({type(error).__name__}: {error}); please report this"
        return ReadFile(bad=BadSource(candidate.name, " ".join(reason.split())))


def _read(candidate: folder.Candidate, options: Options) -> ReadFile:
    known = catalogue.load()
    data, sha256 = folder.load(candidate, known.size_limit)
    source = Source(candidate.name, sha256, len(data), Form(candidate.kind))
    match source.form:
        case Form.RECORDS:
            held, findings = records.read(data, source)
            return ReadFile(source, records=held, findings=findings)
        case Form.FACTS:
            return ReadFile(source, facts=read_facts(data, source.path, _names(options.base)))
        case _:
            read = parse.read(data, source, known.facts(source.path, sha256))
            documents = tuple(map(resolve, read))
    if not documents:
        raise BadSource(source.path, "no document in it")
    return ReadFile(source, tuple(map(_sheet, documents)))


def _sheet(document: Document) -> Sheet:
    return Sheet(document.head.symbol, pickle.dumps(document, -1), unresolved.count(document))


def state(order: Order) -> Stated:
    """Merge, state and check one document. Whatever is wrong with it, the others go on."""
    try:
        return _state_facts(order) if order.facts else _state(order)
    except BadData:
        raise
    except Exception as error:  # a fault of the program or of its data, which the report names
        reason = f"it cannot be stated ({type(error).__name__}: {error}); please report this"
        return Stated(order.symbol, violations=(" ".join(reason.split()),))


def _state(order: Order) -> Stated:
    documents = [pickle.loads(sheet) for sheet in order.sheets]  # noqa: S301 - our own bytes
    merged = merge(order.symbol, documents, order.record)
    findings = [(d.source.path, finding) for d in documents for finding in d.findings]
    work = merged.work
    if work is None:
        return Stated(order.symbol, rejected=merged.rejected, findings=tuple(findings))
    findings += [("", finding) for finding in work.findings]
    if work.record:
        findings += [(work.record.source.path, finding) for finding in work.record.findings]
    names = _names(order.options.base)
    stated = triples(work, names, order.options.version)
    checked = _validator(Profile.FULL).violations(stated.graph) if order.options.shacl else []
    good = not checked
    return Stated(
        order.symbol,
        graph=stated.graph if good else b"",
        provenance=stated.provenance if good else b"",
        mentioned=stated.mentioned if good else frozenset(),
        texts=entries(work, names) if good else (),
        uses=uses(stated.graph) if good else (),
        languages=tuple(expression.language for expression in work.expressions),
        rejected=merged.rejected,
        violations=tuple(checked),
        findings=tuple(findings),
    )


def _state_facts(order: Order) -> Stated:
    checked = _validator(Profile.FACTS).violations(order.facts) if order.options.shacl else []
    if checked:
        return Stated(order.symbol, violations=tuple(checked))
    return Stated(order.symbol, graph=order.facts, uses=uses(order.facts))


@cache
def _names(base: str) -> Names:
    return Names(base)


@cache
def _validator(profile: Profile) -> Validator:
    return Validator(profile)
