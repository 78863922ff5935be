"""``/compare``: two documents side by side, whole or where they speak of something."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from ontology.iris import Iris, Kind
from ontology.terms import RCL
from server.context import current_release
from server.fulltext import index
from server.fulltext.language import BadSearch, Every, Narrow, Node, parse
from server.fulltext.snippets import Marker
from server.release import Release
from server.render import document_of
from server.views.companions import companions
from server.views.comparing import Comparison, TooLong, compare, folded
from server.views.document import DocumentView
from server.views.meaning import meant
from server.views.suggestions import LONGEST, Suggestion

blueprint = Blueprint("comparison", __name__)

FOUND = 5_000
"""The most passages of one document that are asked of the index; none has as many."""
SIDES = ("one", "other")


@dataclass
class Refusal(Exception):
    """What is wrong with what was typed in a field, and what may be meant instead."""

    field: str
    reason: str
    candidates: tuple[Suggestion, ...] = ()


@blueprint.get("/compare")
def comparison() -> Response:
    """Compare ``?one=`` with ``?other=``, whole or (``?about=``) where they speak of something."""
    release = current_release()
    typed = {name: " ".join(request.args.get(name, "").split()) for name in (*SIDES, "about")}
    documents: dict[str, DocumentView] = {}
    result: Comparison | None = None
    refusals: list[Refusal] = []
    for name in SIDES:
        try:
            if typed[name]:
                documents[name] = _document(release, name, typed[name])
        except Refusal as refusal:
            refusals.append(refusal)
    if len(documents) == 2:
        try:
            documents = _in_one_language(release, documents)
            result = _compared(release, documents, typed["about"])
        except Refusal as refusal:
            refusals.append(refusal)
    lone = documents.get("one") if len(documents) == 1 else None
    text = render_template(
        "compare.html",
        typed=typed,
        documents=documents,
        shown=[documents[name].symbol if name in documents else typed[name] for name in SIDES],
        result=result,
        refusals={refusal.field: refusal for refusal in refusals},
        companions=companions(release, lone.iri) if lone else None,
        languages=_common(documents).items(),
        brief=request.args.get("show") == "changes" and not typed["about"],
        folded=folded,
    )
    return Response(text, 400 if refusals else 200, mimetype="text/html")


def _document(release: Release, field: str, typed: str) -> DocumentView:
    """Read the document that is meant, or that carries the instrument meant; raises Refusal."""
    if len(typed) > LONGEST:
        raise Refusal(field, f"A symbol or a name has at most {LONGEST} characters")
    found = meant(release, typed, {"document"})
    if not found.iri:
        reason = (f"“{typed}” may mean several things" if len(found.candidates) > 1
                  else f"Nothing here is called “{typed}”")  # fmt: skip
        raise Refusal(field, reason, found.candidates)
    ident = Iris(release.base).parse(found.iri)
    if ident and ident.kind in (Kind.INSTRUMENT, Kind.ARTICLE):
        carrier = next(release.store.statements(
            subject=Iris(release.base).instrument(ident.name), predicate=str(RCL.adoptedAs)
        ), None)  # fmt: skip
        ident = Iris(release.base).parse(carrier.object.value) if carrier else None
    if ident is None or ident.kind not in (Kind.DOCUMENT, Kind.PART, Kind.FOOTNOTE):
        raise Refusal(field, f"“{typed}” is no document, nor is known to stand in one")
    document = document_of(
        release, Iris(release.base).document(ident.name), request.args.get("lang")
    )
    if not document.parts:
        raise Refusal(field, f"The text of {document.symbol} is not held in this release")
    return document


def _common(documents: dict[str, DocumentView]) -> dict[str, str]:
    """Give the codes and the names of the languages that both documents are held in."""
    if len(documents) < 2:
        return {}
    one, other = ({language.code: language.name for language in documents[name].languages}
                  for name in SIDES)  # fmt: skip
    return {code: name for code, name in one.items() if code in other}


def _in_one_language(
    release: Release, documents: dict[str, DocumentView]
) -> dict[str, DocumentView]:
    one, other = (documents[name] for name in SIDES)
    if one.iri == other.iri:
        raise Refusal("other", f"Both are {one.symbol}; choose another document to compare it with")
    if one.language == other.language:
        return documents
    common = _common(documents)
    # a document of mere facts is in no language, and shown as one in English is
    chosen = "en" if "en" in common else min(common, default=None)
    again = {name: document_of(release, documents[name].iri, chosen) for name in SIDES}
    if again["one"].language != again["other"].language:
        raise Refusal("other", f"{one.symbol} and {other.symbol} are held in no common language")
    return again


def _compared(release: Release, documents: dict[str, DocumentView], about: str) -> Comparison:
    one, other = (documents[name] for name in SIDES)
    try:
        if not about:
            return compare(one, other)
        node = parse(about)
        found = _found(release, node, one) | _found(release, node, other)
        return compare(one, other, found, Marker(node))
    except BadSearch as error:
        raise Refusal("about", str(error)) from None
    except TooLong as error:
        raise Refusal("other", f"{error} is too long to be compared here") from None


def _found(release: Release, node: Node, document: DocumentView) -> set[str]:
    """Give the parts and notes of a document that a search finds in the language shown."""
    searched = index.of(release.path)
    if searched is None:
        raise Refusal("about", "This release has no texts to search")
    path = document.iri.removeprefix(release.base)
    narrowed = Every((node, Narrow("in", path, 1), Narrow("lang", document.language, 1)))
    hits, _ = searched.search(narrowed, FOUND)
    return {hit.iri for hit in hits}
