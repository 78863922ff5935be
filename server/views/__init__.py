"""What pages show, as plain data: read from the store, no HTML and no HTTP in here."""
