"""Other ways to name a document or a part of one, and the path of the IRI that they mean."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ontology.symbols import canonical, numbered

_LONGEST = 200


@cache
def data() -> dict[str, Any]:
    """``aliases.yaml`` as read."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return loaded


@cache
def _akn() -> tuple[tuple[re.Pattern[str], str], ...]:
    rest = data()["akn_rest"]
    return tuple((re.compile(row["pattern"] + rest), row["symbol"]) for row in data()["akn"])


@cache
def _pinpoint() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    words = data()["words"]
    pattern = data()["pinpoint"].replace("{words}", "|".join(words.values()))
    kinds = {kind: re.compile(word, re.IGNORECASE) for kind, word in words.items()}
    return re.compile(pattern, re.IGNORECASE), kinds


def akn(path: str) -> str | None:
    """The canonical symbol that a path of the UN's Akoma Ntoso files names, or None."""
    for pattern, template in _akn():
        if match := pattern.fullmatch(path):
            symbol = canonical(
                template.format(**{k: v or "" for k, v in match.groupdict().items()})
            )
            return symbol.canonical if symbol else None
    return None


def resolve(text: str) -> str | None:
    """The path (after the base) that ``text`` means: “79/191 para. 42” is A/RES/79/191/op/42.

    Understands a symbol in any spelling, the number of a General Assembly resolution, either with
    annex, paragraph or note; and the paths of Akoma Ntoso files. None for anything else. Says
    nothing of whether the document or the part is held.
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return None
    if text.startswith("/"):
        return akn(text)
    pattern, kinds = _pinpoint()
    match = pattern.fullmatch(text)
    if match is None:
        return None
    symbol = canonical(match["symbol"]) or numbered(match["symbol"], "general-assembly")
    if symbol is None:
        return None
    path = [symbol.canonical]
    if match["annexed"]:
        path.append("annex")
    if match["annex"]:
        path.append(match["annex"].upper())
    if match["word"]:
        kind = next(kind for kind, word in kinds.items() if word.fullmatch(match["word"]))
        labels = re.findall(r"\w+", match["labels"])
        path += [kind, match["number"].replace("*", "star"), *labels]
    return "/".join(path)


@cache
def _provision() -> re.Pattern[str]:
    return re.compile(data()["provision"], re.IGNORECASE)


def provision(text: str) -> tuple[str, str] | None:
    """The name of an instrument and the number of its article: “UNCAC article 58”; else None."""
    text = " ".join(text.split())
    match = _provision().fullmatch(text) if len(text) <= _LONGEST else None
    return (match["name"], match["number"]) if match else None
