"""Names in running text: the longest match at each place, by a look-up of its first word.

A name matches in its own letters, and with a capital where it begins with a small letter; from
three words on it matches in any case, for a title is not always capitalised the same way twice.
Quotation marks, apostrophes, hyphens and dashes are each taken as one character; an article in
front of a name is no part of it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from ingest.resolve.data import load
from ontology.names import names

_VARIANTS = (("‘’ʼ`´", "'"), ("“”„«»", '"'), ("‐‑–—−", "-"))
_SPELLING = (("isation", "ization"), ("ISATION", "IZATION"))
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_ANY_CASE_WORDS = 3
_AHEAD = 3
"""Letters after the first word, space included, that choose among the names with that word."""
_REMEMBERED = 1024
"""Texts whose names are remembered: more than the parts of the longest document."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of ``target``, the path of an IRI (``body/unodc``).

    ``contextual`` names mean it only where the context says so ("the Office").
    """

    text: str
    target: str
    contextual: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at [start, end) of a text. A name of several targets gives one hit for each."""

    start: int
    end: int
    target: str
    contextual: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """How a name is matched: in small letters first, then in its own where they count."""

    small: str
    exact: tuple[str, ...]
    targets: tuple[tuple[str, bool], ...]


def fold(text: str) -> str:
    """``text`` with variants of print and spelling made one; every character keeps its place."""
    for british, printed in _SPELLING:
        text = text.replace(british, printed)
    if text.isascii():
        return text
    for variants, plain in _VARIANTS:
        for variant in variants:
            text = text.replace(variant, plain)
    return text


def _small(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower()[:1] for c in text)


class Lexicon:
    """Names compiled for matching; the same lexicon serves any number of texts.

    ``spot(text)`` gives the Hits in a text, leftmost and longest first, none over another.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        targets: dict[str, set[tuple[str, bool]]] = defaultdict(set)
        for name in names:
            targets[_ARTICLE.sub("", fold(name.text))].add((name.target, name.contextual))
        forms: dict[str, list[_Form]] = defaultdict(list)
        for text, meant in targets.items():
            if first := _WORD.match(text):
                exact = () if len(text.split()) >= _ANY_CASE_WORDS else _cases(text)
                form = _Form(_small(text), exact, tuple(sorted(meant)))
                forms[form.small[: first.end()]].append(form)
        self._forms = {key: some for word in forms for key, some in _buckets(word, forms[word])}
        self._first = re.compile(rf"\b{alternatives(forms)}\b")
        # several readers of a document ask for the same parts one after the other
        self.spot = lru_cache(maxsize=_REMEMBERED)(self._spot)

    def _spot(self, text: str) -> tuple[Hit, ...]:
        """The names in ``text``, leftmost and longest first, none over another."""
        folded = fold(text)
        small = _small(folded)
        hits: list[Hit] = []
        end = 0
        for word in self._first.finditer(small):
            start = word.start()
            if start < end:
                continue
            joined = start and small[start - 1] == "-" and small[start - 2 : start - 1].isalnum()
            if joined and end != start - 1:
                continue  # "Under-Secretary-General" is no Secretary-General
            ahead = small[start : word.end() + _AHEAD]
            for form in self._forms.get(ahead) or self._forms[word[0]]:
                if small.startswith(form.small, start) and _fits(form, folded, start):
                    end = start + len(form.small)
                    hits.extend(Hit(start, end, t, c) for t, c in form.targets)
                    break
        return tuple(hits)


def _buckets(word: str, forms: list[_Form]) -> Iterator[tuple[str, list[_Form]]]:
    """The forms that begin with ``word``, by the letters it goes on with, the longest first."""
    length = len(word) + _AHEAD
    forms = sorted(forms, key=lambda f: (-len(f.small), f.exact))
    for ahead in {form.small[:length] for form in forms}:
        yield ahead, [form for form in forms if ahead.startswith(form.small[:length])]
    yield word, [form for form in forms if len(form.small) < length]


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of ``words`` that looks at a letter once, however many words there are."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(root) or "(?!)"


def _branch(node: dict[str, Any]) -> str:
    ways = [re.escape(letter) + _branch(rest) for letter, rest in sorted(node.items()) if letter]
    if not ways:
        return ""
    return f"(?:{'|'.join(ways)})" + ("?" if "" in node else "")


def _cases(text: str) -> tuple[str, ...]:
    return (text, text[0].upper() + text[1:]) if text[0].islower() else (text,)


def _fits(form: _Form, folded: str, start: int) -> bool:
    end = start + len(form.small)
    if folded[end - 1 : end].isalnum() and folded[end : end + 1].isalnum():
        return False
    return not form.exact or folded[start:end] in form.exact


def _compiled(registry: str) -> Lexicon:
    return Lexicon(Name(*entry) for entry in names(registry))


@cache
def body_names() -> tuple[Name, ...]:
    """The names of bodies and groups, and the other ways in which the same are written."""
    known = [Name(*entry) for entry in names("bodies")]
    taken = {name.text for name in known}
    for rule in load("bodies")["variants"]:
        pattern = re.compile(rule["pattern"])
        varied = [replace(n, text=pattern.sub(rule["becomes"], n.text, count=1)) for n in known]
        known += [name for name in varied if name.text not in taken]
        taken |= {name.text for name in known}
    for full, short in load("bodies")["abbreviated"].items():
        known += [
            Name(name.text.replace(f"{full} ", f"{short} ", 1), name.target, name.contextual)
            for name in known
            if name.text.startswith(f"{full} ")
        ]
    return tuple(known)


@cache
def bodies() -> Lexicon:
    """Names of bodies and of groups of addressees (``body/unodc``, ``body/member-states``)."""
    return Lexicon(body_names())


@cache
def instruments() -> Lexicon:
    """Names of instruments (``instrument/bangkok-rules``)."""
    return _compiled("instruments")


@cache
def states() -> Lexicon:
    """Names of States (``state/MEX``)."""
    return _compiled("states")
