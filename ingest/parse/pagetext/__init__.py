"""Page text, as a PDF extraction prints it, to Readings: the steps behind ``ingest.parse.text``."""
