"""Bytes to Documents: the front door of both readers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest.errors import BadSource
from ingest.model import Document, Form, Source
from ingest.parse import akn, structure, text
from ingest.parse.blocks import Reading, Role
from ingest.parse.title import Hints, interpret
from ingest.parse.title_hints import hints as metadata


def read(data: bytes, source: Source, known: Mapping[str, Any]) -> tuple[Document, ...]:
    """The documents of a file, in order; several where it holds several.

    ``known`` is the catalogue's entry for the file, or empty: its ``documents`` give, in order,
    the ``symbol`` a fragment cannot know of itself. Raises BadSource where the file is not what
    its ending says, or where nothing tells which document it holds.
    """
    listed: Sequence[Mapping[str, Any]] = known.get("documents", ())
    readings = _akn(data, source) if source.form is Form.AKN else _page_text(data, source)
    pairs = list(readings)
    if listed and len(listed) != len(pairs):
        raise BadSource(
            source.path, f"holds {len(pairs)} documents, the catalogue expects {len(listed)}"
        )
    documents: list[Document] = []
    for index in reversed(range(len(pairs))):
        reading, told = pairs[index]
        symbol = listed[index]["symbol"] if listed else told.symbol
        following = documents[0].head.symbol if documents else None
        told = replace(told, symbol=symbol, following=following)
        documents.insert(0, _document(source, reading, told))
    return tuple(documents)


def _akn(data: bytes, source: Source) -> Iterator[tuple[Reading, Hints]]:
    for statement in akn.read(data, source.path):
        told = metadata(
            source.path,
            statement.meta or statement.collection_meta,
            statement.cover,
            _adopting_line(statement.reading),
        )
        yield replace(statement.reading, language=told.language), told


def _page_text(data: bytes, source: Source) -> Iterator[tuple[Reading, Hints]]:
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 at byte {error.start}: save it as UTF-8"
        raise BadSource(source.path, reason) from error
    if "\0" in decoded:
        raise BadSource(source.path, "holds a NUL character: it is not a text")
    for reading in text.read(decoded):
        yield reading, Hints(source.path, adopting_line=_adopting_line(reading))


def _adopting_line(reading: Reading) -> str | None:
    lines = (b.content.text for b in reading.blocks if b.role is Role.ADOPTING_LINE)
    return next(lines, None)


def _document(source: Source, reading: Reading, told: Hints) -> Document:
    head, reported = interpret(reading.head, reading.closing, told)
    built = structure.build(reading)
    if not built.parts:
        raise BadSource(source.path, f"{head.symbol} has a title and no paragraph")
    return Document(
        source=source,
        language=told.language,
        head=head,
        parts=built.parts,
        footnotes=built.footnotes,
        complete=reading.complete,
        findings=(*reported, *built.findings),
    )
