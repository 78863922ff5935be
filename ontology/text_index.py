"""The full-text index of a release: its fields, and how each language is cut into words.

Ingest writes it and the server searches it, so both take the schema and the analysers from here.
A text is one paragraph, heading or footnote in one language.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tantivy

FOLDER = "text-index"
"""The folder of the index in a release."""

VERSION = 2
"""Counts up when fields or analysers change: a release with another index is another release."""

LANGUAGES = {
    "ar": "arabic",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ru": "russian",
}
"""Languages whose words are reduced to stems, with tantivy's names of the stemmers."""

OTHER = "other"
"""Texts of all other languages, Chinese among them, whose words stay as they are."""

ANALYSERS = {**LANGUAGES, OTHER: ""}

WORDS = "words"
"""The field that holds the words of all languages unstemmed: beginnings of words are found here."""

_ALONE = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}"
_CUT = rf"[{_ALONE}]|[\p{{L}}\p{{M}}\p{{N}}&&[^{_ALONE}]]+"
"""A word is a run of letters, marks and digits; scripts without spaces have one a character,
so that what is several characters long is found as a phrase, wherever it begins."""

NAMES = ("document", "language", "kind", "body", "session", "verb", "addressee", "cites")
"""Fields that hold names, not words: they are searched whole and counted."""

YEAR = "year"


@dataclass(frozen=True, slots=True)
class Entry:
    """A text and what it can be narrowed by.

    ``iri`` is that of the part or footnote, ``document`` the path of the document's IRI, ``kind``
    the local name of its class, ``body`` and ``verbs`` ids of the registries; ``addressees`` and
    ``cites`` are paths: ``state/NOR``, ``body/unodc``, ``A/RES/79/191``.
    """

    iri: str
    document: str
    language: str
    text: str
    kind: str = ""
    body: str = ""
    session: str = ""
    year: int | None = None
    verbs: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()

    def fields(self) -> tantivy.Document:
        """Give what the index takes."""
        one = {"kind": self.kind, "body": self.body, "session": self.session, YEAR: self.year}
        return tantivy.Document(
            iri=self.iri,
            document=self.document,
            language=self.language,
            verb=list(self.verbs),
            addressee=list(self.addressees),
            cites=list(self.cites),
            **{name: value for name, value in one.items() if value},
            **{text_field(self.language): self.text, WORDS: self.text},
        )


def text_field(language: str) -> str:
    """The field that holds texts in a language: ``text_en``, or ``text_other``."""
    return f"text_{language if language in LANGUAGES else OTHER}"


@cache
def schema() -> tantivy.Schema:
    """Stored: ``iri``, ``document``, ``language``; the rest is only found and counted."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("iri", stored=True, tokenizer_name="raw", index_option="basic")
    for name in NAMES:
        stored = name in {"document", "language"}
        builder.add_text_field(
            name, stored=stored, fast=True, tokenizer_name="raw", index_option="basic"
        )
    builder.add_integer_field(YEAR, indexed=True, fast=True)
    for name in ANALYSERS:
        builder.add_text_field(text_field(name), tokenizer_name=_registered(name))
    builder.add_text_field(WORDS, tokenizer_name=_registered(OTHER))
    return builder.build()


@cache
def analyser(name: str) -> tantivy.TextAnalyzer:
    """How a language, by its key in ANALYSERS, is cut into words and these into stems."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_CUT))
    builder = builder.filter(tantivy.Filter.lowercase())
    if ANALYSERS[name]:
        builder = builder.filter(tantivy.Filter.stemmer(ANALYSERS[name]))
    return builder.build()


def create(folder: Path) -> tantivy.Index:
    """A new index in an existing, empty folder."""
    return _with_analysers(tantivy.Index(schema(), path=str(folder)))


def load(folder: Path) -> tantivy.Index:
    """The index of a release, ready to be searched; ValueError where its fields are others."""
    index = tantivy.Index.open(str(folder))
    if index.schema != schema():
        raise ValueError(f"{folder}: made by another version; build the release again")
    index.config_reader(reload_policy="manual")  # a release never changes: nothing to watch for
    return _with_analysers(index)


def _registered(name: str) -> str:
    return f"recalling_{name}"


def _with_analysers(index: tantivy.Index) -> tantivy.Index:
    for name in ANALYSERS:
        index.register_tokenizer(_registered(name), analyser(name))
    return index
