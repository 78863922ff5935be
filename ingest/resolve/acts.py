"""Acts: what a document does, paragraph by paragraph, to whom, and what is due."""

import re
from collections.abc import Iterator

from ingest.model import Act, Document, DocumentKind, Mandate, Mention, Part, PartKind
from ingest.resolve import bodies, mandates, verbs
from ingest.resolve.addressees import addressees
from ingest.resolve.clauses import Clause, Voice, clauses, masked, opening
from ingest.resolve.data import any_of
from ingest.resolve.named import Names
from ingest.resolve.verbs import Tense

_SPEAKING = frozenset(
    {PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUBPARAGRAPH, PartKind.UNNUMBERED}
)
_WE = re.compile(r"^We\b|(?:^|[.:;,] (?:and )?)[Ww]e (?!the peoples)")
_THING = re.compile(r"\s*(?:[:;.]|$|for\b)")
_LEAD = re.compile(r"[“”\"…\s]*(?:[Aa]s States [Pp]arties, |and |but )?")


def resolve(
    document: Document, mentions: tuple[Mention, ...] | None = None
) -> tuple[tuple[Act, ...], tuple[Mandate, ...]]:
    """The acts and the mandates of an English document, in reading order.

    An operative paragraph gives an act for each finite verb of the body that speaks, a preambular
    one for its opening participle; words inside quotation marks and brackets are another's.
    ``mentions`` are those of ``bodies.mentions``, read here where they are not given.
    """
    names = Names(document, bodies.mentions(document) if mentions is None else mentions)
    chapeaux = _chapeaux(document)
    declares = _declares(document)
    speakers = _speakers(document)
    acts: list[Act] = []
    tasks: list[Mandate] = []
    open_tasks: dict[str | None, tuple[str, ...]] = {}
    for part in document.parts:
        if part.kind not in _SPEAKING or not part.content.text:
            continue
        text = part.content.text
        hidden = _unquoted(text, document.head.kind)
        voice = _voice(part, hidden, document, chapeaux, speakers, declares=declares)
        found = clauses(hidden, voice) if voice else ()
        here = tuple(_acts(part.path, text, found, names))
        acts.extend(here)
        if not here and part.parent in open_tasks:
            under = Act(part.path, 0, 0, "request", open_tasks[part.parent])
            tasks.extend(mandates.mandates(part.path, text, (under,), names))
        tasks.extend(mandates.mandates(part.path, text, here, names))
        if here and text.endswith(":"):
            open_tasks[part.path] = here[-1].addressees
    return tuple(acts), tuple(tasks)


def _unquoted(text: str, kind: DocumentKind) -> str:
    """The text that the body itself says; a presidential statement stands in quotation marks."""
    if kind is DocumentKind.PRESIDENTIAL_STATEMENT:
        inner = text.replace("“", " ", 1) if text.startswith("“") else text
        return masked(inner)
    return masked(text)


def _acts(path: str, text: str, found: tuple[Clause, ...], names: Names) -> Iterator[Act]:
    before: tuple[str, ...] = ()
    hidden = masked(text)
    for index, clause in enumerate(found):
        limit = found[index + 1].start if index + 1 < len(found) else len(text)
        since = found[index - 1].start if index else 0
        spoken_to = addressees(path, hidden, clause, limit, names, before, since)
        before = spoken_to or before
        yield Act(path, clause.start, clause.end, clause.verb.ident, spoken_to)


def _opens(text: str, tense: Tense, *, task: bool) -> bool:
    """Whether the paragraph opens with a verb of this tense."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    found = next(opening(text[start:], tense), None)
    end = start + found.verb.end if found else 0
    if found is None or _THING.match(text, end):
        return False
    if found.verb.task and found.verb.ident == found.verb.lemma and text.startswith(" of ", end):
        return False
    return _first(text[start:], found) and (task or not found.verb.task)


def _first(text: str, clause: Clause) -> bool:
    lead = re.match(rf"[“”\s]*(?:{verbs.modifiers()},? )*$", text[: clause.verb.start], re.I)
    return lead is not None


def _voice(
    part: Part,
    text: str,
    document: Document,
    chapeaux: frozenset[str],
    speakers: frozenset[str],
    *,
    declares: bool,
) -> Voice | None:
    """How a paragraph speaks, by its place and its first words; None where nobody acts in it."""
    annexed = part.path.startswith("annex") or declares
    if document.head.kind is DocumentKind.PRESIDENTIAL_STATEMENT and not annexed:
        return Voice.THIRD if _opens(text, Tense.THIRD, task=True) else Voice.NAMED
    if _WE.search(text) and (annexed or text.startswith("We")):
        return Voice.WE
    if part.kind is PartKind.PREAMBULAR and clauses(text, Voice.PARTICIPLE):
        return Voice.PARTICIPLE
    if _opens(text, Tense.THIRD, task=not part.path.startswith("annex")):
        return Voice.THIRD
    if part.kind is PartKind.SUBPARAGRAPH or part.kind is PartKind.UNNUMBERED:
        if part.parent in chapeaux and _opens(text, Tense.BASE, task=True):
            return Voice.IMPERATIVE
        return None if annexed else Voice.LATER
    if _opens(text, Tense.BASE, task=False):
        return Voice.BASE
    if _scope(part) in speakers and _opens(text, Tense.BASE, task=True):
        return Voice.IMPERATIVE
    if part.kind is not PartKind.OPERATIVE or annexed:
        return None
    participle = clauses(text, Voice.PARTICIPLE)
    if not participle or participle[0].verb.task or clauses(text, Voice.THIRD):
        return Voice.THIRD
    return Voice.PARTICIPLE


def _declares(document: Document) -> bool:
    """Whether the text itself says "we": a declaration, on its own or adopted as a resolution."""
    own = (p for p in document.parts if p.kind is PartKind.OPERATIVE and "annex" not in p.path)
    return any(p.content.text.startswith(("We ", "We, ")) for p in own)


def _speakers(document: Document) -> frozenset[str]:
    """Scopes whose first words are the subject of their paragraphs: "We, the keepers: 1. Aim"."""
    return frozenset(
        _scope(p)
        for p in document.parts
        if p.content.text.startswith("We, ") and p.content.text.endswith((",", ":"))
    )


def _scope(part: Part) -> str:
    return re.split(r"(?:pp|op|x)/", part.path, maxsplit=1)[0]


def _chapeaux(document: Document) -> frozenset[str]:
    """The paths under which each paragraph is a measure "we recommend the following:"."""
    opens = any_of(verbs.data()["chapeau"]).search
    return frozenset(
        (p.parent or p.path) if p.kind is PartKind.UNNUMBERED else p.path
        for p in document.parts
        if p.kind is not PartKind.SUBPARAGRAPH and opens(p.content.text)
    )
