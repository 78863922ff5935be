"""Between reading and stating: what was read is sorted by symbol, and what happened is noted."""

from collections.abc import Sequence
from typing import Any

from ingest.model import Finding, Record
from ingest.report import Report
from ingest.tasks import Options, Order, ReadFile, Stated
from ingest.triples.names import address


def sort(files: Sequence[ReadFile], options: Options, report: Report) -> list[Order]:
    """One order for each document, by address; notes what no order uses.

    Texts are preferred to facts of the same document. Of two records of one symbol the first is
    used.
    """
    sheets: dict[str, tuple[str, list[bytes]]] = {}
    names: dict[str, tuple[tuple[str, int], ...]] = {}
    records: dict[str, Record] = {}
    facts: dict[str, bytes] = {}
    for file in files:
        path = file.source.path if file.source else ""
        if file.bad:
            report.rejected.append(file.bad)
        for finding in file.findings:
            report.find(finding, source=path)
        for sheet in file.sheets:
            where = address(sheet.symbol)
            sheets.setdefault(where, (sheet.symbol, []))[1].append(sheet.whole)
            # a document given in two forms has its names counted once
            names[where] = max(names.get(where, ()), sheet.unresolved, key=len)
        for record in file.records:
            if records.setdefault(address(record.symbol), record) is not record:
                told = f"line {record.line}: a second record of {record.symbol}, not used"
                report.find(Finding("duplicate-record", told), record.symbol, path)
        for where, graph in file.facts.documents.items() if file.facts else ():
            facts[where] = graph
    for counted in names.values():
        report.unresolved.update(dict(counted))
    orders = {
        where: Order(symbol, options, tuple(whole), records.pop(where, None))
        for where, (symbol, whole) in sheets.items()
    }
    for where, graph in facts.items():
        if where in orders:
            report.find(Finding("facts-not-used", "the text is here, facts are not needed"), where)
        else:
            orders[where] = Order(where, options, facts=graph)
    report.unused_records += records.values()
    return [order for _, order in sorted(orders.items())]


def note(stated: Stated, report: Report) -> None:
    """Note in the report what became of one document."""
    report.rejected += stated.rejected
    if stated.violations:
        report.left_out[stated.symbol] = stated.violations
    for source, finding in stated.findings:
        report.find(finding, stated.symbol, source)


def sources(files: Sequence[ReadFile]) -> list[dict[str, Any]]:
    """The files that were read, for the manifest."""
    return [
        {
            "path": file.source.path,
            "sha256": file.source.sha256,
            "bytes": file.source.size,
            "form": file.source.form,
            "documents": [sheet.symbol for sheet in file.sheets]
            or sorted(file.facts.documents if file.facts else ()),
            "records": len(file.records),
        }
        for file in files
        if file.source
    ]
