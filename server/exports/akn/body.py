"""Parts to elements: preamble, main body, attachments.

What stands in what follows the graph; where a heading cuts through a list, what comes after it
stands under the heading, and only its ``eId`` tells of the paragraph it belongs to.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from server.exports.akn import names
from server.exports.akn.inline import eid, write
from server.exports.akn.source import Note, Part, Source, Words

Meta = Callable[[ET.Element, str], None]
"""Writes the metadata of an attachment, whose path it is given, into its document."""
_PARAGRAPHS = frozenset({"OperativeParagraph", "Subparagraph", "UnnumberedParagraph",
                         "PreambularParagraph"})  # fmt: skip
_TAGS = {"OperativeParagraph": "paragraph", "Subparagraph": "point",
         "UnnumberedParagraph": "alinea"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that may take more: of a scope, a heading or a paragraph."""

    path: str
    element: ET.Element
    paragraph: bool = False


def write_body(statement: ET.Element, source: Source, meta: Meta) -> None:
    """Append preamble, main body and attachments to a statement."""
    _Body(statement, source, meta).run()


class _Body:
    def __init__(self, statement: ET.Element, source: Source, meta: Meta) -> None:
        self.statement, self.meta = statement, meta
        self.parts: tuple[Part, ...] = source.parts
        self.kinds = {part.path: part.kind for part in self.parts}
        self.notes: dict[str, Note] = source.notes
        self.language = source.language
        self.bullets = frozenset(_bullets(source.parts))
        self.attachments: ET.Element | None = None
        self.open: list[_Open] = []

    def run(self) -> None:
        leading = next(
            (i for i, part in enumerate(self.parts) if not _is_preamble(part)), len(self.parts)
        )
        if leading:
            self._preamble(self.parts[:leading])
        body = ET.SubElement(self.statement, "mainBody")
        self.open = [_Open("", body)]
        for part in self.parts[leading:]:
            self._part(part)
        if not len(body):
            ET.SubElement(body, "p")

    def _preamble(self, parts: tuple[Part, ...]) -> None:
        preamble = ET.SubElement(self.statement, "preamble")
        container = preamble
        for i, part in enumerate(parts):
            if part.kind == "PreambularParagraph":
                attributes = {"name": "preambularParagraph", "eId": eid(part.path)}
                container = ET.SubElement(preamble, "container", attributes)
                follower = parts[i + 1] if i + 1 < len(parts) else part
                if follower.kind == "PreambularParagraph":
                    self._words(ET.SubElement(container, "p"), part.words)
                else:
                    container = ET.SubElement(container, "blockList")
                    self._words(ET.SubElement(container, "listIntroduction"), part.words)
            else:
                item = ET.SubElement(container, "item", {"eId": eid(part.path)})
                self._number(item, part)
                self._words(ET.SubElement(item, "p"), part.words)

    def _words(self, element: ET.Element, words: Words) -> None:
        write(element, words, self.notes)

    def _number(self, element: ET.Element, part: Part) -> None:
        step = part.path.rpartition("/")[2]
        if part.number:
            label = names.label(part.kind, self.language, part.number, step)
        elif part.path in self.bullets:
            label = names.data()["bullet"]
        else:
            return
        ET.SubElement(element, "num").text = label

    def _part(self, part: Part) -> None:
        match part.kind:
            case "Annex" if not part.parent:
                self._annex(part)
            case "Annex" | "Section":
                around = self._around(part)
                self.open.append(_Open(part.path, self._section(around, part.path)))
            case "Heading":
                self._heading(part)
            case "Table":
                self._table(part)
            case "PreambularParagraph":
                self._preambular(part)
            case _:
                self._paragraph(part)

    def _around(self, part: Part) -> _Open:
        """What a part goes into: the paragraph, heading or scope around it that is still open."""
        wanted = [part.parent] if self.kinds.get(part.parent) in _PARAGRAPHS else []
        wanted += [part.heading] if part.heading else []
        wanted = wanted or [part.parent]
        inner = {held.path for held in self.open}
        if not inner.intersection(wanted):
            wanted = [held.path for held in self.open if not held.paragraph][-1:]
        path = next(path for path in wanted if path in inner)
        while self.open[-1].path != path:
            self.open.pop()
        return self.open[-1]

    def _annex(self, part: Part) -> None:
        if self.attachments is None:
            self.attachments = ET.SubElement(self.statement, "attachments")
        attachment = ET.SubElement(self.attachments, "attachment", {"eId": eid(part.path)})
        doc = ET.SubElement(attachment, "doc", {"name": "annex"})
        self.meta(doc, part.path)
        body = ET.SubElement(doc, "mainBody")
        self.open = [_Open(part.path, body)]

    def _section(self, around: _Open, path: str) -> ET.Element:
        return ET.SubElement(_children(around), "section", {"eId": eid(path)})

    def _heading(self, part: Part) -> None:
        """A heading opens a section, unless it is the first thing in a section that stands."""
        around = self._around(part)
        element = around.element
        if not (element.tag == "section" and not len(element)):
            element = self._section(around, part.path)
        if part.number and part.words.text.strip(".:() ") != part.number:
            ET.SubElement(element, "num").text = f"{part.number}."
        heading = ET.SubElement(element, "heading")
        if element.get("eId") != eid(part.path):
            heading.set("eId", eid(part.path))
        self._words(heading, part.words)
        self.open.append(_Open(part.path, element))

    def _preambular(self, part: Part) -> None:
        """A preambular paragraph in a section; the publisher's files have the same element."""
        around = self._around(part)
        if around.element.tag == "mainBody":
            attributes = {"name": "preambularParagraph", "eId": eid(part.path)}
            container = ET.SubElement(around.element, "container", attributes)
            self._words(ET.SubElement(container, "p"), part.words)
        else:
            crossing = ET.SubElement(around.element, "crossHeading", {"eId": eid(part.path)})
            self._words(crossing, part.words)

    def _paragraph(self, part: Part) -> None:
        around = self._around(part)
        element = ET.SubElement(_children(around), _TAGS[part.kind], {"eId": eid(part.path)})
        if self.kinds.get(part.parent) == "PreambularParagraph" and not part.number:
            # below a preambular paragraph only a remark of smaller print can stand unnumbered
            element.tag = "paragraph"
            element.set("class", "FootnoteText")
        self._number(element, part)
        self._words(ET.SubElement(ET.SubElement(element, "content"), "p"), part.words)
        self.open.append(_Open(part.path, element, paragraph=True))

    def _table(self, part: Part) -> None:
        around = self._around(part)
        element = ET.SubElement(_children(around), "paragraph", {"eId": eid(part.path)})
        table = ET.SubElement(ET.SubElement(element, "content"), "table")
        for row, cells in zip(part.rows, _marked(part), strict=True):
            tr = ET.SubElement(table, "tr")
            for words in cells:
                self._words(ET.SubElement(ET.SubElement(tr, "td"), "p"), words)
            if not row:
                ET.SubElement(tr, "td")


def _is_preamble(part: Part) -> bool:
    return part.path.startswith("pp/")


def _bullets(parts: Sequence[Part]) -> Iterator[str]:
    """The unnumbered paragraphs that can only be items of a list: several in a sub-paragraph, or
    one in a sub-paragraph that announces none.
    """
    inside: dict[str, list[str]] = {}
    announce = {part.path: part.words.text.endswith((":", "：")) for part in parts}
    kinds = {part.path: part.kind for part in parts}
    for part in parts:
        if part.kind == "UnnumberedParagraph":
            inside.setdefault(part.parent, []).append(part.path)
    for parent, items in inside.items():
        if kinds.get(parent) == "Subparagraph" and (len(items) > 1 or not announce[parent]):
            yield from items


def _children(around: _Open) -> ET.Element:
    """Where the children of an element go: those of a paragraph into its list."""
    if not around.paragraph:
        return around.element
    element = around.element
    if (held := element.find("list")) is not None:
        return held
    content = element.find("content")
    held = ET.SubElement(element, "list")
    if content is not None:
        element.remove(content)
        content.tag = "intro"
        held.append(content)
    return held


def _marked(part: Part) -> list[list[Words]]:
    """The cells of a table with the notes in them; offsets count in the running text."""
    told: list[list[Words]] = []
    at = 0
    marks = list(part.words.marks)
    for row in part.rows:
        cells: list[Words] = []
        for cell in row:
            at = max(part.words.text.find(cell, at), at)
            inside = [(offset - at, note) for offset, note in marks if offset <= at + len(cell)]
            marks = marks[len(inside) :]
            cells.append(Words(cell, marks=tuple((max(o, 0), note) for o, note in inside)))
            at += len(cell)
        told.append(cells)
    return told
