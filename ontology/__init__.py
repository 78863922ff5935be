"""The contract between ingest and server: terms, registries, symbols, addresses."""
