"""Findings: what a reader saw in a part, by a running number that the next reader may shift."""

from ontology.iris import Iris, Kind

FINDINGS = frozenset({Kind.CITATION, Kind.ACT, Kind.MANDATE, Kind.MENTION, Kind.MARK})
"""Kinds whose addresses are kept by rule: what is gone leads to the part or note it stood in."""


def home(iris: Iris, iri: str) -> str | None:
    """The IRI of the part or note that a finding stands in; None for whatever is no finding.

    ``A/RES/79/191/op/5/cite/1/fr`` stands in ``A/RES/79/191/op/5``.
    """
    ident = iris.parse(iri)
    if ident is None or ident.kind not in FINDINGS:
        return None
    return iris.part(ident.name, ident.path.rpartition(f"/{ident.kind}/")[0])
