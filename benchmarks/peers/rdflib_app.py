"""rdflib-endpoint over a store of Oxigraph; runs in an environment of its own."""

import os

from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint

graph = Dataset(store="Oxigraph", default_union=True)
graph.open(os.environ["RDFLIB_STORE"])
app = SparqlEndpoint(graph=graph)
