"""Interpret: a title block's lines, and what file metadata says, to a TitleBlock.

What is printed is preferred to metadata, and every difference is a Finding.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ingest.errors import BadSource
from ingest.model import DocumentKind, Finding, Rich, TitleBlock
from ingest.parse.data import load
from ingest.parse.title_lines import Line, body, day, spot
from ontology import sessions
from ontology.symbols import Symbol, canonical, numbered

_SYMBOL = re.compile(r"[A-Z][\w.()-]*(?:/[\w.()-]+)+", re.ASCII)
_LAST = re.compile(r"(.*/)(\d+)")
_TITLED = ("number", "letter", "title", "declaration")


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a document besides its print; all but ``path`` may be missing.

    ``path`` names the file in messages. ``symbol`` is what the file's metadata or a catalogue
    says; ``following`` the canonical symbol of the next document in the same file, from which a
    fragment without a title has its own. ``adopting_line`` is “The General Assembly,”.
    """

    path: str
    language: str = "en"
    symbol: str | None = None
    following: str | None = None
    adopting_line: str | None = None
    body: str | None = None
    adopted_on: date | None = None
    issued_on: date | None = None
    session: str | None = None
    agenda_items: tuple[str, ...] = ()


def previous(symbol: str) -> str | None:
    """The canonical symbol of the resolution before: CND/RES/64/3 gives CND/RES/64/2.

    None for the first of a session and where numbers do not tell (years, letters).
    """
    match = _LAST.fullmatch(symbol)
    before = int(match[2]) - 1 if match else 0
    return f"{match[1]}{before}" if match and before > 0 else None


def interpret(
    head: Sequence[Rich], closing: Sequence[Rich], hints: Hints
) -> tuple[TitleBlock, tuple[Finding, ...]]:
    """The title block of a document, and what the reader of the report should know of it.

    Raises BadSource where neither print nor hints tell which document it is.
    """
    block = _Block(hints)
    for rich in head:
        block.take(rich.text)
    block.close(" ".join(rich.text for rich in closing))
    return block.build()


@dataclass(slots=True)
class _Block:
    """The state of reading one title block; each field as the print gave it."""

    hints: Hints
    findings: list[Finding] = field(default_factory=list)
    last: str = ""
    symbol: Symbol | None = None
    body: str | None = None
    number: str = ""
    letter: str = ""
    words: dict[str, str] = field(default_factory=dict)
    titles: dict[str, list[str]] = field(default_factory=dict)
    item_titles: list[str] = field(default_factory=list)
    items: tuple[str, ...] = ()
    adopted: date | None = None
    closed: date | None = None
    issued: date | None = None
    session: str | None = None

    def take(self, text: str) -> None:
        """One line above the text."""
        if (symbol := canonical(text)) and symbol.kind:
            self.symbol = symbol
            return
        line = spot(text, self.hints.language)
        if line and self._out_of_place(line.field):
            line = None
        if line is None:
            self._unknown(text)
        elif line.field != "ignore":
            self._known(line)
            self.last = line.field

    def _out_of_place(self, name: str) -> bool:
        """Titles of agenda items may read like a session, titles like a letter."""
        return (name == "letter" and self.last not in _TITLED) or (
            name == "session" and self.last == "item"
        )

    def _unknown(self, text: str) -> None:
        """A line no pattern knows: an agenda item's title, a title or more of one."""
        if self.last in _TITLED:
            self.titles.setdefault(self.last, []).append(text)
        elif self.last == "item":
            self.item_titles.append(text)
        else:
            self.findings.append(Finding("title-line-unclaimed", f"“{text}”"))

    def _known(self, line: Line) -> None:
        groups, language = line.groups, self.hints.language
        match line.field:
            case "session":
                self.session = sessions.session(groups["words"])
            case "item":
                items = re.split(load("title")["items"], groups["items"])
                self.items = tuple(item.strip() for item in items)
            case "issued" | "status":
                self.issued = day(groups["date"], language) if "date" in groups else self.issued
            case "adopted":
                self.adopted = day(groups["date"], language)
            case "number":
                self.number = groups["number"]
            case "letter":
                self.letter = groups["letter"]
        if "body" in groups:
            self.body = body(groups["body"], language)
        if "title" in groups:
            self.titles.setdefault(line.field, []).append(groups["title"])
        for name in ("meeting", "documents", "paragraph", "kind"):
            if name in groups:
                self.words[f"{line.field}-{name}"] = groups[name]

    def close(self, text: str) -> None:
        """The closing line under the text."""
        if not text:
            return
        line = spot(text, self.hints.language)
        if line and line.field == "closing":
            self._known(line)
            self.closed = day(line.groups["date"], self.hints.language)
        else:
            self.findings.append(Finding("title-line-unclaimed", f"closing line “{text}”"))

    def build(self) -> tuple[TitleBlock, tuple[Finding, ...]]:
        """Resolve what was taken."""
        symbol, inferred = self._identity()
        if symbol.kind is None:
            raise BadSource(self.hints.path, f"{symbol.printed} is no resolution or decision")
        kind = DocumentKind(symbol.kind)
        member, whole = self._member(symbol)
        adopted = self._agreed("adopted on", self.adopted, self.closed) or self.hints.adopted_on
        if adopted is None and kind in (
            DocumentKind.DECLARATION,
            DocumentKind.PRESIDENTIAL_STATEMENT,
        ):
            adopted = self.issued
        documents = self._documents("report")
        head = TitleBlock(
            symbol=member,
            kind=kind,
            title=self._title(symbol),
            adopted_by=symbol.body or self.body,
            adopted_on=adopted,
            session=self.session or self.hints.session or symbol.session,
            agenda_items=self.items or self.hints.agenda_items,
            agenda_item_title="; ".join(self.item_titles) or None,
            committee_report=documents[0] if documents else None,
            committee_report_paragraph=self.words.get("report-paragraph"),
            drafts=self._documents("without"),
            meeting=self.words.get("closing-meeting") or self.words.get("adopted-meeting"),
            issued_on=self.issued or self.hints.issued_on,
            part_of_set=whole,
            symbol_inferred=inferred,
            symbol_minted=symbol.minted,
            aliases=symbol.aliases,
        )
        self._compare(head)
        return head, tuple(self.findings)

    def _identity(self) -> tuple[Symbol, bool]:
        """The symbol: printed, by number, of a declaration, else inferred from the hints."""
        line = (self.hints.adopting_line or "").strip(" ,*").removeprefix("The ")
        printed = body(line, self.hints.language) or self.body
        adopter = (self.symbol and self.symbol.body) or printed or self.hints.body
        kind = self.words.get("number-kind", "Resolution")
        number = numbered(self.number, adopter, kind) if self.number and adopter else None
        number = number or (canonical(self.number) if self.number else None)
        if self.symbol and number and number.canonical not in _spellings(self.symbol):
            told = f"{self.symbol.canonical} above, {number.canonical} before the title"
            self.findings.append(Finding("symbols-differ", told))
        if symbol := self.symbol or number or self._declaration():
            return symbol, False
        behind = previous(self.hints.following) if self.hints.following else None
        for known in (self.hints.symbol, behind):
            if known and (symbol := canonical(known)):
                return symbol, True
        raise BadSource(
            self.hints.path,
            "prints no symbol or number that says which document it is; name it in a catalogue",
        )

    def _declaration(self) -> Symbol | None:
        path: str | None = load("title")["minted"].get(self.body)
        if "declaration" not in self.titles or not path or not self.issued:
            return None
        return canonical(path.format(year=self.issued.year))

    def _member(self, symbol: Symbol) -> tuple[str, str | None]:
        """The canonical symbol of one resolution of a set, and the set's."""
        if not symbol.members:
            return symbol.canonical, None
        stem = symbol.canonical.removesuffix(symbol.letters or "")
        member = stem + self.letter
        if member not in symbol.members:
            raise BadSource(
                self.hints.path, f"a resolution of the set {symbol.printed} prints no letter of it"
            )
        return member, symbol.canonical

    def _title(self, symbol: Symbol) -> str | None:
        """The title of the resolution itself, else that of its set or series."""
        own = self.titles.get("letter") if self.letter else None
        for lines in (own, *(self.titles.get(name) for name in _TITLED)):
            title = " ".join(lines).strip() if lines else ""
            if symbol.letters and not self.letter:
                title = title.removesuffix(f" {symbol.letters}")
            if title:
                return title
        return None

    def _documents(self, line: str) -> tuple[str, ...]:
        printed = _SYMBOL.findall(self.words.get(f"{line}-documents", ""))
        return tuple(self._corrected(s.canonical) for s in map(canonical, printed) if s)

    def _corrected(self, symbol: str) -> str:
        meant: str | None = load("title")["misprints"].get(symbol)
        if meant:
            self.findings.append(Finding("misprint", f"{symbol} is read as {meant}"))
        return meant or symbol

    def _agreed(self, what: str, one: date | None, other: date | None) -> date | None:
        if one and other and one != other:
            self.findings.append(
                Finding("dates-differ", f"{what} {one} above the text, {other} below")
            )
        return one or other

    def _compare(self, head: TitleBlock) -> None:
        hints = self.hints
        told = canonical(hints.symbol) if hints.symbol else None
        for what, printed, meta in (
            ("symbol", head.symbol, told.canonical if told else None),
            ("adopted on", head.adopted_on, hints.adopted_on),
            ("issued on", head.issued_on, hints.issued_on),
            ("session", head.session, hints.session),
            ("agenda items", head.agenda_items, hints.agenda_items),
        ):
            same = (printed, head.part_of_set) if what == "symbol" else (printed,)
            if printed and meta and meta not in same:
                text = f"{what}: printed {_plain(printed)}, the file's metadata say {_plain(meta)}"
                self.findings.append(Finding("print-differs-from-metadata", text))


def _spellings(symbol: Symbol) -> Iterator[str]:
    """A symbol, and the number of the series or set that it is one of."""
    yield symbol.canonical
    yield symbol.canonical.removesuffix(symbol.letters or "")


def _plain(value: object) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return str(value)
