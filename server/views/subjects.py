"""Subjects and sessions with the number of their documents, kept with the release."""

from dataclasses import dataclass
from functools import lru_cache

from ontology.terms import DCTERMS, RCL
from server.release import Release
from server.views.names import names_of

PAGE = 200

_SUBJECTS = f"""
PREFIX rcl: <{RCL._NS}>
SELECT ?subject (COUNT(DISTINCT ?document) AS ?count) WHERE {{
  ?document <{DCTERMS.subject}> ?subject ; rcl:held true .
}} GROUP BY ?subject
"""
_SESSIONS = f"""
PREFIX rcl: <{RCL._NS}>
SELECT ?body ?session (COUNT(DISTINCT ?document) AS ?count) WHERE {{
  ?document rcl:session ?session ; rcl:adoptedBy ?body ; rcl:held true .
}} GROUP BY ?body ?session
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject heading, and how many documents held have it."""

    iri: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a body, and how many documents held it adopted."""

    body: str
    name: str
    session: str
    count: int


@lru_cache(maxsize=2)
def subjects(release: Release) -> tuple[Subject, ...]:
    """Read all subjects, by name."""
    counts = {
        row["subject"].value: int(row["count"].value)
        for row in release.store.select(_SUBJECTS)
        if "subject" in row
    }
    names = names_of(release.store, release.base, counts)
    found = [Subject(iri, names.name(iri), count) for iri, count in counts.items()]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.iri)))


@lru_cache(maxsize=2)
def sessions(release: Release) -> tuple[Session, ...]:
    """Read all sessions, by body, the newest first."""
    rows = [row for row in release.store.select(_SESSIONS) if "session" in row]
    names = names_of(release.store, release.base, {row["body"].value for row in rows})
    found = [
        Session(
            row["body"].value,
            names.name(row["body"].value),
            row["session"].value,
            int(row["count"].value),
        )
        for row in rows
    ]
    found.sort(key=lambda one: (len(one.session), one.session), reverse=True)
    return tuple(sorted(found, key=lambda one: one.name))
