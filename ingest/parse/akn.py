"""The UN's Akoma Ntoso (AKN4UN) XML to Readings: what is printed, with the markup's hints.

The markup's ``eId`` is not the printed number and its elements are not always the print, so this
reader only says what stands where; ``structure`` decides what it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.errors import BadSource
from ingest.model import Rich
from ingest.parse.blocks import Block, Note, Reading, Role
from ingest.parse.rich import RichBuilder
from ingest.parse.xmltree import Chunk, Node, parse

HEADING_CLASSES = frozenset({"H1", "H23", "H4", "HCh"})
"""Paragraph classes that the UN prints as headings."""

ROWS, CELLS = " || ", " | "
"""What stands between the rows and the cells of a table's running text."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One ``<statement>``: its reading, and the elements whose attributes say more (hints)."""

    reading: Reading
    meta: Node | None
    cover: Node | None
    preface: Node | None
    collection_meta: Node | None = None


def read(data: bytes, path: str) -> tuple[Statement, ...]:
    """One Statement for a resolution, several for a set ``A-B``.

    Raises BadSource where the file is not an Akoma Ntoso statement or collection.
    """
    root = parse(data, path)
    if root.tag != "akomaNtoso":
        raise BadSource(path, f"is not Akoma Ntoso XML: its root element is <{root.tag}>")
    collection = root.first("documentCollection")
    if collection is None:
        statement = root.first("statement")
        if statement is None:
            raise BadSource(path, "holds no <statement> and no <documentCollection>")
        return (_statement(statement, statement.first("coverPage"), ()),)
    cover = collection.first("coverPage")
    shared = tuple(_lines(collection.first("preface")))
    statements = [node for node in root.walk() if node.tag == "statement"]
    if not statements:
        raise BadSource(path, "is a collection without a <statement>")
    meta = collection.first("meta")
    return tuple(_statement(node, cover, shared, meta) for node in statements)


def _statement(
    statement: Node, cover: Node | None, shared: tuple[Rich, ...], meta: Node | None = None
) -> Statement:
    body = _Body()
    head = (*body.lines(cover), *shared, *body.lines(statement.first("preface")))
    for part in statement.nodes():
        match part.tag:
            case "preamble":
                body.preamble(part)
            case "mainBody":
                body.flow(part)
            case "attachments":
                for attachment in part.nodes():
                    body.attachment(attachment)
            case _:
                continue
    running = [n for n in statement.nodes() if n.tag in ("preamble", "mainBody", "attachments")]
    reading = Reading(
        head=head,
        blocks=tuple(body.blocks),
        notes=tuple(body.notes),
        closing=tuple(body.lines(statement.first("conclusions"))),
        unclaimed=tuple(rich for node in running for rich in body.unclaimed(node)),
    )
    return Statement(reading, statement.first("meta"), cover, statement.first("preface"), meta)


def _lines(node: Node | None) -> Iterator[Rich]:
    return iter(_Body().lines(node))


@dataclass(slots=True)
class _Body:
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _claimed: set[int] = field(default_factory=set)

    def lines(self, node: Node | None) -> list[Rich]:
        """The printed lines of a cover page, preface or closing."""
        if node is None:
            return []
        lines = [self.rich(p) for p in node.walk() if p.tag == "p" and self._is_line(node, p)]
        return [line for line in lines if line.text]

    def _is_line(self, top: Node, p: Node) -> bool:
        return any(p is child for child in top.nodes())

    def rich(self, *nodes: Node) -> Rich:
        """The text of elements one after the other; their notes are taken out and kept."""
        builder = RichBuilder()
        for node in nodes:
            self._inline(node, builder)
            builder.space()
        return builder.build()

    def _inline(self, node: Node, builder: RichBuilder) -> None:
        self._claimed.add(id(node))
        if node.tag == "authorialNote":
            mark = node.attrs.get("marker", "")
            builder.mark(mark)
            self.notes.append(Note(mark, self.rich(*node.nodes())))
            return
        italic = builder.open() if "italic" in node.attrs.get("class", "") else None
        link = builder.open() if node.tag == "a" else None
        for child in node.children:
            if isinstance(child, Chunk):
                builder.add(child.text, child.start)
            else:
                self._inline(child, builder)
        if node.tag in ("eol", "p", "location"):
            builder.space()
        if italic is not None:
            builder.close_italic(italic)
        if link is not None:
            builder.close_link(link, node.attrs.get("href", ""))

    def _add(self, role: Role, *nodes: Node, label: str | None = None) -> None:
        rich = self.rich(*nodes)
        if rich.text or label or rich.marks:
            self.blocks.append(Block(rich, role, label))

    def _label(self, node: Node | None) -> str | None:
        return self.rich(node).text or None if node is not None else None

    def preamble(self, node: Node) -> None:
        for child in node.nodes():
            match child.tag:
                case "formula":
                    self._add(Role.ADOPTING_LINE, child)
                case "container" if child.first("table") is None:
                    self._container(child)
                case "blockList":
                    self._block_list(child, Role.PREAMBLE)
                case "p":
                    self._add(Role.PREAMBLE, child)
                case _:
                    self._element(child, Role.PREAMBLE)

    def _container(self, node: Node) -> None:
        for child in node.nodes():
            if child.tag == "blockList":
                self._block_list(child, Role.PREAMBLE)
            else:
                self._add(Role.PREAMBLE, child)

    def _block_list(self, node: Node, role: Role) -> None:
        for child in node.nodes():
            if child.tag == "item":
                label = self._label(child.first("num"))
                texts = [n for n in child.nodes() if n.tag != "num"]
                self._add(role, *texts, label=label)
            else:
                self._add(role, child)

    def attachment(self, node: Node) -> None:
        self.blocks.append(Block(Rich(""), Role.ANNEX))
        for body in node.walk():
            if body.tag == "mainBody":
                self.flow(body)

    def flow(self, node: Node) -> None:
        """The children of a body, section, part or list in order."""
        for child in node.nodes():
            self._element(child, Role.BODY)

    def _element(self, node: Node, role: Role) -> None:
        match node.tag:
            case "paragraph":
                self._paragraph(node)
            case "point":
                self._numbered(node)
            case "section" | "part" | "title":
                self._section(node)
            case "heading" | "subheading":
                self._add(Role.HEADING, node)
            case "crossHeading":
                self._add(Role.PREAMBLE, node)
            case "list" | "sublist":
                self.flow(node)
            case "table":
                self._table(node)
            case "container" | "content" | "intro" | "alinea" | "wrapUp" if _nested(node):
                self.flow(node)
            case "container" | "content" | "intro" | "alinea" | "wrapUp" | "p":
                self._add(role, node)
            case "blockList":
                self._block_list(node, role)
            case _:
                return

    def _paragraph(self, node: Node) -> None:
        name = node.attrs.get("class", "")
        if name in HEADING_CLASSES and node.first("list") is None:
            label = self._label(node.first("num"))
            texts = [child for child in node.nodes() if child.tag != "num"]
            self._add(Role.HEADING, *texts, label=label)
        elif name == "FootnoteText":
            self._add(Role.TABLE_NOTE, *node.nodes())
        else:
            self._numbered(node)

    def _numbered(self, node: Node) -> None:
        """A paragraph or point: its number goes with the first text that is no heading."""
        label = self._label(node.first("num"))
        for child in node.nodes():
            if child.tag == "num":
                continue
            if label is not None and child.tag in ("content", "p") and not _nested(child):
                self._add(Role.BODY, child, label=label)
                label = None
            elif label is not None and child.tag == "list" and (intro := child.first("intro")):
                self._add(Role.BODY, intro, label=label)
                label = None
                self.flow(Node("list", {}, [c for c in child.nodes() if c is not intro]))
            else:
                self._element(child, Role.BODY)
        if label is not None:
            self.blocks.append(Block(Rich(""), Role.BODY, label))

    def _section(self, node: Node) -> None:
        for child in node.nodes():
            if child.tag in ("num", "p", "heading"):
                self._add(Role.HEADING, child)
            else:
                self._element(child, Role.BODY)

    def _table(self, node: Node) -> None:
        builder = RichBuilder()
        rows: list[tuple[str, ...]] = []
        for row in (n for n in node.walk() if n.tag == "tr"):
            if rows:
                builder.separator(ROWS.strip())
            cells: list[str] = []
            for cell in (n for n in row.nodes() if n.tag in ("td", "th")):
                if cells:
                    builder.separator(CELLS.strip())
                cells.append(" ".join(_plain(cell).split()))
                self._inline(cell, builder)
                builder.space()
            rows.append(tuple(cells))
        self.blocks.append(Block(builder.build(), Role.TABLE, rows=tuple(rows)))

    def unclaimed(self, node: Node) -> Iterator[Rich]:
        """Texts below ``node`` that no block took."""
        for child in node.children:
            if isinstance(child, Node):
                if id(child) not in self._claimed:
                    yield from self.unclaimed(child)
            elif child.text.strip():
                builder = RichBuilder()
                builder.add(child.text, child.start)
                yield builder.build()


def _nested(node: Node) -> bool:
    """Whether an element holds a table or list rather than one text."""
    return any(child.tag in ("table", "list", "blockList", "point") for child in node.nodes())


def _plain(node: Node) -> str:
    return "".join(
        "" if isinstance(c, Node) and c.tag == "authorialNote"
        else c.text if isinstance(c, Chunk) else _plain(c) + " " * (c.tag == "p")
        for c in node.children
    )  # fmt: skip
