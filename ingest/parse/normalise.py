"""One way to normalise text, so that offsets mean the same everywhere (design, section 4)."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_PRINT_NOTHING = "\u00ad\u200b\u200e\u200f\ufeff"
"""Soft hyphen, zero-width space, direction marks, byte order mark: invisible, and in the way of
every comparison (the corpus has some 190 direction marks, most of them in Spanish)."""
_CHARACTERS = str.maketrans({"\u2011": "-", "'": "’", **dict.fromkeys(_PRINT_NOTHING)})
"""The United Nations prints the curved apostrophe (5,822 times in the English corpus, the straight
one 5 times); extraction from a page straightens it here and there."""


def characters(raw: str) -> str:
    """NFC, U+2011 to a hyphen, apostrophes curved, what prints nothing removed; spaces stay."""
    return unicodedata.normalize("NFC", raw).translate(_CHARACTERS)


def text(raw: str) -> str:
    """The normal form of a text: ``characters``, any white space to one space, ends stripped."""
    return _SPACE.sub(" ", characters(raw)).strip()
