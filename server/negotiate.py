"""Which format a client gets: media types, suffixes, RFC 9110 section 12.5.1."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from werkzeug.datastructures import MIMEAccept


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its suffix; ``media_types[0]`` is the one we send, the rest are understood."""

    suffix: str
    label: str
    media_types: tuple[str, ...]

    @property
    def content_type(self) -> str:
        """The Content-Type header: text formats are always UTF-8 here."""
        own = self.media_types[0]
        return f"{own}; charset=utf-8" if own.startswith("text/") else own


HTML = Format("html", "Web page", ("text/html", "application/xhtml+xml"))

GRAPHS = {
    f.suffix: f
    for f in (
        Format("ttl", "Turtle", ("text/turtle", "application/x-turtle")),
        Format("jsonld", "JSON-LD", ("application/ld+json", "application/json")),
        Format("rdf", "RDF/XML", ("application/rdf+xml", "application/xml", "text/xml")),
        Format("nt", "N-Triples", ("application/n-triples", "text/plain")),
        Format("trig", "TriG", ("application/trig",)),
        Format("nq", "N-Quads", ("application/n-quads",)),
    )
}

ENTITY = {"html": HTML} | GRAPHS
"""What every IRI is offered in, in the server's order of preference."""

TEXT = {f.suffix: f for f in (Format("akn", "Akoma Ntoso", ("application/akn+xml",)),)}
"""What a document whose words are held is offered in besides."""

RECORDS = {
    f.suffix: f
    for f in (
        Format("bib", "BibTeX", ("application/x-bibtex", "text/x-bibtex")),
        Format("ris", "RIS", ("application/x-research-info-systems",)),
        Format("csl.json", "CSL-JSON", ("application/vnd.citationstyles.csl+json",)),
    )
}
"""What everything that can be cited is offered in besides."""

LINKSET = Format("linkset.json", "Link set", ("application/linkset+json",))
"""The links of an IRI as a document (RFC 9264); by suffix only, for it describes no thing."""

SUFFIXES = ENTITY | TEXT | RECORDS | {LINKSET.suffix: LINKSET}
"""Every format that an IRI's path can end in."""

SOLUTIONS = {
    f.suffix: f
    for f in (
        Format("json", "JSON", ("application/sparql-results+json", "application/json")),
        Format("xml", "XML", ("application/sparql-results+xml", "application/xml", "text/xml")),
        Format("csv", "CSV", ("text/csv",)),
        Format("tsv", "TSV", ("text/tab-separated-values",)),
    )
}
BOOLEANS = {key: SOLUTIONS[key] for key in ("json", "xml")}


def choose(accept: MIMEAccept, offered: Mapping[str, Format]) -> Format | None:
    """Pick the offered format the client likes best; ties go to the one offered first.

    No Accept header accepts everything. For each media type the most specific range that
    matches decides (RFC 9110), so ``text/*;q=0.5, text/html;q=0`` refuses HTML. Parameters
    other than ``q`` are ignored: nothing here is offered in two versions.
    """
    if not accept.provided and not len(accept):
        return next(iter(offered.values()), None)
    return _best(tuple(accept), tuple(offered.values()))


@lru_cache(maxsize=512)
def _best(accepted: tuple[tuple[str, float], ...], offered: tuple[Format, ...]) -> Format | None:
    """Choose; programs say the same each time."""
    ranges = MIMEAccept([(value.split(";")[0].strip(), quality) for value, quality in accepted])
    best, best_quality = None, 0.0
    for candidate in offered:
        quality = max(_qualities(ranges, candidate))
        if quality > best_quality:
            best, best_quality = candidate, quality
    return best


def _qualities(ranges: MIMEAccept, candidate: Format) -> Iterable[float]:
    """Quality of the type we send, and of the others only where a range names them."""
    yield ranges.quality(candidate.media_types[0])
    named = dict(ranges)
    for other in candidate.media_types[1:]:
        yield named.get(other, 0.0)


def names_html(accept: MIMEAccept) -> bool:
    """Tell whether a client asks for HTML by name, as browsers do and programs do not."""
    named = {value.split(";")[0].strip().lower(): quality for value, quality in accept}
    return any(named.get(media, 0) > 0 for media in HTML.media_types)
