"""Statements that follow from others, by the rules in ``rules/*.rq``: only what a query needs."""

from pathlib import Path

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from ontology.terms import ROOT


def infer(store: Store, graph: NamedNode, folder: Path = ROOT / "ontology" / "rules") -> int:
    """Add what the rules (SPARQL CONSTRUCT) say to ``graph``; return how many statements.

    The store holds the ontology and its alignment beside the data, in any graphs: those of a
    whole release, for what one document says of another (5-answers) needs both. The rules run
    once each, in the order of their names; none repeats what the store already states.
    Raises SyntaxError where a rule is no SPARQL CONSTRUCT.
    """
    before = len(store)
    for path in sorted(folder.glob("*.rq")):
        rule = path.read_text(encoding="utf-8")
        found = store.query(rule, use_default_graph_as_union=True)
        if not isinstance(found, QueryTriples):
            raise SyntaxError(f"{path.name} is no CONSTRUCT")
        store.bulk_extend([Quad(t.subject, t.predicate, t.object, graph) for t in found])
    return len(store) - before
