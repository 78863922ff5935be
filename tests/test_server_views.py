"""What pages show, before it is a page."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.terms import RCL, RDF
from server.release import open_release
from server.store import Statement, Term, literal
from server.views.document import document_view
from server.views.facts import Facts, in_language, name_of
from server.views.marks import Span, spans_of
from server.views.parts import Piece, _pieces, in_words

BASE = "https://w3id.org/recalling/"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("op/59/a", "Paragraph 59 (a)"),
        ("op/59/a/i", "Paragraph 59 (a) (i)"),
        ("pp/18", "Preambular paragraph 18"),
        ("annex", "Annex"),
        ("annex/op/4/m", "Annex, paragraph 4 (m)"),
        ("annex/II/pp/3", "Annex II, preambular paragraph 3"),
        ("s/II/h/2", "Section II, heading 2"),
        ("s/article-5/op/1", "Section article 5, paragraph 1"),
        ("note/star", "Footnote *"),
        ("x/1", "Unnumbered paragraph 1"),
        ("t/1", "Table 1"),
        ("vote", "vote"),
    ],
)
def test_a_path_is_said_in_words(path: str, words: str) -> None:
    assert in_words(path) == words


@given(
    st.text(max_size=30),
    st.lists(st.integers(0, 40), max_size=4),
    st.lists(st.integers(0, 30), max_size=6, unique=True),
)
def test_marks_and_spans_take_nothing_from_a_text(
    text: str, offsets: list[int], edges: list[int]
) -> None:
    marks = [(offset, Piece(str(i), f"note/{i}")) for i, offset in enumerate(sorted(offsets))]
    ends = sorted(edge for edge in edges if edge <= len(text))
    spans = tuple(
        Span(a, b, "cite", f"cite/{a}") for a, b in zip(ends[::2], ends[1::2], strict=False)
    )
    pieces = _pieces(text, marks, spans)
    assert "".join(piece.text for piece in pieces if not piece.note) == text
    assert [piece.note for piece in pieces if piece.note] == [mark.note for _, mark in marks]
    for span in spans:
        words = [p.text for p in pieces if p.span == span]
        assert "".join(words) == text[span.start : span.end]


DOCUMENT = f"{BASE}A/RES/79/191"


def test_words_are_marked_with_what_they_mean_and_the_longer_wins() -> None:
    def said(finding: str, kind: str, words: str, start: int, *means: tuple[object, str]):
        subject = f"{DOCUMENT}/op/1/{finding}"
        yield Statement(Term(subject), str(RDF.type), Term(str(RCL[kind])), "")
        yield Statement(Term(subject), str(RCL.inPart), Term(f"{DOCUMENT}/op/1"), "")
        yield Statement(Term(subject), str(RCL.surface), literal(words, "en"), "")
        yield Statement(Term(subject), str(RCL.start), literal(str(start)), "")
        yield Statement(Term(subject), str(RCL.end), literal(str(start + len(words))), "")
        for predicate, path in means:
            yield Statement(Term(subject), str(predicate), Term(BASE + path), "")

    facts = Facts(
        [
            *said("act/1", "Act", "Calls upon", 0, (RCL.verb, "verb/call-upon")),
            *said("cite/1", "Citation", "rules of the Board", 15, (RCL.cites, "A/1")),
            *said("cite/2", "Citation", "rules of the Board", 15, (RCL.cites, "A/2")),
            *said("mention/1", "Mention", "Board", 28, (RCL.names, "body/imo")),
            *said("mention/2", "Mention", "Office", 40, (RCL.candidate, "body/ohchr")),
        ]
    )
    (spans,) = spans_of(facts, "en").values()
    assert [(s.kind, s.start, [t.removeprefix(BASE) for t in s.targets]) for s in spans] == [
        ("verb", 0, ["verb/call-upon"]),
        ("cite", 15, ["A/1", "A/2"]),
        ("body", 40, []),
    ]
    assert spans[2].candidates == (f"{BASE}body/ohchr",)
    assert spans_of(facts, "fr") == {}


@pytest.mark.parametrize(
    ("terms", "language", "chosen"),
    [
        ([("a", "en"), ("b", "fr")], "fr", "b"),
        ([("a", "en"), ("b", "fr")], "ru", "a"),
        ([("b", "fr"), ("a", "")], "en", "a"),
        ([("b", "fr")], "en", "b"),
        ([], "en", None),
    ],
)
def test_the_words_of_a_language_are_chosen(
    terms: list[tuple[str, str]], language: str, chosen: str | None
) -> None:
    found = in_language([literal(*term) for term in terms], language)
    assert (found.value if found else None) == chosen


def test_things_go_by_their_names(made_up_release: Path) -> None:
    release = open_release(made_up_release)
    names = {
        "A/RES/79/191": "A/RES/79/191",
        "S/RES/2664(2022)": "S/RES/2664 (2022)",
        "state/MEX": "Mexico",
        "verb/call-upon": "call upon",
        "body/unknown": "body/unknown",
    }
    for path, name in names.items():
        assert name_of(release.store, BASE, BASE + path) == name


def test_a_document_without_a_graph_of_its_own_is_still_shown(made_up_release: Path) -> None:
    view = document_view(open_release(made_up_release).store, BASE, f"{BASE}A/79/461")
    assert (view.symbol, view.kind, view.held) == ("A/79/461", "Document", False)


def test_a_query_of_the_server_takes_terms_and_no_text(made_up_release: Path) -> None:
    store = open_release(made_up_release).store
    query = "SELECT ?s ?o { ?s <https://w3id.org/recalling/ontology#number> ?o }"
    assert store.select(query, o=literal('1" } { ?s ?p ?o')) == []
    assert store.select(query, o=literal("أ", "ar"))[0]["s"] == Term(f"{BASE}A/RES/79/191/op/1/a")
    with pytest.raises(ValueError, match="IRI"):
        store.select(query, s=Term("no iri> ?p ?o"))
