"""The XML reader on small made-up statements, and the tree under it on hostile bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BadSource
from ingest.parse import akn, normalise, xmltree
from ingest.parse.blocks import Role
from ingest.parse.rich import RichBuilder, cut


def statement(body: str, preamble: str = "") -> bytes:
    return (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement>'
        f"<preamble>{preamble}</preamble><mainBody>{body}</mainBody></statement></akomaNtoso>"
    ).encode()


def blocks(body: str, preamble: str = ""):
    return akn.read(statement(body, preamble), "made-up.xml")[0].reading.blocks


def paragraph(text: str, number: str = "1.", name: str = "SingleTxt") -> str:
    num = f"<num>{number}</num>" if number else ""
    return f'<paragraph class="{name}">{num}<content><p>{text}</p></content></paragraph>'


def test_a_note_leaves_its_mark_and_no_gap():
    note = '<authorialNote marker="3"><p>\tIbid., vol. 9.</p></authorialNote>'
    reading = akn.read(statement(paragraph(f"Notes the Code,{note} and acts;")), "x.xml")[0].reading
    text = reading.blocks[0].content
    assert text.text == "Notes the Code, and acts;"
    assert [(mark.mark, mark.offset) for mark in text.marks] == [("3", 15)]
    assert [(held.mark, held.content.text) for held in reading.notes] == [("3", "Ibid., vol. 9.")]


def test_brackets_around_a_mark_go_with_it():
    note = '<authorialNote marker="3"><p>Ibid.</p></authorialNote>'
    reading = akn.read(statement(paragraph(f"Notes the Code({note}), and acts;")), "x.xml")[
        0
    ].reading
    text = reading.blocks[0].content
    assert text.text == "Notes the Code, and acts;"
    assert [(mark.mark, mark.offset) for mark in text.marks] == [("3", 14)]


def test_italics_and_links_are_kept_by_place():
    text = blocks(paragraph('<span class="italic"> Decides</span> on <a href="u">A/1/2</a>.'))[
        0
    ].content
    assert text.text == "Decides on A/1/2."
    assert [text.text[i.start : i.end] for i in text.italics] == ["Decides"]
    assert [(text.text[a.start : a.end], a.href) for a in text.links] == [("A/1/2", "u")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("Acts."), [(Role.BODY, "1.", "Acts.")]),
        (paragraph("Hope", "II.", "H23"), [(Role.HEADING, "II.", "Hope")]),
        ("<section><num>I</num><subheading>Pay</subheading><crossHeading>Noting,</crossHeading>"
         "</section>", [(Role.HEADING, None, "I"), (Role.HEADING, None, "Pay"),
                        (Role.PREAMBLE, None, "Noting,")]),
        ("<paragraph><num>1.</num><list><intro><p>Asks:</p></intro><point><num>(a)</num><content>"
         "<p>A;</p></content></point></list></paragraph>",
         [(Role.BODY, "1.", "Asks:"), (Role.BODY, "(a)", "A;")]),
        ("<container><table><tr><th><p>Post</p></th><th><p>No.</p></th></tr><tr><td><p>D-1</p>"
         "</td><td><p>2</p></td></tr></table></container>",
         [(Role.TABLE, None, "Post | No. || D-1 | 2")]),
        (paragraph("a Not this year.", "", "FootnoteText"),
         [(Role.TABLE_NOTE, None, "a Not this year.")]),
    ],
    ids=["paragraph", "numbered heading", "section", "list", "table", "note to a table"],
)  # fmt: skip
def test_elements_become_blocks(body, expected):
    assert [(b.role, b.label, b.content.text) for b in blocks(body)] == expected


def test_a_list_in_the_preamble_hangs_together():
    preamble = (
        "<container><blockList><listIntroduction>Noting:</listIntroduction><item><num>(a)</num>"
        "<p>One,</p></item></blockList></container>"
    )
    assert [(b.label, b.content.text) for b in blocks("", preamble)] == [
        (None, "Noting:"),
        ("(a)", "One,"),
    ]


def test_text_that_no_rule_claims_is_told():
    reading = akn.read(statement("<odd><thing>Lost words</thing></odd>"), "x.xml")[0].reading
    assert [rich.text for rich in reading.unclaimed] == ["Lost words"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (statement("")[:-20], "not well-formed XML at line 1"),
        (b"<html><body>Error</body></html>", "root element is <html>"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "declares a document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "declares a document type"),
        ("<a>é</a>".encode("latin-1"), "not UTF-8 at byte 3"),
        (b"", "not well-formed XML"),
        (b"<a>" * 300, "nests elements"),
        (b"<akomaNtoso/>", "no <statement>"),
    ],
    ids=["cut off", "an error page", "entities", "an external entity", "another encoding",
         "empty", "a deep nest", "no statement"],
)  # fmt: skip
def test_bad_xml_is_named(data, message):
    with pytest.raises(BadSource, match=r"^made-up\.xml: ") as caught:
        akn.read(data, "made-up.xml")
    assert message in str(caught.value)


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&>\u2011"), max_size=12
)


@given(
    st.lists(st.one_of(WORDS, st.sampled_from([" ", "\t\n", "e\u0301", "é", "&amp;", "\u2011"])))
)
def test_every_chunk_knows_its_place_in_the_file(pieces):
    data = "<a>" + "<b/>".join(pieces) + "</a>"
    for chunk in xmltree.parse(data.encode(), "x.xml").chunks():
        if chunk.text != "&":
            assert data[chunk.start : chunk.start + len(chunk.text)] == chunk.text


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1))
def test_spans_give_the_text_back(pieces):
    source, builder = "", RichBuilder()
    for text, interrupted in pieces:
        builder.add(text, len(source))
        source += text
        if interrupted:
            builder.interrupt()
            builder.space()
            source += " <break/> "
    rich = builder.build()
    assert normalise.text(" ".join(source[s.start : s.end] for s in rich.spans)).replace(
        " ", ""
    ) == rich.text.replace(" ", "")


@given(WORDS.filter(str.strip), WORDS)
def test_cutting_a_label_keeps_offsets_true(label, text):
    builder = RichBuilder()
    builder.add(f"{label} ", 0)
    opened = builder.open()
    builder.add(f"stays {text}", len(label) + 1)
    builder.close_italic(opened)
    builder.mark("7")
    rich = cut(builder.build(), len(normalise.text(label)))
    assert rich.text.startswith("stays")
    assert all(rich.text[i.start : i.end].startswith("stays") for i in rich.italics)
    assert rich.marks[0].offset == len(rich.text)
