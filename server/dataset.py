"""The dataset describes itself: VoID, DCAT and PROV, as one small graph made from the manifest."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from ontology.terms import DCTERMS, PROV, RDF, XSD
from server.exports import dumps
from server.release import Release
from server.store import Statement, Term, literal

VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
SD = "http://www.w3.org/ns/sparql-service-description#"
FOAF = "http://xmlns.com/foaf/0.1/"
SPDX = "http://spdx.org/rdf/terms#"
IANA = "https://www.iana.org/assignments/media-types/"
UNITED_NATIONS = "https://www.un.org/"
TITLE = "Recalling: United Nations resolutions as a graph"
RIGHTS = (
    "Texts: United Nations. The XML copies they are read from are unofficial; each document "
    "links to its official text."
)
EXAMPLE = "A/RES/79/191"

Pair = tuple[str, Term]


def state(subject: str, *pairs: Pair) -> list[Statement]:
    """Make statements about one subject, in no named graph."""
    return [Statement(Term(subject), predicate, object_, "") for predicate, object_ in pairs]


def number(value: int) -> Term:
    """Make a whole number."""
    return literal(str(value), "", str(XSD.integer))


def statements(release: Release, endpoint: str) -> list[Statement]:
    """Describe the dataset: from whom, how big, of what, where it is queried and downloaded."""
    base = release.base
    dataset = f"{base}dataset"
    found = state(
        dataset,
        (RDF.type, Term(f"{VOID}Dataset")),
        (RDF.type, Term(f"{DCAT}Dataset")),
        (RDF.type, Term(f"{SD}Dataset")),
        (DCTERMS.title, literal(TITLE, "en")),
        (DCTERMS.source, Term(UNITED_NATIONS)),
        (DCTERMS.rights, literal(RIGHTS, "en")),
        (DCTERMS.license, Term(f"{base}about#terms")),
        (DCTERMS.identifier, literal(release.id)),
        (DCTERMS.modified, literal(release.modified.isoformat(), "", str(XSD.dateTime))),
        (PROV.wasDerivedFrom, Term(UNITED_NATIONS)),
        (f"{VOID}sparqlEndpoint", Term(endpoint)),
        (f"{VOID}uriSpace", literal(base)),
        (f"{VOID}rootResource", Term(f"{base}documents")),
        (f"{VOID}exampleResource", Term(base + EXAMPLE)),
        (f"{VOID}vocabulary", Term(f"{base}ontology")),
        (f"{FOAF}homepage", Term(base)),
        (f"{DCAT}landingPage", Term(dataset)),
        (f"{SD}defaultGraph", Term(f"{dataset}/union")),
        *((DCTERMS.language, literal(code)) for code in release.manifest.get("languages", ())),
        *((f"{VOID}{name}", number(release.manifest[key]))
          for name, key in (("triples", "quads"), ("documents", "documents"))
          if key in release.manifest),
    )  # fmt: skip
    found += state(f"{dataset}/union", (RDF.type, Term(f"{SD}Graph")))
    return [*found, *_distributions(release), *_partitions(release), *_linksets(release)]


def _distributions(release: Release) -> Iterator[Statement]:
    """Say where the whole release is downloaded, in each format, and by what its bytes are known.

    Only ``graph.nq.gz`` lies ready, so only its size is known beforehand.
    """
    dataset = f"{release.base}dataset"
    for dump in dumps.offered(release):
        iri = f"{dataset}/{dump.name}"
        yield from state(
            dataset, (f"{DCAT}distribution", Term(iri)), (f"{VOID}dataDump", Term(iri))
        )
        yield from state(
            iri,
            (RDF.type, Term(f"{DCAT}Distribution")),
            (DCTERMS.title, literal(dump.label, "en")),
            (f"{DCAT}downloadURL", Term(iri)),
            (f"{DCAT}mediaType", Term(IANA + dump.format.media_types[0])),
            (f"{DCAT}compressFormat", Term(f"{IANA}application/gzip")),
            *([(f"{DCAT}byteSize", number(dump.size))] if dump.size else []),
        )
        if dump.ready:
            yield from state(iri, (f"{SPDX}checksum", Term(f"{iri}#checksum")))
            yield from state(
                f"{iri}#checksum",
                (RDF.type, Term(f"{SPDX}Checksum")),
                (f"{SPDX}algorithm", Term(f"{SPDX}checksumAlgorithm_sha256")),
                (f"{SPDX}checksumValue", literal(_digest(release), "", str(XSD.hexBinary))),
            )


@lru_cache(maxsize=2)
def _digest(release: Release) -> str:
    """Give the SHA-256 of the file that the build wrote, in hexadecimal."""
    with (release.path / dumps.FILE).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _partitions(release: Release) -> Iterator[Statement]:
    """Count the things of each class and the statements of each property."""
    dataset = f"{release.base}dataset"
    for kind, of, counts in (
        ("class", "entities", release.manifest.get("classes", {})),
        ("property", "triples", release.manifest.get("properties", {})),
    ):
        for term, count in sorted(counts.items()):
            iri = f"{dataset}#{kind}-{hashlib.sha256(term.encode()).hexdigest()[:12]}"
            yield from state(dataset, (f"{VOID}{kind}Partition", Term(iri)))
            yield from state(iri, (f"{VOID}{kind}", Term(term)), (f"{VOID}{of}", number(count)))


def _linksets(release: Release) -> Iterator[Statement]:
    """Count the links to other datasets, by property and by the site they lead to."""
    dataset = f"{release.base}dataset"
    for link in release.manifest.get("links", ()):
        told = f"{link['property']} {link['target']}"
        iri = f"{dataset}#links-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
        other = f"{iri}-target"
        yield from state(dataset, (f"{VOID}subset", Term(iri)))
        yield from state(
            iri,
            (RDF.type, Term(f"{VOID}Linkset")),
            (f"{VOID}subjectsTarget", Term(dataset)),
            (f"{VOID}objectsTarget", Term(other)),
            (f"{VOID}linkPredicate", Term(link["property"])),
            (f"{VOID}triples", number(link["count"])),
        )
        yield from state(
            other,
            (RDF.type, Term(f"{VOID}Dataset")),
            (f"{VOID}uriSpace", literal(link["target"])),
        )
