"""XML to a small tree that knows where every character stands in the file.

Expat reads; a document type or an entity declaration is refused, so an entity bomb or an external
entity ends before it begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from ingest.errors import BadSource

DEPTH = 200
"""Elements within elements; the UN's deepest file has 19."""


@dataclass(slots=True)
class Chunk:
    """A run of characters and the code point of the file at which it starts."""

    text: str
    start: int


@dataclass(slots=True)
class Node:
    """An element: its local name, attributes, children in order."""

    tag: str
    attrs: dict[str, str]
    children: list["Node | Chunk"] = field(default_factory=list)

    def nodes(self) -> Iterator["Node"]:
        """Child elements in order."""
        return (child for child in self.children if isinstance(child, Node))

    def first(self, tag: str) -> "Node | None":
        """The first child element of that name."""
        return next((child for child in self.nodes() if child.tag == tag), None)

    def walk(self) -> Iterator["Node"]:
        """This element and all below it, in document order."""
        yield self
        for child in self.nodes():
            yield from child.walk()

    def find(self, tag: str) -> "Node | None":
        """The first element of that name at any depth."""
        return next((node for node in self.walk() if node.tag == tag), None)

    def chunks(self) -> Iterator[Chunk]:
        """All characters below, in document order."""
        for child in self.children:
            if isinstance(child, Node):
                yield from child.chunks()
            else:
                yield child

    def string(self) -> str:
        """All characters below as one string, as they stand."""
        return "".join(chunk.text for chunk in self.chunks())


def parse(data: bytes, path: str) -> Node:
    """The root element of an XML file in UTF-8.

    Raises BadSource, with line and column, for another encoding, a cut-off or malformed file, and
    for any document type declaration.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadSource(path, f"is not UTF-8 at byte {error.start}: save it as UTF-8") from error
    return _Builder(data.removeprefix(b"\xef\xbb\xbf"), path).run()


class _Builder:
    def __init__(self, data: bytes, path: str) -> None:
        self._data = data
        self._path = path
        self._ascii = data.isascii()
        self._byte = 0
        self._point = 0
        self._root: Node | None = None
        self._stack: list[Node] = []
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = False
        self._parser.ordered_attributes = False
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype

    def run(self) -> Node:
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            where = f"line {error.lineno}, column {error.offset + 1}"
            raise BadSource(self._path, f"is not well-formed XML at {where}: {reason}") from error
        assert self._root is not None  # noqa: S101  (expat has refused an empty document)
        return self._root

    def _doctype(self, *_declaration: object) -> None:
        line = self._parser.CurrentLineNumber
        raise BadSource(
            self._path,
            f"declares a document type at line {line}: entities are refused, remove <!DOCTYPE …>",
        )

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        if len(self._stack) > DEPTH:
            line = self._parser.CurrentLineNumber
            raise BadSource(self._path, f"nests elements over {DEPTH} deep at line {line}")
        node = Node(name.rpartition(":")[2], attrs)
        if self._stack:
            self._stack[-1].children.append(node)
        else:
            self._root = node
        self._stack.append(node)

    def _end(self, _name: str) -> None:
        self._stack.pop()

    def _text(self, text: str) -> None:
        byte = self._parser.CurrentByteIndex
        if self._ascii:
            point = byte
        else:
            self._point += len(self._data[self._byte : byte].decode("utf-8"))
            self._byte = byte
            point = self._point
        self._stack[-1].children.append(Chunk(text, point))
