"""Where a thing is used: each citation of an instrument, each act that asks a body, newest first.

All uses of a thing are read in one query and kept with the release, so what is counted and the
order of the pages cost nothing more, however often the thing is used.
"""

import re
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from sys import intern
from urllib.parse import urlencode

from ontology.terms import RCL
from server.release import Release
from server.store import Row, Term

_USE = f"""
PREFIX rcl: <{RCL._NS}>
SELECT ?thing ?finding ?part ?document ?by ?adopted ?issued ?verb ?other WHERE {{{{
  {{}}
  ?finding rcl:inPart ?part .
  ?part rcl:inDocument ?document .
  FILTER NOT EXISTS {{{{ ?finding rcl:takenFrom ?original }}}}
  OPTIONAL {{{{ ?document rcl:adoptedBy ?by }}}}
  OPTIONAL {{{{ ?document rcl:adoptedOn ?adopted }}}}
  OPTIONAL {{{{ ?document rcl:issuedOn ?issued }}}}
}}}}
"""
_CITATION = """?finding {} ?thing .
  OPTIONAL {{ ?finding rcl:inAct ?act . ?act rcl:verb ?verb }}
  OPTIONAL {{ ?finding rcl:citedProvision ?other }}"""
CITATIONS = _USE.format(_CITATION.format("rcl:cites"))
"""Citations of an instrument; ``others`` are the provisions cited."""
PROVISION = _USE.format(_CITATION.format("rcl:citedProvision"))
"""Citations of one article."""
ASKED = _USE.format("?finding rcl:addressee ?thing ; rcl:verb ?verb .")
"""Acts that are addressed to a body, a group or a State."""
ACTS = _USE.format("?finding rcl:verb ?thing . OPTIONAL { ?finding rcl:addressee ?other }")
"""Acts with a verb; ``others`` are those whom they address."""


DEEDS = f"""
PREFIX rcl: <{RCL._NS}>
SELECT ?thing ?finding ?part ?document ?by ?adopted ?other WHERE {{
  {{ ?vote ?other ?thing . ?finding rcl:vote ?vote
     FILTER(?other IN (rcl:inFavour, rcl:against, rcl:abstaining)) }}
  UNION
  {{ ?finding ?other ?thing FILTER(?other IN (rcl:sponsor, rcl:additionalSponsor)) }}
  BIND(?finding AS ?document)
  BIND(?finding AS ?part)
  OPTIONAL {{ ?document rcl:adoptedBy ?by }}
  OPTIONAL {{ ?document rcl:adoptedOn ?adopted }}
}}
"""
"""Documents that a State sponsored or voted on; ``others`` are the properties that say which."""


@dataclass(frozen=True, slots=True)
class Use:
    """A citation or an act: where it stands, when and by whom that was adopted.

    All fields are IRIs but ``date``; ``date``, ``by`` and ``verb`` may be empty.
    """

    finding: str
    part: str
    document: str
    date: str
    by: str
    verb: str
    others: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The year of ``date``."""
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What uses are narrowed to; empty strings do not narrow. All are IRIs but ``year``."""

    year: str = ""
    verb: str = ""
    by: str = ""
    other: str = ""

    def address(self, base: str, **changes: str) -> str:
        """Give the query string of this narrowing with some of it changed."""
        changed = {
            name: value.removeprefix(base)
            for name, value in asdict(replace(self, **changes)).items()
        }
        return "?" + urlencode({name: value for name, value in changed.items() if value})

    def admits(self, use: Use) -> bool:
        """Tell whether a use is among those asked for."""
        return (
            self.year in ("", use.year)
            and self.verb in ("", use.verb)
            and self.by in ("", use.by)
            and (not self.other or self.other in use.others)
        )


@lru_cache(maxsize=64)
def uses(release: Release, query: str, iri: str) -> tuple[Use, ...]:
    """Read the uses of a thing by one of the queries of this module, newest first."""
    rows: dict[str, list[Row]] = {}
    for row in release.store.select(query, thing=Term(iri)):
        rows.setdefault(row["finding"].value, []).append(row)
    found = sorted((_use(same) for same in rows.values()), key=lambda use: in_order(use.finding))
    return tuple(sorted(found, key=lambda use: use.date, reverse=True))


def _use(rows: list[Row]) -> Use:
    """Make a use of its rows, which differ in ``other``."""
    first = rows[0]

    def one(name: str) -> str:
        # the same few documents, dates, bodies and verbs stand in thousands of uses
        return intern(first[name].value) if name in first else ""

    return Use(
        finding=one("finding"),
        part=one("part"),
        document=one("document"),
        date=one("adopted") or one("issued"),
        by=one("by"),
        verb=one("verb"),
        others=tuple(sorted({row["other"].value for row in rows if "other" in row})),
    )


def in_order(iri: str) -> str:
    """Give a key that sorts ``op/10`` behind ``op/9``."""
    return re.sub(r"\d+", lambda number: number[0].zfill(6), iri)
