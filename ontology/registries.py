"""Look-ups in the registries: a State by any of its names, a subject heading by its words."""

import re
import unicodedata
from collections import defaultdict
from functools import cache

from rdflib import Graph, URIRef

from ontology.iris import Iris
from ontology.terms import RCL, ROOT, SKOS

_LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


def key(name: str) -> str:
    """A name without case, accents, white space and punctuation, for comparison."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]", "", "".join(c for c in plain if not unicodedata.combining(c)))


def _graph(name: str) -> Graph:
    return Graph().parse(ROOT / "ontology" / f"{name}.ttl", format="turtle")


@cache
def state_names() -> dict[str, str]:
    """Every English name of a State, as written in ``states.ttl``, and its alpha-3 code."""
    graph, iris = _graph("states"), Iris()
    names: dict[str, str] = {}
    for subject in graph.subjects(None, RCL.State):
        ident = iris.parse(str(subject))
        for label in (o for p in _LABELS for o in graph.objects(subject, p)):
            if ident and getattr(label, "language", "") == "en":
                names[str(label)] = ident.name
    return names


@cache
def _state_keys() -> dict[str, str]:
    return {key(name): code for name, code in state_names().items()}


def state(name: str) -> str | None:
    """The alpha-3 code of the State of this English name, whatever its case and spaces."""
    plain = key(name)
    keys = _state_keys()
    return keys.get(plain) or keys.get(plain.removeprefix("the"))


@cache
def _subjects() -> dict[str, list[tuple[str, str]]]:
    graph = _graph("subjects")
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject in graph.subjects(None, SKOS.Concept):
        if isinstance(subject, URIRef):
            for label in graph.objects(subject, SKOS.prefLabel):
                found[key(str(label))].append((str(subject), str(label)))
    return found


def subject(label: str) -> tuple[str, str] | None:
    """The IRI and the label of a published subject heading; None where none or two have it."""
    found = _subjects().get(key(label), [])
    return found[0] if len(found) == 1 else None
