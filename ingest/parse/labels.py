"""Printed labels (``59.``, ``(a)``, ``12 -``, ``㈢``) to ordinals: spotting only, no decisions."""

import re
from dataclasses import dataclass
from functools import cache

from ingest.parse.data import load

_ROMAN = re.compile(r"m*(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_UNSPACED = frozenset({"ar", "ru", "zh"})
"""Languages in whose files a label may stand right against its text."""
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a label: ``level`` names the kind of list, ``ordinal`` counts from 1."""

    level: str
    ordinal: int
    segment: str


@dataclass(frozen=True, slots=True)
class _Style:
    scheme: str
    style: str
    pattern: re.Pattern[str]
    kind: str
    letters: tuple[str, ...]
    peel: bool


def roman(numeral: str) -> int | None:
    """The value of a lower-case roman numeral, None if it is none."""
    if not numeral or not _ROMAN.fullmatch(numeral):
        return None
    values = [_VALUES[letter] for letter in numeral]
    return sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))


@cache
def _styles(language: str) -> tuple[_Style, ...]:
    data = load("labels")
    styles = []
    for scheme in data["schemes"]:
        letters = tuple(data["alphabets"].get(scheme.get("alphabet"), "").split())
        if letters:
            unit = "|".join(re.escape(letter) for letter in letters)
            units, kind = rf"(?:(?P<one>{unit})(?: ?(?P=one))*)", "letters"
        elif "roman" in scheme:
            units = "[ivxlcdm]+" if scheme["roman"] == "lower" else "[IVXLCDM]+"
            kind = "roman"
        else:
            units, kind = scheme["digits"], "digits"
        for style in scheme["styles"]:
            allowed = style.get("languages", scheme.get("languages", [language]))
            if language in allowed:
                pattern = re.compile(style["pattern"].replace("{n}", f"(?P<n>{units})"))
                name = scheme.get("stands_for", scheme["id"])
                styles.append(
                    _Style(name, style["id"], pattern, kind, letters, style.get("peel", False))
                )
    return tuple(styles)


def read(label: str, language: str = "en") -> tuple[Reading, ...]:
    """Every way to read ``label``; empty where it is no number (a bullet, a word)."""
    printed = " ".join(label.split())
    for letter, spelling in load("labels")["spellings"].items():
        printed = printed.replace(letter, spelling)
    readings = []
    for style in _styles(language):
        match = style.pattern.fullmatch(printed)
        reading = match and _reading(style, match)
        if reading:
            readings.append(reading)
    return tuple(readings)


def _reading(style: _Style, match: re.Match[str]) -> Reading | None:
    printed = match["n"]
    level = f"{style.scheme}-{style.style}"
    if style.kind == "digits":
        last = printed.rpartition(".")[2]
        ordinal = int(last)
        stands_for_roman = style.scheme == "roman"
        return Reading(level, ordinal, to_roman(ordinal) if stands_for_roman else printed)
    if style.kind == "roman":
        value = roman(printed.lower())
        return Reading(level, value, printed) if value else None
    times = sum(1 for _ in re.finditer(re.escape(match["one"]), printed))
    ordinal = style.letters.index(match["one"]) + 1 + len(style.letters) * (times - 1)
    return Reading(level, ordinal, _segment(style, ordinal, printed))


def _segment(style: _Style, ordinal: int, printed: str) -> str:
    """Letters of other alphabets take the address of the Latin letter in their place."""
    if style.letters[0] in "aA":
        return printed
    if style.scheme == "roman":
        return to_roman(ordinal)
    times, index = divmod(ordinal - 1, 26)
    return "abcdefghijklmnopqrstuvwxyz"[index] * (times + 1)


def to_roman(number: int) -> str:
    """A lower-case roman numeral."""
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    hundreds, rest = divmod(number, 100)
    return "c" * hundreds + tens[rest // 10] + ones[rest % 10]


def is_bullet(label: str) -> bool:
    """Whether a label is a bullet: printed, but no number."""
    return label.strip() in load("labels")["bullets"]


@cache
def _peeler(language: str) -> re.Pattern[str]:
    bullets = "|".join(re.escape(bullet) for bullet in load("labels")["bullets"])
    numbers = "|".join(_unnamed(style) for style in _styles(language) if style.peel)
    after = r"(?=\s)" if language not in _UNSPACED else r"(?=\s|\w)"
    return re.compile(rf"(?P<label>(?:{numbers}){after}|(?:{bullets})(?=\s))\s*(?=\S)")


def _unnamed(style: _Style) -> str:
    """The style's pattern without group names, so that several fit into one; any letter repeats."""
    letters = "|".join(re.escape(letter) for letter in style.letters)
    unnamed = re.sub(r"\(\?P<\w+>", "(?:", style.pattern.pattern)
    return unnamed.replace("(?P=one)", f"(?:{letters})")


def head(text: str, language: str = "en") -> str | None:
    """The label that stands at the head of a text, None if there is none."""
    first = load("labels")["spellings"].get(text[:1])
    match = _peeler(language).match(first + text[1:] if first and language == "ru" else text)
    return text[: match.end("label")] if match else None
