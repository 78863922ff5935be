"""Every IRI of the graph: minted here, and read back (design, section 3).

Documents have their symbol for a path, which begins with a capital letter; everything else begins
with a word in small letters (``body/unodc``, ``graph/…``). A part's path begins, after the symbol,
with one of ``PART_WORDS``, which no symbol contains: so an IRI is read in one way only.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote

BASE = "https://w3id.org/recalling/"
PART_WORDS = frozenset({"pp", "op", "h", "x", "t", "s", "annex", "note", "vote", "expression"})
"""The first segment after a document's symbol."""
SAFE = "().,!*$&+=@~-_"
"""Characters that stand unquoted in a segment. Neither colon nor semicolon is one: at the head of a
relative address they mean something else."""
_CHARACTERS = re.compile(r"char=(\d+),(\d+)")


class UnsafeName(ValueError):
    """A name that cannot become part of an IRI; the message says which and why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name!r} cannot be part of an address: {reason}")


class Kind(StrEnum):
    """What an IRI identifies. The value is the first path segment where there is one."""

    DOCUMENT = "document"
    PART = "part"
    FOOTNOTE = "footnote"
    MARK = "mark"
    EXPRESSION = "expression"
    VOTE = "vote"
    CITATION = "cite"
    ACT = "act"
    MANDATE = "mandate"
    MENTION = "mention"
    INSTRUMENT = "instrument"
    ARTICLE = "article"
    BODY = "body"
    STATE = "state"
    VERB = "verb"
    SUBJECT = "subject"
    SOURCE = "source"
    GRAPH = "graph"
    RELEASE = "release"


_REGISTRIES = frozenset(
    {Kind.INSTRUMENT, Kind.BODY, Kind.STATE, Kind.VERB, Kind.SUBJECT, Kind.SOURCE, Kind.RELEASE}
)


@dataclass(frozen=True, slots=True)
class Ident:
    """What an IRI says. ``name`` is the symbol or the slug, ``path`` the rest, decoded.

    The path of a part is ``op/59/a``, of a footnote ``note/12``, of a mark ``note/12/mark/en``, of
    an expression the language, of an article its number, of an act ``op/5/act/1``, of a citation
    that French took over ``op/5/cite/1/fr``. A graph's name is its document's symbol or a word
    (``registry``). ``span`` is a source's stretch of characters.
    """

    kind: Kind
    name: str
    path: str = ""
    span: tuple[int, int] | None = None


def slug(label: str) -> str:
    """Words as a path segment: “Côte d'Ivoire” is ``cote-d-ivoire``.

    Letters of other alphabets stay. Raises UnsafeName where no letter or digit is left.
    """
    plain = unicodedata.normalize("NFKD", label).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", plain)
    if not words:
        raise UnsafeName(label, "it has no letters")
    return unicodedata.normalize("NFC", "-".join(words))


class Iris:
    """Mints and parses IRIs under ``base``, which ends in a slash. All methods return strings."""

    def __init__(self, base: str = BASE) -> None:
        if not base.endswith("/"):
            raise UnsafeName(base, "a base ends in a slash")
        self.base = base

    def document(self, symbol: str) -> str:
        """``A/RES/79/191``; the spaces of a printed symbol go (``S/RES/2664 (2022)``)."""
        return self.base + _address(symbol)

    def part(self, symbol: str, path: str) -> str:
        """A part by its path: ``op/59/a``, ``annex/II/pp/3``."""
        if path.split("/", 1)[0] not in PART_WORDS:
            raise UnsafeName(
                path, f"a part's path begins with one of {', '.join(sorted(PART_WORDS))}"
            )
        return f"{self.document(symbol)}/{_quoted(path)}"

    def footnote(self, symbol: str, mark: str) -> str:
        """A footnote by its printed mark; ``*`` is ``star``, ``**`` ``star2``."""
        name = mark
        if mark and not mark.strip("*"):
            name = "star" if len(mark) == 1 else f"star{len(mark)}"
        return self.part(symbol, f"note/{_segment(name)}")

    def mark(self, symbol: str, note: str, language: str) -> str:
        """Where a note (``note/12``) is anchored in one language's text."""
        return self.part(symbol, f"{note}/mark/{_segment(language)}")

    def expression(self, symbol: str, language: str) -> str:
        """The document in a language (``en``)."""
        return self.part(symbol, f"expression/{_segment(language)}")

    def vote(self, symbol: str) -> str:
        """The vote on a document."""
        return self.part(symbol, "vote")

    def citation(self, symbol: str, path: str, number: int, language: str = "") -> str:
        """The citation of this number (from 1) in a part; ``language`` is one that took it over."""
        over = f"/{_segment(language)}" if language else ""
        return self.part(symbol, f"{path}/{Kind.CITATION}/{number}{over}")

    def act(self, symbol: str, path: str, number: int) -> str:
        """The act of this number (from 1) in a part."""
        return self.part(symbol, f"{path}/{Kind.ACT}/{number}")

    def mandate(self, symbol: str, path: str, number: int) -> str:
        """The mandate of this number (from 1) in a part."""
        return self.part(symbol, f"{path}/{Kind.MANDATE}/{number}")

    def mention(self, symbol: str, path: str, number: int) -> str:
        """The mention of this number (from 1) in a part that names no body with certainty."""
        return self.part(symbol, f"{path}/{Kind.MENTION}/{number}")

    def instrument(self, name: str) -> str:
        """An instrument by its id: ``bangkok-rules``."""
        return self._entry(Kind.INSTRUMENT, name)

    def article(self, instrument: str, number: str) -> str:
        """An article of a treaty: ``convention-1988``, ``3``."""
        return f"{self.instrument(instrument)}/{Kind.ARTICLE}/{_quoted(_segment(number))}"

    def body(self, name: str) -> str:
        """A body or a group of addressees by its id: ``unodc``, ``member-states``."""
        return self._entry(Kind.BODY, name)

    def state(self, code: str) -> str:
        """A State by its ISO 3166-1 alpha-3 code."""
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise UnsafeName(code, "a State has three capital letters (ISO 3166-1)")
        return self._entry(Kind.STATE, code)

    def verb(self, lemma: str) -> str:
        """An operative verb by its lemma: “call upon” is ``verb/call-upon``."""
        return self._entry(Kind.VERB, "-".join(lemma.split()))

    def subject(self, label: str) -> str:
        """A subject heading for which the UN publishes no IRI, by its label."""
        return self._entry(Kind.SUBJECT, slug(label))

    def source(self, sha256: str, start: int | None = None, end: int | None = None) -> str:
        """A source file by its checksum, or its characters [start, end) as RFC 5147 writes them."""
        iri = self._entry(Kind.SOURCE, sha256)
        return iri if start is None or end is None else f"{iri}#char={start},{end}"

    def graph(self, name: str) -> str:
        """The named graph of a document (by symbol), or ``ontology``, ``registry`` and the like."""
        address = _quoted(_segment(name)) if name.islower() else _address(name)
        return f"{self.base}{Kind.GRAPH}/{address}"

    def release(self, name: str) -> str:
        """A release by its id."""
        return self._entry(Kind.RELEASE, name)

    def _entry(self, kind: Kind, name: str) -> str:
        return f"{self.base}{kind}/{_quoted(_segment(name))}"

    def parse(self, iri: str) -> Ident | None:
        """What ``iri`` identifies, or None where it is none that is minted here."""
        if not iri.startswith(self.base):
            return None
        address, _, fragment = iri[len(self.base) :].partition("#")
        segments = [unquote(s) for s in address.split("/")]
        if any(not s or s in (".", "..") or "/" in s for s in segments):
            return None
        if segments[0] == Kind.SOURCE and len(segments) == 2:
            match = _CHARACTERS.fullmatch(fragment)
            if fragment and not match:
                return None
            span = (int(match[1]), int(match[2])) if match else None
            return Ident(Kind.SOURCE, segments[1], span=span)
        return None if fragment else _read(segments)


def _read(segments: list[str]) -> Ident | None:
    first, rest = segments[0], segments[1:]
    if first == Kind.GRAPH:
        return Ident(Kind.GRAPH, "/".join(rest)) if rest else None
    if first == Kind.INSTRUMENT and len(rest) == 3 and rest[1] == Kind.ARTICLE:
        return Ident(Kind.ARTICLE, rest[0], rest[2])
    if first in _REGISTRIES:
        return Ident(Kind(first), rest[0]) if len(rest) == 1 else None
    if not _capital(first):
        return None
    end = next((i for i, s in enumerate(segments) if s in PART_WORDS), len(segments))
    return _within("/".join(segments[:end]), segments[end:])


def _within(symbol: str, path: list[str]) -> Ident | None:
    joined = "/".join(path)
    match path:
        case []:
            return Ident(Kind.DOCUMENT, symbol)
        case ["vote"]:
            return Ident(Kind.VOTE, symbol)
        case ["expression", language]:
            return Ident(Kind.EXPRESSION, symbol, language)
        case ["note", _]:
            return Ident(Kind.FOOTNOTE, symbol, joined)
        case ["note", _, "mark", _]:
            return Ident(Kind.MARK, symbol, joined)
        case [*_, "cite" | "act" | "mandate" | "mention" as kind, _] if len(path) > 2:
            return Ident(Kind(kind), symbol, joined)
        case [*_, "cite", _, _] if len(path) > 3:
            return Ident(Kind.CITATION, symbol, joined)
        case ["vote" | "expression" | "note", *_]:
            return None
        case _:
            return Ident(Kind.PART, symbol, joined)


def _capital(segment: str) -> bool:
    return segment[:1].isascii() and segment[:1].isupper()


def _address(symbol: str) -> str:
    """The path of a document; raises UnsafeName for what is no symbol."""
    _check(symbol)
    bare = "".join(symbol.split())
    segments = bare.split("/")
    if not _capital(bare):
        raise UnsafeName(symbol, "a symbol begins with a capital letter")
    if PART_WORDS.intersection(segments):
        raise UnsafeName(symbol, "a symbol has no part of a document in it")
    return _quoted(bare)


def _segment(name: str) -> str:
    if "/" in name:
        raise UnsafeName(name, "a slash divides")
    return name


def _quoted(path: str) -> str:
    _check(path)
    return "/".join(quote(segment, safe=SAFE) for segment in path.split("/"))


def _check(path: str) -> None:
    if any(unicodedata.category(c)[0] == "C" for c in path):
        raise UnsafeName(path, "it has control characters")
    if any(not s.strip() or s in (".", "..") for s in path.split("/")):
        raise UnsafeName(path, "it has an empty segment or a dot for a segment")
