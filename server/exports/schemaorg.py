"""What search engines read in a page: schema.org in a JSON-LD data block, which no browser runs."""

from typing import Any

from ontology.iris import Iris
from server.dataset import RIGHTS, TITLE, UNITED_NATIONS
from server.exports import dumps
from server.exports.offers import offered
from server.exports.reference import ORGANIZATION, reference
from server.release import Release

Node = dict[str, Any]
_CONTEXT = "https://schema.org"
DESCRIPTION = (
    "Resolutions of the United Nations read from their own texts: every paragraph with an address, "
    "and what it cites, asks for and decides."
)


def _told(node: Node) -> Node:
    return {"@context": _CONTEXT} | {name: value for name, value in node.items() if value}


def _publisher() -> Node:
    return {"@type": "Organization", "name": ORGANIZATION, "url": UNITED_NATIONS}


def legislation(release: Release, iri: str, language: str = "") -> Node:
    """Describe a document, or a part of one; nothing for other things."""
    it = reference(release, iri, language)
    ident = Iris(release.base).parse(iri)
    if it is None or ident is None:
        return {}
    document = Iris(release.base).document(ident.name)
    return _told({
        "@type": "Legislation",
        "@id": iri,
        "url": iri,
        "name": f"{it.local}: {it.title}" if it.title else it.local,
        "legislationIdentifier": it.symbol,
        "legislationDate": it.date,
        "legislationPassedBy": it.body and {"@type": "Organization", "name": it.author},
        "inLanguage": it.language,
        "publisher": _publisher(),
        "sameAs": it.url,
        "isPartOf": {"@id": document if document != iri else f"{release.base}dataset"},
        "license": f"{release.base}about#terms",
        "encoding": [
            {"@type": "MediaObject", "contentUrl": f"{iri}.{form.suffix}",
             "encodingFormat": form.media_types[0]}
            for form in offered(release, iri).values()
        ],
    })  # fmt: skip


def dataset(release: Release) -> Node:
    """Describe the dataset and its downloads."""
    iri = f"{release.base}dataset"
    return _told({
        "@type": "Dataset",
        "@id": iri,
        "url": iri,
        "name": TITLE,
        "description": f"{DESCRIPTION} {RIGHTS}",
        "version": release.id,
        "dateModified": release.modified.isoformat(),
        "license": f"{release.base}about#terms",
        "isAccessibleForFree": True,
        "isBasedOn": UNITED_NATIONS,
        "creator": {"@type": "Organization", "name": "Recalling", "url": release.base},
        "inLanguage": release.manifest.get("languages", []),
        "distribution": [
            {"@type": "DataDownload", "contentUrl": f"{iri}/{dump.name}",
             "encodingFormat": "application/gzip",
             **({"contentSize": str(dump.size)} if dump.size else {})}
            for dump in dumps.offered(release)
        ],
    })  # fmt: skip
