"""Document -> quads: the only stage before writing that knows RDF."""
