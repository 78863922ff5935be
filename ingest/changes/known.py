"""What a release on disk knows, asked one IRI at a time."""

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from ontology.terms import ELI, RCL, XSD

_ALIAS, _CITES, _HELD = NamedNode(RCL.alias), NamedNode(ELI.cites), NamedNode(RCL.held)
_TRUE = Literal("true", datatype=NamedNode(XSD.boolean))


class Known:
    """A store, open for reading."""

    def __init__(self, store: Path) -> None:
        self._store = Store.read_only(str(store))

    def any(self, iri: str) -> bool:
        """Tell whether anything is said of an IRI, points to it or is in a graph of its name."""
        node = NamedNode(iri)
        return (
            self._has(node, None, None)
            or self._store.contains_named_graph(node)
            or self._has(None, None, node)
        )

    def cites(self, part: str, cited: str) -> bool:
        """Tell whether a part cites something."""
        return self._has(NamedNode(part), _CITES, NamedNode(cited))

    def holds(self, document: str) -> bool:
        """Tell whether a document is held."""
        return self._has(NamedNode(document), _HELD, _TRUE)

    def alias(self, path: str) -> str:
        """The IRI that has this path for an alias; ``""`` where none or more than one has."""
        named = self._store.quads_for_pattern(None, _ALIAS, Literal(path), None)
        found = {quad.subject.value for quad in named if isinstance(quad.subject, NamedNode)}
        return found.pop() if len(found) == 1 else ""

    def _has(
        self,
        subject: NamedNode | None,
        predicate: NamedNode | None,
        object_: NamedNode | Literal | None,
    ) -> bool:
        found = self._store.quads_for_pattern(subject, predicate, object_, None)
        return next(found, None) is not None
