"""The server beside others that answer SPARQL: the same release, the same questions, one run."""
