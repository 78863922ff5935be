"""What the metadata of an Akoma Ntoso file says of a document: Hints for ``title.interpret``."""

from collections.abc import Iterator
from datetime import date

from ingest.parse.title import Hints
from ingest.parse.xmltree import Node
from ontology.aliases import akn

LANGUAGES = {"eng": "en", "fra": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh"}
"""ISO 639-2 codes of the files, and the language tags of the graph."""
_BODIES = {"ga": "general-assembly", "sc": "security-council"}


def hints(
    path: str,
    meta: Node | None,
    cover: Node | None,
    adopting_line: str | None = None,
    language: str | None = None,
) -> Hints:
    """Hints from a statement's (or collection's) ``<meta>`` and ``<coverPage>``.

    ``language`` is a tag (``en``) where the caller knows better than the file.
    """
    nodes = [node for top in (meta, cover) if top is not None for node in top.walk()]
    work = next((node for node in nodes if node.tag == "FRBRWork"), None)
    author = _value(work, "FRBRauthor", "href")
    uri = _value(work, "FRBRuri", "value")
    spoken = next((n.attrs.get("language") for n in nodes if n.tag == "FRBRlanguage"), None)
    session = next((n.attrs.get("value") for n in nodes if n.tag == "session"), None)
    return Hints(
        path=path,
        language=language or LANGUAGES.get(spoken or "", "en"),
        symbol=akn(uri) if uri else None,
        adopting_line=adopting_line,
        body=_BODIES.get(author or ""),
        adopted_on=_day(_value(work, "FRBRdate", "date")),
        issued_on=_day(next(_issued(nodes), None)),
        session=session or None,
    )


def _value(top: Node | None, tag: str, attribute: str) -> str | None:
    nodes = top.walk() if top is not None else ()
    return next((node.attrs.get(attribute) for node in nodes if node.tag == tag), None)


def _issued(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if node.tag == "docDate" and node.attrs.get("refersTo") == "#dateOfIssuance":
            yield node.attrs.get("date", "")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
