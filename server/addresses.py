"""From a request's path to an IRI of the graph and back."""

from urllib.parse import quote

from ontology.iris import SAFE
from server.negotiate import ENTITY, Format


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
    stem, dot, suffix = path.rpartition(".")
    if dot and stem and suffix in ENTITY:
        return stem, ENTITY[suffix]
    return path, None
