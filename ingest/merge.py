"""Several sources of one symbol -> one Work (design, section 3: one document, several sources)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.align import aligned
from ingest.errors import BadSource
from ingest.model import Document, Finding, Form, Record, Work


@dataclass(frozen=True, slots=True)
class Merged:
    """``work`` is None where every source was rejected."""

    work: Work | None
    rejected: tuple[BadSource, ...] = ()


def merge(symbol: str, documents: Sequence[Document], record: Record | None) -> Merged:
    """Merge all that was read under one symbol.

    Languages stand side by side, English first. XML is preferred to page text of the same
    language, and each difference is a finding. Files of the same language and form must agree to
    the byte: if so one is used, else all of them are rejected. What is printed is preferred to
    what the record says.
    """
    findings: list[Finding] = []
    rejected: list[BadSource] = []
    kept: dict[str, dict[Form, Document]] = defaultdict(dict)
    same: dict[tuple[str, Form], list[Document]] = defaultdict(list)
    for document in sorted(documents, key=lambda document: document.source.path):
        same[document.language, document.source.form].append(document)
    for (language, form), group in same.items():
        if len({document.source.sha256 for document in group}) > 1:
            rejected += _clash(symbol, group)
            continue
        kept[language][form] = group[0]
        for other in group[1:]:
            told = f"{other.source.path} has the same bytes as {group[0].source.path}"
            findings.append(Finding("duplicate-source", told))
    if not kept:
        return Merged(None, tuple(rejected))
    expressions = []
    for language in sorted(kept, key=lambda language: (language != "en", language)):
        forms = kept[language]
        best = forms.get(Form.AKN) or forms[Form.PAGE_TEXT]
        expressions.append(best)
        if len(forms) > 1:
            findings += differences(best, forms[Form.PAGE_TEXT])
    findings += _languages(expressions)
    if record:
        expressions[0] = _filled(expressions[0], record)
        findings += _record(expressions[0], record)
    return Merged(Work(symbol, tuple(expressions), record, tuple(findings)), tuple(rejected))


def _clash(symbol: str, group: Sequence[Document]) -> Iterator[BadSource]:
    for document in group:
        others = ", ".join(d.source.path for d in group if d is not document)
        yield BadSource(
            document.source.path,
            f"{symbol} ({document.language}) stands with other contents also in {others}; "
            "keep the one that is right",
        )


def differences(one: Document, other: Document) -> Iterator[Finding]:
    """What differs between two readings of one document, part by part and note by note."""
    where = f"{one.source.path} / {other.source.path}"
    mine = {part.path: part for part in one.parts}
    theirs = {part.path: part for part in other.parts}
    for path in sorted(mine.keys() ^ theirs.keys()):
        holder = one if path in mine else other
        yield Finding("forms-differ", f"only in {holder.source.path}", path)
    for path, part in mine.items():
        match = theirs.get(path)
        if match is None:
            continue
        if part.kind != match.kind:
            yield Finding("forms-differ", f"{where}: {part.kind} / {match.kind}", path)
        if part.content.text != match.content.text:
            told = _first_difference(part.content.text, match.content.text)
            yield Finding("forms-differ", f"{where}: {told}", path)
    for note, match_note in zip_longest(one.footnotes, other.footnotes):
        if note is None or match_note is None:
            yield Finding("forms-differ", f"{where}: a footnote is missing from one", "note")
        elif (note.path, note.content.text) != (match_note.path, match_note.content.text):
            told = _first_difference(note.content.text, match_note.content.text)
            yield Finding("forms-differ", f"{where}: {told}", note.path)
        elif note.anchored_in != match_note.anchored_in:
            told = f"anchored in {note.anchored_in} / {match_note.anchored_in}"
            yield Finding("forms-differ", f"{where}: {told}", note.path)


def _first_difference(one: str, other: str) -> str:
    pairs = enumerate(zip_longest(one, other))
    at = next((at for at, (a, b) in pairs if a != b), len(one))
    return f"differs at character {at}: “{one[at : at + 20]}” / “{other[at : at + 20]}”"


def _languages(expressions: Sequence[Document]) -> Iterator[Finding]:
    first = {part.path: part for part in expressions[0].parts}
    for document in expressions[1:]:
        both = aligned(expressions[0], document)
        notes = [note.path for note in expressions[0].footnotes]
        for path in [*first, *notes]:
            if path not in both:
                told = f"not matched with a part or note of {document.source.path}"
                yield Finding("languages-not-aligned", told, path)
        own = {part.path: part for part in document.parts}
        for path in sorted(first.keys() ^ own.keys()):
            holder = expressions[0] if path in first else document
            told = f"only in {holder.language} ({document.source.path})"
            yield Finding("languages-differ", told, path)
        for path, part in own.items():
            if path in first and first[path].kind != part.kind:
                told = f"{first[path].kind} / {part.kind} in {document.source.path}"
                yield Finding("languages-differ", told, path)


def _filled(document: Document, record: Record) -> Document:
    head = document.head
    filled = replace(
        head,
        title=head.title or record.title,
        agenda_item_title=head.agenda_item_title or record.agenda_item_title,
    )
    return replace(document, head=filled)


def _record(document: Document, record: Record) -> Iterator[Finding]:
    printed, told = document.head.title, record.title
    if document.language == "en" and printed and told and _plain(printed) != _plain(told):
        yield Finding(
            "record-differs", f"title: printed “{printed}”, {record.source.path} says “{told}”"
        )


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
