"""Metadata records (one JSON object a line) to Records: votes, sponsors, subjects, goals."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.errors import BadSource
from ingest.model import Finding, Record, Source, Subject, Vote
from ingest.parse import normalise, sponsors
from ingest.parse.data import load
from ontology import registries
from ontology.symbols import canonical


def read(data: bytes, source: Source) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """The records of one file, and what is wrong with single lines.

    A line that cannot be read is a Finding that names it; the others go on. The record of a set
    (``A/RES/75/101 A-B``) is one Record for each of its members. Raises BadSource where the file
    is not UTF-8 text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSource(source.path, f"is not UTF-8 text (byte {error.start})") from error
    records: list[Record] = []
    findings: list[Finding] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            records += _Line(source, number, _object(line)).records()
        except (ValueError, RecursionError) as error:
            findings.append(Finding("bad-record", f"line {number}: {error}"))
    return tuple(records), tuple(findings)


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON ({error.msg} at column {error.colno})") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    if not isinstance(found, dict):
        raise ValueError("is not a JSON object")
    return found


@dataclass(slots=True)
class _Line:
    """One line as it is read; ``findings`` grow on the way."""

    source: Source
    number: int
    fields: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)

    def records(self) -> Iterator[Record]:
        """One Record, or one for each member of a set. Raises ValueError without a symbol."""
        printed = self._text("symbol")
        symbol = canonical(printed) if printed else None
        if symbol is None or symbol.kind is None:
            raise ValueError(f"has no symbol of a resolution or statement: {printed!r:.80}")
        first, notes = self._sponsors("sponsors")
        additional, more = self._sponsors("additional_sponsors")
        vote, meeting, draft = self._vote(), self._document("meeting_record"), self._draft()
        subjects = tuple(dict.fromkeys(self._subjects()))
        goals = tuple(dict.fromkeys(self._texts("goals")))
        for member in symbol.members or (symbol.canonical,):
            yield Record(
                symbol=member,
                source=self.source,
                line=self.number,
                title=None if symbol.members else self._text("title"),
                meeting_record=meeting,
                draft=draft,
                committee=self._text("committee"),
                agenda_item_title=self._text("agenda_item_title"),
                vote=vote,
                sponsors=first,
                additional_sponsors=tuple(s for s in additional if s not in first),
                sponsor_notes=tuple(dict.fromkeys((*notes, *more))),
                subjects=subjects,
                goals=goals,
                findings=tuple(self.findings),
            )

    def _value(self, name: str) -> Any:
        names: list[str] = load("records")["fields"][name]
        return next((self.fields[n] for n in names if n in self.fields), None)

    def _text(self, name: str) -> str | None:
        value = self._value(name)
        if value is None or not isinstance(value, str):
            if value is not None:
                self._odd(name, value)
            return None
        plain = _clean(value)
        return None if plain in load("records")["empty"] else plain

    def _texts(self, name: str) -> tuple[str, ...]:
        value = self._value(name)
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list):
            if values is not None:
                self._odd(name, values)
            return ()
        for odd in (v for v in values if not isinstance(v, str)):
            self._odd(name, odd)
        plain = (_clean(v) for v in values if isinstance(v, str))
        return tuple(v for v in plain if v not in load("records")["empty"])

    def _odd(self, name: str, value: object) -> None:
        text = f"line {self.number}: {name} is not text: {value!r:.80}"
        self.findings.append(Finding("odd-record-field", text))

    def _document(self, name: str) -> str | None:
        symbol = canonical(self._text(name) or "")
        return symbol.canonical if symbol else None

    def _draft(self) -> str | None:
        """The first document named, unless it is a committee's report."""
        printed = self._text("draft") or ""
        if load("records")["report"] in printed:
            return None
        symbol = canonical(re.split(r" (?:and |\()|, ", printed, maxsplit=1)[0])
        return symbol.canonical if symbol else None

    def _vote(self) -> Vote | None:
        outcome = self._text("outcome") or ""
        names = ("in_favour", "against", "abstaining")
        states = [self._states(name) for name in names]
        if not outcome and not any(states):
            return None
        counts = [self._count(name, len(s)) for name, s in zip(names, states, strict=True)]
        for name, count, voters in zip(names, counts, states, strict=True):
            if any(states) and count != len(voters):
                text = f"line {self.number}: {name}: {count} counted, {len(voters)} named"
                self.findings.append(Finding("vote-count-differs", text))
        yes, no, neither = counts
        return Vote(
            outcome, states[0], states[1], states[2], (yes, no, neither) if any(counts) else None
        )

    def _count(self, name: str, otherwise: int) -> int:
        """How many voted so, as the record counts, else as it names."""
        told = str(self._value(f"{name}_count") or "").strip()
        return int(told) if re.fullmatch(r"[0-9]{1,3}", told) else otherwise

    def _states(self, name: str) -> tuple[str, ...]:
        codes = []
        for printed in self._texts(name):
            if code := registries.state(printed):
                codes.append(code)
            else:
                self._unknown(name, printed)
        return tuple(dict.fromkeys(codes))

    def _sponsors(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Codes of States, and the notes as printed."""
        codes: list[str] = []
        notes: list[str] = []
        for printed in self._texts(name):
            found = sponsors.interpret(printed)
            codes += found.states
            if found.note:
                notes.append(printed)
            elif not found.states:
                self._unknown(name, printed)
        return tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(notes))

    def _unknown(self, name: str, printed: str) -> None:
        text = f"line {self.number}: {name}: no State is called “{printed:.80}”"
        self.findings.append(Finding("unknown-state", text))

    def _subjects(self) -> Iterator[Subject]:
        schemes = load("records")["schemes"]
        value = self._value("subjects")
        for row in value if isinstance(value, list) else ():
            match row:
                case [str(label), str(scheme), *_] if scheme in schemes and _clean(label):
                    known = registries.subject(label) if scheme == "UNBIS Thesaurus" else None
                    iri, words = known or (None, _clean(label))
                    yield Subject(words, schemes[scheme], iri)
                case [str(), str(), *_]:
                    continue
                case _:
                    self._odd("subjects", row)


def _clean(value: str) -> str:
    return normalise.text(value)
