"""What footnotes say of instruments: registration of treaties, sales numbers, carrier documents."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from rdflib import Graph, URIRef

from ontology.iris import BASE
from ontology.symbols import canonical
from ontology.terms import DCTERMS, RCL, ROOT, SKOS

_NUMBER = re.compile(r"\bNos?\.\s*(.+)$")
_VOLUMES = re.compile(r"\bvols?\.\s*([^N]+)")
_SALES = re.compile(r"\bSales Nos?\.\s*([A-Z]\.\d{2,4}\.[IVX]+(?:\.[A-Z])?(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Registration:
    """A treaty as registered with the Secretariat: its path and the Treaty Series' volumes."""

    instrument: str
    volumes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Register:
    """What is known of instruments by number; keys are registration and sales numbers, paths.

    ``treaties`` by registration number, ``sales`` by sales number, ``carriers`` the canonical
    symbol of the document that carries an instrument, ``carried`` the reverse, ``parts`` the
    path of the instrument that another one is part of, ``years`` the year of each.
    """

    treaties: dict[str, tuple[Registration, ...]]
    sales: dict[str, str]
    carriers: dict[str, str]
    carried: dict[str, frozenset[str]]
    parts: dict[str, str]
    years: dict[str, str]


def _path(subject: object) -> str:
    return str(subject).removeprefix(BASE)


@cache
def register() -> Register:
    """The register as ``instruments.ttl`` has it."""
    graph = Graph().parse(ROOT / "ontology" / "instruments.ttl", format="turtle")
    treaties: dict[str, list[Registration]] = defaultdict(list)
    for subject, value in sorted(graph.subject_objects(RCL.untsRegistration)):
        text = str(value)
        volumes = _VOLUMES.search(text)
        numbers = _NUMBER.search(text)
        entry = Registration(
            _path(subject), frozenset(re.findall(r"\d+", volumes[1]) if volumes else ())
        )
        for number in re.findall(r"\d+", numbers[1]) if numbers else ():
            treaties[number].append(entry)
    sales: dict[str, str] = {}
    for predicate in (SKOS.prefLabel, SKOS.altLabel, DCTERMS.identifier):
        for subject, label in graph.subject_objects(predicate):
            if isinstance(subject, URIRef) and (found := _SALES.search(str(label))):
                sales[found[1]] = _path(subject)
    carriers: dict[str, str] = {}
    for subject, carrier in graph.subject_objects(RCL.adoptedAs):
        symbol = canonical(_path(carrier).split("/annex")[0])
        if symbol:
            carriers[_path(subject)] = symbol.canonical
    carried: dict[str, set[str]] = defaultdict(set)
    for instrument, document in carriers.items():
        carried[document].add(instrument)
    return Register(
        treaties={number: tuple(some) for number, some in treaties.items()},
        sales=sales,
        carriers=carriers,
        carried={carrier: frozenset(some) for carrier, some in carried.items()},
        parts={_path(s): _path(o) for s, o in graph.subject_objects(DCTERMS.isPartOf)},
        years={_path(s): str(o)[:4] for s, o in graph.subject_objects(DCTERMS.date)},
    )
