"""What a bibliography says of a document, or of one place in it."""

from dataclasses import dataclass
from functools import lru_cache

from ontology.iris import Iris, Kind
from ontology.terms import DCTERMS, RCL, SKOS
from server.release import Release
from server.store import Term
from server.views.facts import in_language
from server.views.parts import in_words

CITABLE = frozenset({Kind.DOCUMENT, Kind.EXPRESSION, Kind.PART, Kind.FOOTNOTE})
ORGANIZATION = "United Nations"


@dataclass(frozen=True, slots=True)
class Reference:
    """What is to be cited; all fields but ``iri`` and ``symbol`` may be empty.

    ``place`` is the part in words, ``date`` the day of adoption (ISO 8601), ``url`` the official
    text, ``session`` and ``meeting`` as the document prints them.
    """

    iri: str
    symbol: str
    title: str = ""
    language: str = ""
    body: str = ""
    date: str = ""
    session: str = ""
    meeting: str = ""
    url: str = ""
    place: str = ""

    @property
    def key(self) -> str:
        """A key of letters, digits and hyphens: ``A-RES-79-191-Paragraph-42``."""
        words = "".join(c if c.isascii() and c.isalnum() else " " for c in self.local)
        return "-".join(words.split()) or "document"

    @property
    def local(self) -> str:
        """The symbol and, for a place in the document, its words."""
        return f"{self.symbol}, {self.place}" if self.place else self.symbol

    @property
    def author(self) -> str:
        """Who speaks, as libraries write corporate authors."""
        return f"{ORGANIZATION}. {self.body}" if self.body else ORGANIZATION

    @property
    def occasion(self) -> str:
        """Session and meeting, for a note."""
        session = f"session {self.session}" if self.session else ""
        return ", ".join(filter(None, (session, self.meeting)))


@lru_cache(maxsize=64)
def reference(release: Release, iri: str, language: str = "") -> Reference | None:
    """Read what is to be cited; None for what is no document and stands in none.

    ``language`` is that of the title and the official text: English where none is given.
    """
    iris, store = Iris(release.base), release.store
    ident = iris.parse(iri)
    if ident is None or ident.kind not in CITABLE:
        return None
    if ident.kind == Kind.EXPRESSION:
        language = ident.path
    language = language or "en"
    document = iris.document(ident.name)
    said: dict[str, list[Term]] = {}
    for statement in store.statements(subject=document):
        said.setdefault(statement.predicate, []).append(statement.object)

    def one(predicate: str, of: str = language) -> str:
        found = in_language(said.get(str(predicate), ()), of)
        return " ".join(found.value.split()) if found else ""

    bodies = store.statements(subject=one(RCL.adoptedBy) or document, predicate=str(SKOS.prefLabel))
    body = in_language((s.object for s in bodies), language)
    titled = in_language(said.get(str(DCTERMS.title), ()), language)
    within = ident.kind in (Kind.PART, Kind.FOOTNOTE)
    return Reference(
        iri=iri,
        symbol=one(RCL.symbol) or ident.name,
        title=one(DCTERMS.title),
        language=titled.language if titled else "",
        body=" ".join(body.value.split()) if body else "",
        date=one(RCL.adoptedOn) or one(RCL.issuedOn),
        session=one(RCL.session),
        meeting=one(RCL.meeting),
        url=_official([term.value for term in said.get(str(RCL.officialText), ())], language),
        place=in_words(ident.path) if within else "",
    )


def _official(addresses: list[str], language: str) -> str:
    """Of the official texts, one a language, choose that of the language, else the English."""
    web = [address for address in addresses if address.startswith(("https://", "http://"))]
    for code in (language, "en"):
        if found := [address for address in web if f"/{code}/" in address]:
            return found[0]
    return min(web, default="")
