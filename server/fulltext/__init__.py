"""Search by words: one language and one index for the site, the API and SPARQL."""
