"""From a request's path to an IRI of the graph and back."""

import unicodedata
from urllib.parse import quote

from ontology.iris import SAFE
from server.negotiate import SUFFIXES, Format

LONGEST = 2000
"""Characters of a path; the longest IRI of the graph has a tenth."""


def iri(base: str, path: str) -> str:
    """Give the IRI of a decoded path: ``S/RES/2664(2022)`` keeps its brackets."""
    return base + quote(path, safe=f"/{SAFE}")


def href(base: str, address: str) -> str:
    """Give the link to an IRI: a path on this server where it is ours, itself where it is not.

    Only http(s) addresses come back as links; anything else gives ``""``.
    """
    if address.startswith(base):
        return "/" + address.removeprefix(base)
    return address if address.startswith(("https://", "http://")) else ""


def short(base: str, address: str, prefixes: dict[str, str]) -> str:
    """Give what people read for an IRI: its path, a prefixed name, or all of it."""
    for prefix, namespace in prefixes.items():
        if address.startswith(namespace) and len(address) > len(namespace):
            return f"{prefix}:{address.removeprefix(namespace)}"
    return address.removeprefix(base) or address


def split_suffix(path: str) -> tuple[str, Format | None]:
    """Part ``A/RES/79/191.ttl`` into the entity's path and the format asked for, if any."""
    for suffix, found in SUFFIXES.items():
        stem = path.removesuffix(f".{suffix}")
        if stem and stem != path:
            return stem, found
    return path, None


def fault(path: str) -> str:
    """Tell what keeps a decoded path from being one of an IRI; "" where nothing does.

    Bytes that are no UTF-8 and a per cent sign without two digits come decoded as U+FFFD and as
    they are.
    """
    if len(path) > LONGEST:
        return f"An address here has at most {LONGEST} characters, this one has {len(path)}."
    if "%" in path or "\ufffd" in path:
        return "Its percent-encoding is broken: each % takes two digits, the bytes are UTF-8."
    if any(unicodedata.category(character)[0] == "C" for character in path):
        return "It has control characters in it."
    return ""
