"""What a release gives away besides RDF of one thing: dumps, Akoma Ntoso, bibliographic records."""
