"""The title block of a Document as page text, for ``pagetext``."""

import re
from collections.abc import Iterator
from datetime import date

from ingest.model import DocumentKind, TitleBlock

_ONES = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def title_block(head: TitleBlock, links: bool) -> Iterator[str]:
    """The lines above the text, as the body prints them."""
    adopted, issued = day(head.adopted_on), day(head.issued_on)
    if head.kind is DocumentKind.PRESIDENTIAL_STATEMENT:
        yield from ("United Nations", head.symbol, "Security Council")
        yield f"Distr.: General\n{issued}"
        yield head.title or ""
    elif head.adopted_by == "security-council":
        yield from ("Security Council", f"Distr.: General\n{issued}")
        yield f"Resolution {head.symbol.removeprefix('S/RES/').replace('(', ' (')}"
        at = f" at its {head.meeting}," if head.meeting else ""
        yield f"Adopted by the Security Council{at} on {adopted}"
    else:
        yield from ("General Assembly", f"Distr.: General\n{issued}")
        if head.session and head.session.isdigit():
            yield f"{_ordinal(int(head.session))} session"
        if head.agenda_items:
            items = " and ".join(head.agenda_items)
            yield f"Agenda item{'s' if len(head.agenda_items) > 1 else ''} {items}"
            yield head.agenda_item_title or ""
        yield f"Resolution adopted by the General Assembly\non {adopted}"
        if report := head.committee_report:
            report = f"[{report}](#)" if links else report
            paragraph = head.committee_report_paragraph
            where = f", para. {paragraph}" if paragraph else ""
            yield f"[on the report of the Third Committee ({report}{where})]"
        if head.drafts:
            yield f"[without reference to a Main Committee ({' and '.join(head.drafts)})]"
        number = re.sub(r"(?<=\d)(?=[A-Z]$)", " ", head.symbol.removeprefix("A/RES/"))
        yield f"{number}. {head.title}"


def day(when: date | None) -> str:
    """“17 December 2024”."""
    return f"{when.day} {when:%B} {when.year}" if when else ""


def _ordinal(number: int) -> str:
    """“Seventy-ninth”: the sessions of the corpus."""
    tens = {7: "Seventy", 8: "Eighty"}[number // 10]
    return f"{tens}-{_ONES[number % 10]}"
