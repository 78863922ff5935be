"""Which Documents page text can carry. Page text has no markup, so it cannot hold

- a table or a note under a table;
- a paragraph that has a number and no words of its own (``(a) (i) …``);
- a paragraph without number that does not start like one (with a capital) or does not end like
  one (with a stop, a semicolon, a colon, a comma in a preamble): it prints like a part of the
  paragraph above it;
- a heading without number that does not read like one (style may print it without markup);
- a paragraph without end above a heading or above a paragraph without number;
- an annex that does not say “Annex”;
- words that look like the markup itself (an asterisk, a raised figure);
- a hyphen with a space behind it, save in “short- and long-term”;
- two notes under one mark, or a note whose mark the source has lost;
- a number that is printed in another way than ``1.``, ``(a)``, ``(iv)`` or a bullet.
"""

import re

from ingest.model import Document, Part, PartKind
from ingest.parse import headings

_ENDED = re.compile(r"[.;:,!?][”’)\]]*$|[;,] (?:and|or)$")


def carriable(document: Document) -> str:
    """Why page text cannot carry ``document``; the empty string where it can."""
    marks = [note.mark for note in document.footnotes]
    if document.language != "en":
        return "another language than English"
    if len(marks) != len(set(marks)):
        return "two notes under one mark"
    if any(note.anchor is None for note in document.footnotes):
        return "a note whose mark stands nowhere"
    for part, after in zip(document.parts, (*document.parts[1:], None), strict=True):
        if part.kind is PartKind.ANNEX and not (after and headings.annex(after.content.text)[0]):
            return "annex that does not say so"
        unended = part.label is not None and not _ENDED.search(part.content.text)
        if after and unended and after.kind in (PartKind.UNNUMBERED, PartKind.HEADING):
            return "a paragraph without an end, and one without a number behind it"
        if reason := _part_reason(part, document):
            return reason
    return ""


def _part_reason(part: Part, document: Document) -> str:
    text = part.content.text
    if part.kind is PartKind.TABLE:
        return "table"
    if part.kind in (PartKind.ANNEX, PartKind.SECTION):
        return ""
    if not text:
        return "number without words"
    if re.search(r"\w[-–/] (?!(?:and|or|to|nor)\b)", text):
        return "a hyphen with a space behind it"
    if ",," in text:
        return "a comma between two marks"
    if re.search(r"[*⁰¹²³⁴⁵⁶⁷⁸⁹]|\\|<sup>", text):
        return "looks like markup"
    if part.kind is PartKind.HEADING:
        return "" if headings.by_print(text) or part.number else "heading that does not read so"
    if part.label and not re.fullmatch(r"\d{1,3}\.|\(\w{1,5}\)|[•–—-]", part.label):
        return "a label that is no number of a paragraph"
    if part.label is None:
        if not (text[0].isupper() or text[0] in "“(["):
            return "unnumbered paragraph with a small letter"
        if not _ENDED.search(text):
            return "unnumbered paragraph without an end"
    return ""
