"""A release in, answers out: endpoint, linked data, pages, export. Never imports ingest."""
