"""Make ``facts.trig`` again: the facts of a few documents, without their texts.

    python -m ingest.sample --corpus FOLDER

The documents are read from the corpus as in any build: who, when, what is cited, which verb, which
addressee. Texts are left out, and so are the places in them and words longer than a name.
"""

import gzip
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from ingest import pipeline
from ingest.triples.graph import node
from ingest.triples.names import Names, address
from ingest.triples.references import stubs
from ontology.terms import DCTERMS, PREFIXES, RCL, SKOS

SYMBOLS = (
    "A/RES/76/188",
    "A/RES/79/191",
    "CND/2024/DECLARATION",
    "CND/RES/59/1",
    "CND/RES/64/2",
    "CND/RES/64/3",
    "CND/RES/64/4",
)
FILES = ("seeds/*.txt", "unxml/ga/*/en/A_RES_76_188-*.xml", "unxml/ga/*/en/A_RES_79_191-*.xml",
         "unxml/metadata/ga/76.json", "unxml/metadata/ga/79.json")  # fmt: skip
WORDS = {str(term) for term in (RCL.text, RCL.cells, RCL.readFrom, RCL.hasMark, RCL.start, RCL.end)}
"""Properties that hold a text, or say where in one something stands."""

TITLES = {
    str(term)
    for term in (DCTERMS.title, RCL.agendaItemTitle, RCL.sponsorNote, RCL.outcome, SKOS.prefLabel)
}
"""Properties whose words are names, however long."""

LONGEST = 8
"""Words of a document that are kept as a name; longer stretches are its text, and left out."""


@click.command()
@click.option("--corpus", required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--out", default=Path(__file__).with_name("facts.trig"),
              type=click.Path(path_type=Path))  # fmt: skip
def main(corpus: Path, out: Path) -> None:
    """Read the documents, drop their texts, write TriG."""
    names = Names()
    with tempfile.TemporaryDirectory() as folder:
        files = [path for pattern in FILES for path in sorted(corpus.glob(pattern))]
        built = pipeline.build(files, Path(folder), workers=1)
        quads = list(_facts(built.release / "graph.nq.gz", names))
    held = frozenset(map(address, SYMBOLS))
    quads += parse(stubs(names.mentioned, held, names), format=RdfFormat.N_QUADS)
    quads = sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad)))
    prefixes = {"": names.base, **PREFIXES}
    serialize(quads, output=str(out), format=RdfFormat.TRIG, prefixes=prefixes)
    click.echo(f"{len(quads):,} statements: {out}")


def _facts(packed: Path, names: Names) -> Iterator[Quad]:
    kept = {names.graph(symbol) for symbol in SYMBOLS}
    lines = gzip.decompress(packed.read_bytes())
    every = list(parse(lines, format=RdfFormat.N_QUADS))
    quads = [quad for quad in every if quad.graph_name in kept]
    yield from _origin(every, kept, names)
    placed = {q.subject for q in quads if q.object in (node(RCL.FootnoteMark), node(RCL.Mention))}
    for quad in quads:
        if quad.subject not in placed and not _wordy(quad):
            yield quad
            _mention(quad.object, names)


def _wordy(quad: Quad) -> bool:
    """Whether a statement holds more of a document's text than a name, or a place in it."""
    if quad.predicate.value in WORDS:
        return True
    long = isinstance(quad.object, Literal) and len(quad.object.value.split()) > LONGEST
    return long and quad.predicate.value not in TITLES


def _origin(quads: list[Quad], kept: set[NamedNode], names: Names) -> Iterator[Quad]:
    """Where the kept graphs come from: their own provenance, and that of what it leads to."""
    origin = [quad for quad in quads if quad.graph_name == names.graph("provenance")]
    near = [quad for quad in origin if quad.subject in kept]
    far = {quad.object for quad in near}
    yield from near
    yield from (quad for quad in origin if quad.subject in far)


def _mention(term: object, names: Names) -> None:
    ident = names.iris.parse(term.value) if isinstance(term, NamedNode) else None
    if ident and ident.kind == "document":
        names.mention(ident.name)


if __name__ == "__main__":
    main()
