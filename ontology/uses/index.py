"""The index of uses as a file: SQLite, written once, in which a page of any list is found at once.

``use`` has all uses, those of one thing in one role side by side, in the order of the pages.
``list`` counts them: all (``field`` is empty), and for each value of a field. The whole list and
each year are runs of ``use`` that begin at ``first``; ``member`` has the uses of the other lists,
and ``mark`` where in it each hundredth stands, so that a late page is found as fast as the first.
``yearly`` counts each of those lists by year.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from ontology.uses.model import Use, in_order

NAME = "uses.sqlite"
"""The file of the index in a release."""

VERSION = 2
"""Counts up when the index is made in another way: its release is another release then."""

STEP = 100
"""Every so many members of a list one is marked."""

_TABLES = """
CREATE TABLE term (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE);
CREATE TABLE use (
  id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, role TEXT NOT NULL,
  finding TEXT NOT NULL, part TEXT NOT NULL, document INTEGER NOT NULL, date TEXT NOT NULL,
  "by" INTEGER, verb INTEGER, others TEXT, dues TEXT
);
CREATE TABLE list (
  id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, role TEXT NOT NULL, field TEXT NOT NULL,
  value INTEGER, uses INTEGER NOT NULL, documents INTEGER NOT NULL, first INTEGER NOT NULL
);
CREATE TABLE member (list INTEGER, use INTEGER, PRIMARY KEY (list, use)) WITHOUT ROWID;
CREATE TABLE mark (list INTEGER, number INTEGER, use INTEGER, PRIMARY KEY (list, number))
  WITHOUT ROWID;
CREATE TABLE yearly (list INTEGER, year INTEGER, uses INTEGER, documents INTEGER,
                     PRIMARY KEY (list, year)) WITHOUT ROWID;
CREATE TEMP TABLE raw (
  thing INTEGER, role TEXT, finding TEXT, part TEXT, document INTEGER, date TEXT, rank TEXT,
  "by" INTEGER, verb INTEGER, others TEXT, dues TEXT
);
CREATE TEMP TABLE document (id INTEGER PRIMARY KEY, place TEXT);
CREATE TEMP TABLE strength (verb INTEGER PRIMARY KEY, level INTEGER);
CREATE TEMP TABLE tag (thing INTEGER, role TEXT, field TEXT, value INTEGER, use INTEGER,
                       document INTEGER);
"""
_IN_ORDER = """
INSERT INTO use
SELECT NULL, thing, role, finding, part, document, date, "by", verb, others, dues
FROM raw JOIN document ON document.id = raw.document
ORDER BY thing, role, rank DESC, document.place, raw.rowid;
"""
_WHOLE = """
INSERT INTO list SELECT NULL, thing, role, '', NULL, COUNT(*), COUNT(DISTINCT document), MIN(id)
FROM use GROUP BY thing, role;
INSERT OR IGNORE INTO term (value) SELECT DISTINCT SUBSTR(date, 1, 4) FROM use WHERE date != ''
ORDER BY 1;
INSERT INTO list
SELECT NULL, thing, role, 'year', term.id, COUNT(*), COUNT(DISTINCT document), MIN(use.id)
FROM use JOIN term ON term.value = SUBSTR(date, 1, 4)
WHERE role != 'mandates' AND date != '' GROUP BY thing, role, term.id;
"""
_TAGS = """
INSERT INTO tag SELECT thing, role, 'by', "by", id, document FROM use WHERE "by" IS NOT NULL;
INSERT INTO tag SELECT thing, role, 'verb', verb, id, document FROM use WHERE verb IS NOT NULL;
INSERT INTO tag SELECT thing, role, 'strength', level, use.id, document
FROM use JOIN strength USING (verb) WHERE role = 'asks';
INSERT INTO tag SELECT thing, role, 'other', one.value, use.id, document
FROM use, json_each(others) AS one WHERE others IS NOT NULL;
INSERT INTO tag SELECT thing, role, 'due', one.value, use.id, document
FROM use, json_each(dues) AS one WHERE dues IS NOT NULL;
INSERT INTO list SELECT NULL, thing, role, field, value, COUNT(*), COUNT(DISTINCT document),
  MIN(use) FROM tag GROUP BY thing, role, field, value;
INSERT INTO member
SELECT list.id, use FROM tag JOIN list USING (thing, role, field, value) ORDER BY 1, 2;
"""
_YEARLY = """
INSERT INTO yearly
SELECT member.list, term.id, COUNT(*), COUNT(DISTINCT document)
FROM member JOIN use ON use.id = member.use JOIN term ON term.value = SUBSTR(date, 1, 4)
WHERE role != 'mandates' AND date != '' GROUP BY 1, 2;
"""
_FOUND = """
CREATE UNIQUE INDEX list_of ON list (thing, role, field, value);
"""
_MARKS = """
INSERT INTO mark SELECT list, number / :step, use FROM (
  SELECT list, use, ROW_NUMBER() OVER (PARTITION BY list ORDER BY use) - 1 AS number
  FROM member WHERE list IN (SELECT id FROM list WHERE uses > :step)
) WHERE number % :step = 0
"""


class Writer:
    """An index in the making, in a file that is not there yet, or in one without a name."""

    def __init__(self, path: Path | None = None) -> None:
        """Begin; without ``path`` the index goes when the connection is closed."""
        self._db = sqlite3.connect(path or "", isolation_level=None, check_same_thread=False)
        # nobody reads it before it is whole, and what is not whole is thrown away
        self._db.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA user_version={VERSION};"
            f"PRAGMA cache_size=-65536; {_TABLES}"
        )
        self._db.execute("BEGIN")
        self._terms: dict[str, int] = {}

    def add(self, uses: Iterable[Use]) -> None:
        """Add the uses of a document, in reading order."""
        self._db.executemany(
            "INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(self._row, uses)
        )

    def _row(self, use: Use) -> tuple[object, ...]:
        return (
            self._term(use.thing), use.role.value, under(use.finding, use.part),
            under(use.part, use.document), self._term(use.document), use.date, use.rank,
            self._term(use.by), self._term(use.verb), self._terms_of(use.others),
            self._terms_of(use.dues),
        )  # fmt: skip

    def _term(self, value: str) -> int | None:
        if not value:
            return None
        return self._terms.setdefault(value, len(self._terms) + 1)

    def _terms_of(self, values: tuple[str, ...]) -> str | None:
        return json.dumps([self._term(value) for value in values]) if values else None

    def finish(self, strengths: Mapping[str, int]) -> sqlite3.Connection:
        """Put all in order and count it; ``strengths`` are those of the verbs, by IRI."""
        levels = [(self._term(verb), self._term(str(n))) for verb, n in sorted(strengths.items())]
        run = self._db.executemany
        run("INSERT INTO term VALUES (?, ?)", ((n, value) for value, n in self._terms.items()))
        run("INSERT INTO strength VALUES (?, ?)", levels)
        places = self._db.execute(
            "SELECT id, value FROM term WHERE id IN (SELECT document FROM raw)"
        ).fetchall()
        run("INSERT INTO document VALUES (?, ?)", ((n, in_order(iri)) for n, iri in places))
        self._db.executescript(_IN_ORDER + _WHOLE + _TAGS + _YEARLY + _FOUND)
        self._db.execute(_MARKS, {"step": STEP})
        self._db.executescript(
            "DROP TABLE raw; DROP TABLE document; DROP TABLE strength; DROP TABLE tag;"
        )
        return self._db

    def close(self) -> None:
        """End it, finished or not."""
        self._db.close()


def under(iri: str, parent: str) -> str:
    """Write an IRI as what follows its parent's: ``/act/1``, empty for the parent itself."""
    if iri == parent or iri.startswith(f"{parent}/"):
        return iri[len(parent) :]
    return iri


def whole(written: str, parent: str) -> str:
    """Give the IRI that ``under`` wrote."""
    return written if written and written[0] != "/" else parent + written


def load(path: Path) -> sqlite3.Connection:
    """Open an index to be read by one thread at a time; ValueError where there is none to read."""
    if not path.is_file():
        raise ValueError(f"{path}: not there")
    # a release never changes, so nothing is locked and nobody waits
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False
    )
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        db.close()
        raise ValueError(f"{path}: {error}") from None
    if version != VERSION:
        db.close()
        raise ValueError(f"{path}: made by another version")
    return db
