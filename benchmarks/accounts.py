"""Account for every character, number, note and preambular container of the XML sources.

    python -m benchmarks.accounts --corpus DIR

Reads each file a second time with the standard library's ElementTree, knowing nothing of the
reader, and holds the Document against it. Prints a table of totals and every line that does not
come out even; exits with 1 where one is not among the named exceptions (``accounts.yaml``).
"""

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import yaml

from ingest import parse
from ingest.fetch import catalogue
from ingest.model import Document, Form, Part, PartKind, Source
from ingest.parse import normalise

RUNNING = ("preamble", "mainBody", "attachments")


@dataclass
class Accounts:
    """Totals over all files; ``uneven`` are (file, what) that did not come out even."""

    totals: Counter[str] = field(default_factory=Counter)
    uneven: list[tuple[str, str]] = field(default_factory=list)


def exceptions() -> dict[tuple[str, str], str]:
    """Named exceptions: (file name, what) to the reason."""
    rows = yaml.safe_load((Path(__file__).parent / "accounts.yaml").read_text(encoding="utf-8"))
    return {(row["file"], row["what"]): row["reason"] for row in rows}


def examine(folder: Path) -> Accounts:
    """Read and audit every XML file below ``folder``. Raises BadSource for one that is not read."""
    held = Accounts()
    for path in sorted(folder.rglob("*.xml")):
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        name = str(path.relative_to(folder))
        source = Source(name, sha256, len(data), Form.AKN)
        held.totals["files"] += 1
        audit(data, path.name, parse.read(data, source, catalogue.load().facts(name, sha256)), held)
    return held


def table(held: Accounts) -> str:
    """The totals, and each line that does not come out even with its reason."""
    named = exceptions()
    rows = [f"{what:>12} {count:>12,}" for what, count in sorted(held.totals.items())]
    rows.append(f"{'uneven':>12} {len(held.uneven):>12,}")
    rows += [
        f"  {name}: {what} ({named.get((name, what), 'NOT NAMED')})" for name, what in held.uneven
    ]
    return "\n".join(rows)


def audit(data: bytes, name: str, documents: tuple[Document, ...], accounts: Accounts) -> None:
    """Hold the documents read from one XML file against its elements."""
    # the reader has refused entities in these bytes already
    root = ElementTree.fromstring(data)  # noqa: S314
    statements = [e for e in root.iter() if _tag(e) == "statement"]
    if len(statements) != len(documents):
        accounts.uneven.append((name, f"{len(statements)} statements, {len(documents)} documents"))
        return
    for statement, document in zip(statements, documents, strict=True):
        accounts.totals["documents"] += 1
        _numbers(statement, document, name, accounts)
        _notes(statement, document, name, accounts)
        _containers(statement, document, name, accounts)
        _characters(statement, document, name, accounts)
        _paths(document, name, accounts)


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _strings(element: ElementTree.Element, notes: bool = False) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if notes or _tag(child) != "authorialNote":
            yield from _strings(child, notes)
        yield child.tail or ""


def _letters(text: str) -> str:
    """Letters and digits only: what remains of a text whatever its brackets and spaces."""
    return "".join(c for c in normalise.characters(text) if c.isalnum())


def _running(statement: ElementTree.Element) -> Iterator[ElementTree.Element]:
    return (child for child in statement if _tag(child) in RUNNING)


def _numbers(
    statement: ElementTree.Element, document: Document, name: str, accounts: Accounts
) -> None:
    printed = Counter(
        _letters("".join(_strings(e)))
        for top in _running(statement)
        for e in top.iter()
        if _tag(e) == "num"
    )
    del printed[""]
    accounts.totals["numbers"] += printed.total()
    held = Counter(_letters(part.label) for part in document.parts if part.label)
    for number, missing in (printed - held).items():
        accounts.uneven.append((name, f"number {number}: {missing} more in the source"))


def _notes(
    statement: ElementTree.Element, document: Document, name: str, accounts: Accounts
) -> None:
    notes = {
        e.get("marker"): normalise.text(" ".join("".join(_strings(p)) for p in e))
        for e in statement.iter()
        if _tag(e) == "authorialNote"
    }
    accounts.totals["notes"] += len(notes)
    if notes != {note.mark: note.content.text for note in document.footnotes}:
        accounts.uneven.append((name, "notes differ"))


def _containers(
    statement: ElementTree.Element, document: Document, name: str, accounts: Accounts
) -> None:
    preambles = (top for top in statement if _tag(top) == "preamble")
    openings = [
        _letters("".join(_strings(next(iter(next(iter(container))), next(iter(container)))
                                  if _tag(next(iter(container))) == "blockList"
                                  else next(iter(container)))))
        for preamble in preambles for container in preamble if _tag(container) == "container"
    ]  # fmt: skip
    accounts.totals["containers"] += len(openings)
    held = Counter(_letters((p.label or "") + p.content.text) for p in document.parts)
    for opening, missing in (Counter(openings) - held).items():
        accounts.uneven.append((name, f"container {opening[:30]}: {missing} not a part"))


def _characters(
    statement: ElementTree.Element, document: Document, name: str, accounts: Accounts
) -> None:
    source = "".join(
        _letters("".join(_strings(child)))
        for top in _running(statement)
        for child in top
        if _tag(child) != "formula"
    )
    parts = "".join(_letters(_printed(part)) for part in document.parts)
    accounts.totals["characters"] += len(source)
    if source != parts:
        accounts.uneven.append((name, f"text: {len(source)} characters, parts {len(parts)}"))


def _printed(part: Part) -> str:
    if part.kind in (PartKind.ANNEX, PartKind.SECTION):
        return ""
    if part.rows:
        return "".join("".join(row) for row in part.rows)
    if part.kind is PartKind.HEADING and part.number == part.content.text.rstrip("."):
        return part.content.text
    return (part.label or "") + part.content.text


def _paths(document: Document, name: str, accounts: Accounts) -> None:
    accounts.totals["parts"] += len(document.parts)
    paths = Counter(part.path for part in document.parts)
    paths.update(note.path for note in document.footnotes)
    for path, count in paths.items():
        if count > 1:
            accounts.uneven.append((name, f"{path} names {count} parts"))
    for finding in document.findings:
        if finding.code in ("number-gap", "repeated-number", "unclaimed-text"):
            accounts.uneven.append((name, f"{finding.code} {finding.path}: {finding.message}"))


def main() -> None:
    """Command line: print the table; exit with 1 where something uneven is not named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accounts", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder of XML files")
    held = examine(parser.parse_args().corpus)
    print(table(held))
    raise SystemExit(set(held.uneven) != set(exceptions()))


if __name__ == "__main__":
    main()
