"""The full-text index of a release: its fields, and how each language is cut into words.

Ingest writes it and the server searches it, so both take the schema and the analysers from here.
"""

from pathlib import Path

import tantivy

LANGUAGES = {
    "ar": "arabic",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ru": "russian",
}
"""Languages whose words are reduced to stems, with tantivy's names of the stemmers."""

OTHER = "other"
"""Texts of all other languages, Chinese among them: indexed by overlapping pairs of characters."""

ANALYSERS = {**LANGUAGES, OTHER: ""}


def text_field(language: str) -> str:
    """The field that holds texts in a language: ``text_en``, or ``text_other``."""
    return f"text_{language if language in LANGUAGES else OTHER}"


def schema() -> tantivy.Schema:
    """Stored: ``iri`` of the part or footnote, ``document``, ``language``; indexed: the texts."""
    builder = tantivy.SchemaBuilder()
    for name in ("iri", "document", "language"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw")
    for name in ANALYSERS:
        builder.add_text_field(text_field(name), stored=False, tokenizer_name=f"recalling_{name}")
    return builder.build()


def create(folder: Path) -> tantivy.Index:
    """A new index in an existing, empty folder."""
    return _with_analysers(tantivy.Index(schema(), path=str(folder)))


def load(folder: Path) -> tantivy.Index:
    """The index of a release, ready to be searched."""
    return _with_analysers(tantivy.Index.open(str(folder)))


def _with_analysers(index: tantivy.Index) -> tantivy.Index:
    for name, stemmer in ANALYSERS.items():
        cut = tantivy.Tokenizer.simple() if stemmer else tantivy.Tokenizer.ngram(1, 2)
        builder = tantivy.TextAnalyzerBuilder(cut).filter(tantivy.Filter.lowercase())
        if stemmer:
            builder = builder.filter(tantivy.Filter.stemmer(stemmer))
        index.register_tokenizer(f"recalling_{name}", builder.build())
    return index
