"""The English names of the registries' entries, as they are matched in running text."""

from functools import cache

from rdflib import Graph, URIRef

from ontology.iris import BASE
from ontology.terms import ORG, RCL, RDF, ROOT, SKOS

_ANYWHERE = (SKOS.prefLabel, SKOS.altLabel)


@cache
def _graph(registry: str) -> Graph:
    return Graph().parse(ROOT / "ontology" / f"{registry}.ttl", format="turtle")


def _path(subject: object) -> str:
    return str(subject).removeprefix(BASE)


@cache
def names(registry: str) -> tuple[tuple[str, str, bool], ...]:
    """Each English name in ``registry`` (``bodies``), the path of what it names (``body/unodc``).

    The third value says that the name means this only in context (``skos:hiddenLabel``). A State's
    hidden labels are misprints of the voting records and are left out. Sorted.
    """
    found: set[tuple[str, str, bool]] = set()
    labels = [(p, False) for p in _ANYWHERE]
    if registry != "states":
        labels.append((SKOS.hiddenLabel, True))
    for predicate, contextual in labels:
        for subject, label in _graph(registry).subject_objects(predicate):
            if isinstance(subject, URIRef) and getattr(label, "language", "") == "en":
                found.add((str(label), _path(subject), contextual))
    return tuple(sorted(found))


@cache
def groups() -> frozenset[str]:
    """The paths of the groups of addressees (``body/member-states``), which are not bodies."""
    return frozenset(_path(s) for s in _graph("bodies").subjects(RDF.type, RCL.Group))


@cache
def parents() -> dict[str, frozenset[str]]:
    """The path of each body and the paths of all it belongs to, near and far."""
    above: dict[str, set[str]] = {}
    for body, parent in _graph("bodies").subject_objects(ORG.subOrganizationOf):
        above.setdefault(_path(body), set()).add(_path(parent))

    def closure(body: str) -> frozenset[str]:
        found: set[str] = set()
        left = [body]
        while left:
            new = above.get(left.pop(), set()) - found
            found |= new
            left.extend(new)
        return frozenset(found)

    return {body: closure(body) for body in above}
