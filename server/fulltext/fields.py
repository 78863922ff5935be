"""What a search can be narrowed by: the names people write before a colon."""

from dataclasses import dataclass

from ontology.text_index import YEAR


@dataclass(frozen=True, slots=True)
class Field:
    """``name`` is written before the colon and in addresses, ``index`` is the field searched.

    ``homes`` are the folders under which a value without one is looked for: ``unodc`` is found
    as ``body/unodc``. ``folder`` leads from a value to its IRI, ``None`` where it is no IRI's path.
    """

    name: str
    index: str
    meaning: str
    example: str
    homes: tuple[str, ...] = ()
    folder: str | None = None


FIELDS = {
    field.name: field
    for field in (
        Field("lang", "language", "the language of the text", "lang:fr"),
        Field("body", "body", "who adopted it", "body:general-assembly", folder="body/"),
        Field("session", "session", "the session", "session:79"),
        Field("year", YEAR, "the year of adoption, or from–to", "year:2015-2024"),
        Field("kind", "kind", "the kind of part", "kind:OperativeParagraph"),
        Field("verb", "verb", "an operative verb", "verb:call-upon", folder="verb/"),
        Field("addressee", "addressee", "whom a verb addresses", "addressee:member-states",
              ("body", "state"), ""),
        Field("cites", "cites", "what the paragraph cites", "cites:A/RES/70/1",
              ("instrument",), ""),
        Field("in", "document", "the document", "in:A/RES/79/191", folder=""),
    )
}  # fmt: skip
"""Every field, in the order in which pages list them."""
