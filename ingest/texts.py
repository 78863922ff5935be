"""What the full-text index gets of a work: each text, with what it can be narrowed by."""

from collections import defaultdict
from collections.abc import Iterable

from ingest.model import Document, Footnote, Part, Work
from ingest.triples.names import Names, address
from ontology.text_index import Entry

_FOOTNOTE = "Footnote"


def entries(work: Work, names: Names) -> tuple[Entry, ...]:
    """Give an entry for each text of each language held.

    Verbs, addressees and citations are those of the first language, as in the graph, where they
    are stated of a part whatever its language.
    """
    first = work.expressions[0]
    head, found = first.head, first.references
    verbs = _by_part((act.part, act.verb) for act in found.acts)
    addressees = _by_part((act.part, to) for act in found.acts for to in act.addressees)
    noted = [citation for note in found.notes for citation in note.citations]
    cites = _by_part((c.part, c.target) for c in (*found.citations, *noted) if c.target)
    return tuple(
        Entry(
            iri=names.part(work.symbol, piece.path).value,
            document=address(work.symbol),
            language=expression.language,
            text=piece.content.text,
            kind=piece.kind.value if isinstance(piece, Part) else _FOOTNOTE,
            body=head.adopted_by or "",
            session=head.session or "",
            year=head.adopted_on.year if head.adopted_on else None,
            verbs=verbs[piece.path],
            addressees=addressees[piece.path],
            cites=tuple(map(_path, cites[piece.path])),
        )
        for expression in work.expressions
        for piece in _pieces(expression)
        if piece.content.text
    )


def _pieces(document: Document) -> Iterable[Part | Footnote]:
    return (*document.parts, *document.footnotes)


def _by_part(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Sort values by the path of their part, each once."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for part, value in pairs:
        if value not in found[part]:
            found[part] += (value,)
    return found


def _path(target: str) -> str:
    """The path of a thing referred to: registered (``instrument/…``) or a document's symbol."""
    return target if target[0].islower() else address(target)
