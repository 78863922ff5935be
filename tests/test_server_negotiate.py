"""Which format a client gets: RFC 9110, section 12.5.1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from server.negotiate import ENTITY, SOLUTIONS, choose, names_html

CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, "html"),
        ("*/*", "html"),
        (CHROME, "html"),
        ("text/turtle", "ttl"),
        ("TEXT/TURTLE", "ttl"),
        ("text/turtle; charset=utf-8", "ttl"),
        ("application/ld+json", "jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        ("application/json", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("application/n-triples", "nt"),
        ("application/trig", "trig"),
        ("text/*", "html"),
        ("application/*", "jsonld"),
        ("text/html;q=0.5, text/turtle", "ttl"),
        ("text/turtle;q=0.5, */*;q=0.1", "ttl"),
        ("text/*;q=0.5, text/html;q=0", "ttl"),
        ("*/*, text/html;q=0", "ttl"),
        ("text/html;q=0.2, application/rdf+xml;q=0.4, text/turtle;q=0.3", "rdf"),
        ("text/turtle;q=0", None),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/html;level=1;q=0.3, text/html;q=0.7, text/turtle;q=0.5", "html"),
    ],
)
def test_an_entity_comes_in_the_format_liked_best(accept: str | None, suffix: str | None) -> None:
    chosen = choose(parse_accept_header(accept, MIMEAccept), ENTITY)
    assert (chosen.suffix if chosen else None) == suffix


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("application/sparql-results+json", "json"),
        ("application/json", "json"),
        ("application/sparql-results+xml", "xml"),
        ("application/xml", "xml"),
        ("text/csv", "csv"),
        ("text/tab-separated-values", "tsv"),
        ("text/csv;q=0.1, application/sparql-results+xml;q=0.9", "xml"),
        ("*/*", "json"),
        ("text/turtle", None),
    ],
)
def test_solutions_come_in_the_format_liked_best(accept: str, suffix: str | None) -> None:
    chosen = choose(parse_accept_header(accept, MIMEAccept), SOLUTIONS)
    assert (chosen.suffix if chosen else None) == suffix


@pytest.mark.parametrize(
    ("accept", "browser"),
    [(CHROME, True), ("text/html", True), ("*/*", False), ("text/*", False), ("", False)],
)
def test_only_browsers_ask_for_html_by_name(accept: str, browser: bool) -> None:
    assert names_html(parse_accept_header(accept, MIMEAccept)) is browser


@given(st.text(max_size=60))
def test_any_header_is_survived(accept: str) -> None:
    choose(parse_accept_header(accept, MIMEAccept), ENTITY)
