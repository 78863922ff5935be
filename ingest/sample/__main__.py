"""Make ``facts.trig`` again: the facts of a few documents, without their texts.

    python -m ingest.sample --corpus FOLDER --annotations FOLDER

The documents are read from the corpus; who cites what, which verb and which addressee come from
annotations made by reading (one JSON file a document).
"""

import gzip
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from ingest import pipeline
from ingest.sample.annotations import statements
from ingest.triples.graph import node
from ingest.triples.names import Names, address
from ingest.triples.references import stubs
from ontology.terms import PREFIXES, RCL

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
WORDS = {str(term) for term in (RCL.text, RCL.cells, RCL.readFrom, RCL.hasMark)}
"""Properties that hold a text, or say where in one something stands."""


@click.command()
@click.option("--corpus", required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--annotations", required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--out", default=Path(__file__).with_name("facts.trig"),
              type=click.Path(path_type=Path))  # fmt: skip
def main(corpus: Path, annotations: Path, out: Path) -> None:
    """Read the documents, drop their texts, add the annotations, write TriG."""
    names = Names()
    with tempfile.TemporaryDirectory() as folder:
        files = [path for pattern in FILES for path in sorted(corpus.glob(pattern))]
        built = pipeline.build(files, Path(folder), workers=1)
        quads = list(_facts(built.release / "graph.nq.gz", names))
    for path in sorted(annotations.glob("*.json")):
        quads += statements(json.loads(path.read_text("utf-8")), names, quads)
    held = frozenset(map(address, SYMBOLS))
    quads += parse(stubs(names.mentioned, held, names), format=RdfFormat.N_QUADS)
    quads = sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad)))
    prefixes = {"": names.base, **PREFIXES}
    serialize(quads, output=str(out), format=RdfFormat.TRIG, prefixes=prefixes)
    click.echo(f"{len(quads):,} statements: {out}")


def _facts(packed: Path, names: Names) -> Iterator[Quad]:
    kept = {names.graph(symbol) for symbol in SYMBOLS}
    mark = node(RCL.FootnoteMark)
    lines = gzip.decompress(packed.read_bytes())
    every = list(parse(lines, format=RdfFormat.N_QUADS))
    quads = [quad for quad in every if quad.graph_name in kept]
    yield from _origin(every, kept, names)
    marks = {quad.subject for quad in quads if quad.object == mark}
    for quad in quads:
        if quad.predicate.value not in WORDS and quad.subject not in marks:
            yield quad
            _mention(quad.object, names)


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
