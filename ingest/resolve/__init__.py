"""What the words of a document refer to: the front door of this stage."""

from dataclasses import replace

from ingest.model import Document
from ingest.references import References
from ingest.resolve import acts, bodies, citations, ibid


def resolve(document: Document) -> Document:
    """The document with its references; only English is read, other languages stay as they are.

    Raises nothing: what cannot be told with certainty is unresolved, with its candidates, and an
    *Ibid.* that reaches nothing is a finding too.
    """
    if document.language != "en":
        return document
    cited, notes = citations.resolve(document)
    mentions = bodies.mentions(document)
    done, asked = acts.resolve(document, mentions)
    found = (*document.findings, *ibid.findings(document.footnotes, notes))
    references = References(cited, notes, mentions, done, asked)
    return replace(document, references=references, findings=found)
