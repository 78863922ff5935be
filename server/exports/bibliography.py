"""A reference as BibTeX, RIS and CSL-JSON.

BibTeX is written here because its libraries leave braces, backslashes and dollar signs unescaped
and escape addresses; RIS because it is eight lines.
"""

import json
import re
from typing import Any

from server.exports.reference import ORGANIZATION, Reference

_LATEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even behind a backslash
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_ADDRESS = re.compile(r"[^!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]")


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)


def _address(address: str) -> str:
    """Percent-encode what an IRI may hold and a URL in a bibliography may not."""
    return _ADDRESS.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), address)


def bibtex(it: Reference) -> bytes:
    """One ``@misc`` entry in UTF-8; the author stands in braces of its own, for it is no person."""
    year, month, day = (*it.date.split("-"), "", "", "")[:3]
    fields = {
        "author": f"{{{_latex(it.author)}}}",
        "title": f"{{{_latex(it.title or it.symbol)}}}",
        "number": _latex(it.symbol),
        "pages": _latex(it.place),
        "year": year,
        "month": str(int(month)) if month else "",
        "day": str(int(day)) if day else "",
        "publisher": ORGANIZATION,
        "language": it.language,
        "note": _latex(". ".join(filter(None, (it.local, it.occasion)))),
        "url": _address(it.url or it.iri),
        "annote": _address(it.iri),
    }
    lines = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{it.key}{lines}\n}}\n".encode()


def ris(it: Reference) -> bytes:
    """One record of the type GOVDOC, lines ending in CR LF as the format asks."""
    tags = [
        ("TY", "GOVDOC"),
        ("ID", it.key),
        ("AU", it.author),
        ("TI", it.title or it.symbol),
        ("IS", it.symbol),
        ("SE", it.place),
        ("PY", it.date[:4]),
        ("DA", it.date.replace("-", "/")),
        ("PB", ORGANIZATION),
        ("LA", it.language),
        ("N1", it.occasion),
        ("UR", _address(it.url)),
        ("UR", _address(it.iri)),
        ("ER", ""),
    ]
    return "".join(f"{t}  - {v}\r\n" for t, v in tags if v or t == "ER").encode()


def csl(it: Reference) -> bytes:
    """A list of one item (csl-data.json): legislation, with the body as author and authority."""
    parts = [int(part) for part in it.date.split("-") if part.isdigit()]
    item: dict[str, Any] = {
        "id": it.iri,
        "type": "legislation",
        "citation-key": it.key,
        "author": [{"literal": it.author}],
        "authority": it.body,
        "title": it.title or it.symbol,
        "number": it.symbol,
        "section": it.place,
        "issued": {"date-parts": [parts]} if parts else None,
        "event-title": it.occasion,
        "publisher": ORGANIZATION,
        "language": it.language,
        "URL": _address(it.url or it.iri),
        "note": it.iri,
    }
    told = {name: value for name, value in item.items() if value}
    return json.dumps([told], ensure_ascii=False, indent=1).encode() + b"\n"
