"""Things by their names while one types: symbols, titles, names, short names."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from ontology.terms import DCTERMS, RCL, SKOS
from server.addresses import href
from server.release import Release

MOST = 8
LONGEST = 200
KINDS = {"instrument": "instrument", "body": "body", "state": "State", "subject": "subject",
         "verb": "verb"}  # fmt: skip
"""What a thing is by the first step of its address; all others that have names are documents."""
DOCUMENT = "document"

_NAMES = (RCL.symbol, DCTERMS.title, SKOS.prefLabel, SKOS.altLabel)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A thing that may be meant; ``address`` is its page here, ``title`` a document's."""

    name: str
    kind: str
    address: str
    title: str = ""


def folded(text: str) -> str:
    """Give the words of a name without case, accents and punctuation, each after a space."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return "".join(f" {word}" for word in re.findall(r"\w+", plain))


def suggestions(release: Release, typed: str, kinds: Collection[str] = ()) -> list[Suggestion]:
    """Give the things of whose names every word typed begins a word, the likeliest first.

    ``kinds`` are those wanted, if not all are.
    """
    words = re.findall(r" \w+", folded(typed[:LONGEST]))
    if not words:
        return []
    found: dict[str, tuple[tuple[bool, bool, int], Suggestion]] = {}
    whole = "".join(words)
    for key, suggestion in release.kept(names):
        if all(word in key for word in words) and (not kinds or suggestion.kind in kinds):
            rank = (key != whole, not key.startswith(whole), len(key))
            known = found.get(suggestion.address)
            if known is None or rank < known[0]:
                found[suggestion.address] = rank, suggestion
    ranked = sorted(found.values(), key=lambda one: (one[0], one[1].address))
    return [suggestion for _, suggestion in ranked[:MOST]]


def called(release: Release, typed: str) -> list[Suggestion]:
    """Give the things that have exactly this name, each once."""
    return release.kept(_by_name).get(folded(typed[:LONGEST]), [])


def _by_name(release: Release) -> dict[str, list[Suggestion]]:
    found: dict[str, dict[str, Suggestion]] = defaultdict(dict)
    for key, suggestion in release.kept(names):
        found[key].setdefault(suggestion.address, suggestion)
    return {key: list(those.values()) for key, those in found.items()}


def names(release: Release) -> list[tuple[str, Suggestion]]:
    """Read every name of what has a page: about 30,000 in a release of 1,500 documents."""
    symbols: dict[str, str] = {}
    titles: dict[str, str] = {}
    named: list[tuple[str, str]] = []
    for predicate in _NAMES:
        for said in release.store.statements(predicate=str(predicate)):
            iri, name = said.subject.value, said.object.value
            if iri.startswith(release.base):
                named.append((iri, name))
                if predicate == RCL.symbol:
                    symbols[iri] = name
                elif predicate == DCTERMS.title and said.object.language == "en":
                    titles[iri] = name
    found = []
    for iri, name in dict.fromkeys(named):
        kind = KINDS.get(iri.removeprefix(release.base).partition("/")[0], DOCUMENT)
        # a document is told by its symbol, also where it was found by its title
        shown, title = symbols.get(iri, name), titles.get(iri, "")
        one = Suggestion(shown, kind, href(release.base, iri), title if title != shown else "")
        found.append((folded(name), one))
    return found
