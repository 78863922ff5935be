"""Document -> Document with citations, acts, addressees and mandates resolved."""
