"""The parameters of a catalogue query, read from a request and bound, never written."""

import re
from collections.abc import Mapping

from server.addresses import iri as iri_of
from server.catalogue import Example
from server.problems import bad_request
from server.sparql import service
from server.store import Term, is_iri, literal

_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
LONGEST = 2000


def typed(example: Example, request: Mapping[str, str]) -> dict[str, str]:
    """Give the parameters that a request has a value for, as they were typed."""
    return {p.name: value for p in example.parameters if (value := request.get(p.name, "").strip())}


def terms(example: Example, given: Mapping[str, str], base: str) -> dict[str, Term]:
    """Read what was typed by the kind of each parameter; raises Problem."""
    kinds = {p.name: p.kind for p in example.parameters}
    return {name: _term(name, kinds[name], value, base) for name, value in given.items()}


def _term(name: str, kind: str, value: str, base: str) -> Term:
    """Read a value; an IRI may be given by its path."""
    if len(value) > LONGEST:
        raise bad_request(f"“{name}” has more than {LONGEST:,} characters.")
    if kind == "IRI":
        whole = value.startswith(("http://", "https://"))
        address = value if whole else iri_of(base, value.removeprefix("/"))
        if not is_iri(address):
            raise bad_request(f"“{name}” is no IRI, nor the path of one.")
        return Term(address)
    if kind == "number":
        if not _NUMBER.fullmatch(value):
            raise bad_request(f"“{name}” is no whole number.")
        return literal(value, "", service.XSD_INTEGER)
    return literal(value)
