"""Which words of one text are not in another, in their places."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+")
_TOKEN = re.compile(rf"{_WORD.pattern}|[^\w\s]")
SLIGHT = 3
"""Letters of the words that hold nothing together where they alone are kept between changes."""

Stretch = tuple[int, int]
"""[start, end) in code points of a text."""


def words(text: str) -> list[str]:
    """Give the words of a text, without case; each character of Chinese is one."""
    return _WORD.findall(text.casefold())


def differences(one: str, other: str) -> tuple[list[Stretch], list[Stretch]]:
    """Give the stretches of each text that the other has not, whole words and signs."""
    if one == other:
        return [], []
    tokens = [list(_TOKEN.finditer(text)) for text in (one, other)]
    keys = [[token[0] for token in side] for side in tokens]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    changed: tuple[list[Stretch], list[Stretch]] = ([], [])
    for ranges in _changes(matcher.get_opcodes(), keys[0]):
        for side, (start, end) in enumerate(ranges):
            if start < end:
                here = tokens[side]
                changed[side].append((here[start].start(), here[end - 1].end()))
    return changed


def _changes(
    codes: Iterable[tuple[str, int, int, int, int]], kept: list[str]
) -> Iterator[tuple[Stretch, Stretch]]:
    """Give ranges of tokens that differ; two with only slight words between them are one."""
    found: list[tuple[Stretch, Stretch]] = []
    between: list[str] = []
    for tag, a, b, c, d in codes:
        if tag == "equal":
            between = kept[a:b]
        elif found and between and all(len(word) <= SLIGHT for word in between):
            (start, _), (begin, _) = found[-1]
            found[-1] = (start, b), (begin, d)
        else:
            found.append(((a, b), (c, d)))
    yield from found


def cut(text: str, *kinds: list[Stretch]) -> Iterator[tuple[str, tuple[bool, ...]]]:
    """Cut a text where stretches of several kinds begin and end; tell which kinds a piece is of."""
    edges = {edge for kind in kinds for stretch in kind for edge in stretch}
    for start, end in pairwise(sorted({0, len(text), *edges})):
        yield (
            text[start:end],
            tuple(any(a <= start and end <= b for a, b in kind) for kind in kinds),
        )
