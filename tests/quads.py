"""Statements for small releases, and the releases made of them."""

from pathlib import Path

from pyoxigraph import NamedNode

from ingest.tally import Tally
from ingest.write import Workshop
from ontology.terms import RCL

BASE = "https://w3id.org/recalling/"
BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
D = "A/RES/79/999"


def quad(subject: str, predicate: object, value: str, graph: str = f"graph/{D}") -> bytes:
    """A statement; a value is a path, or a literal in quotation marks."""
    term = value if value.startswith('"') else f"<{BASE}{value}>"
    return f"<{BASE}{subject}> <{predicate}> {term} <{BASE}{graph}> .\n".encode()


def part(path: str, text: str = "", document: str = D) -> list[bytes]:
    """A part of a document, with a text where it has one."""
    graph = f"graph/{document}"
    told = [quad(f"{document}/{path}", RCL.inDocument, document, graph)]
    return told + ([quad(f"{document}/{path}", RCL.text, f'"{text}"@en', graph)] if text else [])


def document(symbol: str = D, alias: str = "") -> list[bytes]:
    told = [quad(symbol, RCL.held, f'"true"^^<{BOOLEAN}>', f"graph/{symbol}")]
    told += [quad(symbol, RCL.symbol, f'"{symbol}"', f"graph/{symbol}")]
    return told + ([quad(symbol, RCL.alias, f'"{alias}"', f"graph/{symbol}")] if alias else [])


def made(out: Path, lines: list[bytes], base: str = BASE) -> Path:
    with Workshop(out) as shop:
        for line in lines:
            shop.add(line)
        tally = Tally(base)
        graph = shop.graph(NamedNode(f"{BASE}graph/inferred"), tally)
        manifest = {"version": "1", "base": base, "documents": 1, **tally.told()}
        return shop.publish(graph, manifest, {})
