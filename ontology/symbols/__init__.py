"""Symbols of United Nations documents: one spelling for each, from any way it is written.

Every series is one YAML file beside this one, with examples of what belongs and what does not.
"""

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ontology.symbols.scheme import Scheme, Symbol, squeeze

__all__ = ["SCHEMES", "Symbol", "canonical", "from_link", "numbered"]

SCHEMES: tuple[Scheme, ...] = tuple(
    Scheme.load(path) for path in sorted(Path(__file__).parent.glob("*.yaml"))
)
_ROOTS = "|".join(next(s.data["roots"] for s in SCHEMES if s.name == "document"))
_JOINT = re.compile(rf"[-–](?=(?:{_ROOTS})/)")
_HOSTS = ("undocs.org", "www.undocs.org", "docs.un.org")
_LANGUAGE = re.compile(r"(?:en|fr|es|sp|ru|ar|zh|ch)/", re.IGNORECASE)
_LONGEST = 200
_REMEMBERED = 65_536


@lru_cache(maxsize=_REMEMBERED)
def canonical(printed: str) -> Symbol | None:
    """The symbol written as ``printed``, in whatever spelling, or None where it is none.

    Bare numbers count only where no other series has them: “217 A (III)” and “1540 (2004)” do,
    “64/3” does not (see ``numbered``). Of a joint symbol the first is the symbol and the others
    are its aliases.
    """
    if len(printed) > _LONGEST:
        return None
    first, *others = _JOINT.split(squeeze(printed))
    found = [scheme.parse(first) for scheme in SCHEMES]
    symbol = next((s for s in found if s), None)
    if symbol is None or not others:
        return symbol
    joint = [canonical(other) for other in others]
    if None in joint:
        return None
    aliases = tuple(s.canonical for s in joint if s)
    return Symbol(symbol.canonical, symbol.printed, symbol.series, aliases=aliases)


@lru_cache(maxsize=_REMEMBERED)
def numbered(number: str, body: str, kind: str = "Resolution") -> Symbol | None:
    """What a body's resolution (or decision) of this number is: “64/3” of ``cnd`` is CND/RES/64/3.

    ``body`` is an id of ``bodies.ttl``, ``kind`` the local name of a class. A whole symbol is
    understood too, if it is of that body and kind. Returns None where the number is not one.
    """
    if len(number) > _LONGEST:
        return None
    squeezed = squeeze(number)
    for scheme in SCHEMES:
        if scheme.data.get("body") == body and scheme.data.get("kind") == kind:
            symbol = scheme.parse(squeezed, bare=True)
            if symbol:
                return symbol
    return None


def from_link(href: str) -> Symbol | None:
    """The symbol that a link to the UN's document server leads to, or None for any other link."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return None
    if (parts.hostname or "") not in _HOSTS:
        return None
    path = unquote(parts.path).lstrip("/")
    return canonical(_LANGUAGE.sub("", path, count=1) if _LANGUAGE.match(path) else path)
