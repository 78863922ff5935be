"""A document in one language as Akoma Ntoso 3.0 (OASIS LegalDocML), its citations filled in.

The publisher's own files resolve no citation and number their elements by count; here each
citation is a ``<ref>`` on its words, and an ``eId`` is made of the printed number. Words that the
graph does not hold (the adopting line, “Distr.: General”) are not made up.
"""

from xml.etree import ElementTree as ET

from ontology.symbols import numbered
from ontology.terms import RCL
from server.exports.akn.body import write_body
from server.exports.akn.inline import note, write
from server.exports.akn.meta import Head, head_of, kind_of, write_meta
from server.exports.akn.source import Words, has_text, read
from server.release import Release
from server.views.facts import name_of
from server.wellformed import xml_text

__all__ = ["export", "has_text"]

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_STRUCTURE = frozenset({"p", "heading", "num", "crossHeading", "listIntroduction"})
_UNOFFICIAL = "An unofficial copy. Source of the text: United Nations. Official text: "


def export(release: Release, document: str, language: str = "") -> bytes:
    """Write the file; ``language`` as ``source.read`` takes it."""
    source = read(release, document, language)
    head = head_of(release, source)
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE})
    official = sorted(t.value for t in source.facts.all(document, RCL.officialText))
    link = next((a for a in official if f"/{source.language}/" in a), document)
    root.append(ET.Comment(_UNOFFICIAL + link.replace("--", "%2D%2D")))
    attributes = {"name": kind_of(source), "contains": "singleVersion"}
    statement = ET.SubElement(root, "statement", attributes)
    write_meta(statement, head)
    _cover(statement, head)
    _preface(statement, head)
    write_body(statement, source, lambda doc, path: write_meta(doc, head, path))
    _conclusions(statement, head)
    _break_lines(root)
    told = xml_text(ET.tostring(root, "unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{told}\n'.encode()


def _cover(statement: ET.Element, head: Head) -> None:
    facts, iri = head.source.facts, head.source.iri
    cover = ET.SubElement(statement, "coverPage")
    _line(cover, "docNumber", head.source.symbol, refersTo="#symbol")
    if head.body:
        label = name_of(head.release.store, head.release.base, head.body, head.source.language)
        _line(cover, "docAuthority", label, refersTo=f"#{head.actor}")
    if head.issued:
        _line(cover, "docDate", "", date=head.issued, refersTo="#dateOfIssuance")
    if session := facts.value(iri, RCL.session):
        _line(cover, "session", "", value=session)


def _preface(statement: ET.Element, head: Head) -> None:
    """The number and the title, and the notes whose marks stand in no part."""
    source = head.source
    line = ET.SubElement(ET.SubElement(statement, "preface"), "p")
    printed = source.symbol.split("/", 2)[-1]
    symbol = numbered(printed, head.actor)
    if symbol and symbol.printed == source.symbol and head.title:
        ET.SubElement(line, "docNumber").text = f"{printed}."
        line[-1].tail = " "
    title = ET.SubElement(line, "docTitle")
    write(title, Words(head.title), {})
    for it in source.notes.values():
        if not it.placed:
            note(title, it)


def _conclusions(statement: ET.Element, head: Head) -> None:
    meeting = head.source.facts.value(head.source.iri, RCL.meeting)
    if not meeting and not head.adopted:
        return
    conclusions = ET.Element("conclusions")
    if meeting:
        _line(conclusions, "location", meeting, refersTo="#adoptionMeeting")
    if head.adopted:
        _line(conclusions, "docDate", "", date=head.adopted, refersTo="#adoptionDate")
    attachments = statement.find("attachments")
    place = list(statement).index(attachments) if attachments is not None else len(statement)
    statement.insert(place, conclusions)


def _line(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(ET.SubElement(parent, "p"), tag, attributes).text = text or None


def _break_lines(element: ET.Element) -> None:
    """Put elements on lines of their own, but nothing inside words."""
    if element.tag in _STRUCTURE:
        return
    if len(element) and not element.text:
        element.text = "\n"
    for child in element:
        child.tail = "\n"
        _break_lines(child)
