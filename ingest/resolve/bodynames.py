"""What the registry knows of bodies' names: short forms, what belongs to what, what is near."""

from functools import cache

from ingest.resolve import lexicon
from ingest.resolve.data import any_of, load
from ingest.resolve.lexicon import Lexicon, Name, body_names
from ingest.resolve.shortforms import ENVOY, short_forms
from ontology.names import groups, names, parents

_RULES = load("bodies")
BELONGS = any_of(_RULES["belongs"])
"""What stands between the name of an office and that of the body it belongs to."""
_BROAD = frozenset(f"body/{name}" for name in _RULES["broad"].split())
_HEADS = frozenset(_RULES["heads"].split())


@cache
def inner(words: str, target: str) -> tuple[int, str] | None:
    """The body whose name ends the name of one that belongs to it, and where it begins."""
    for join in BELONGS.finditer(words):
        hits = lexicon.bodies().spot(words[join.end() :])
        if len(hits) == 1 and (hits[0].start, hits[0].end) == (0, len(words) - join.end()):
            body = hits[0].target
            return (join.end(), body) if body in above(target) else None
    return None


def above(body: str) -> frozenset[str]:
    """All that a body belongs to, near and far."""
    return parents().get(body, frozenset())


@cache
def _hidden() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for text, target, contextual in names("bodies"):
        if contextual:
            found.setdefault(target, []).append(text)
        elif f"{ENVOY} " in text:
            found.setdefault(target, []).append(text.partition(ENVOY)[0] + ENVOY)
    return {target: tuple(short) for target, short in found.items()}


def usual(body: str) -> tuple[str, ...]:
    """The short forms that the registry gives for a body."""
    return _hidden().get(body, ())


def called(words: str, name: str) -> str | None:
    """The one body called ``words`` for short that a longer ``name`` has inside."""
    found = {
        body
        for body in _meant_by().get(words, ())
        if any(full != name and full in name for full in _full().get(body, ()))
    }
    return found.pop() if len(found) == 1 else None


def office(words: str, whole: str) -> str | None:
    """The one body that ``words`` are short for among those that belong to ``whole``.

    Of several the nearest is meant: a council's President, not that of its court.
    """
    found = [body for body in _meant_by().get(words, ()) if whole in above(body)]
    least = min((len(above(body)) for body in found), default=0)
    near = [body for body in found if len(above(body)) == least]
    return near[0] if len(near) == 1 else None


@cache
def _full() -> dict[str, tuple[str, ...]]:
    """The full names of each body."""
    found: dict[str, list[str]] = {}
    for text, target, contextual in names("bodies"):
        if not contextual:
            found.setdefault(target, []).append(text)
    return {target: tuple(full) for target, full in found.items()}


@cache
def _meant_by() -> dict[str, tuple[str, ...]]:
    """The bodies that a short form of the registry may mean."""
    found: dict[str, list[str]] = {}
    for target, forms in _hidden().items():
        for form in forms:
            found.setdefault(form, []).append(target)
    return {form: tuple(targets) for form, targets in found.items()}


@cache
def relatives() -> dict[str, tuple[str, ...]]:
    """What belongs to a body, and what it belongs to itself, as far as they have short forms."""
    found: dict[str, list[str]] = {}
    for body, higher in parents().items():
        for parent in higher - _BROAD:
            found.setdefault(parent, []).append(body)
            found.setdefault(body, []).append(parent)
    return {body: tuple(near) for body, near in found.items()}


@cache
def spotter() -> Lexicon:
    """All names of bodies, and the short forms that follow from them."""
    known = list(body_names())
    known += [
        Name(short, name.target, contextual=True)
        for name in known
        if not name.contextual and name.target not in groups()
        for short in short_forms(name.text)
        if short != name.text and short.removesuffix(ENVOY).split()[-1] in _HEADS
    ]
    return Lexicon(known)
