"""The sub-commands query and export, and the catalogue of queries."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from server import catalogue
from server.cli import export, query, serve
from server.sparql import results

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/recalling/ontology#Vote> }"


def ask(release: Path, text: str, *words: str) -> Result:
    return CliRunner().invoke(query, ["-", "--data", str(release), *words], input=text)


@pytest.mark.parametrize(
    ("format_name", "told"),
    [
        ("table", "n\n1\n1 row\n"),
        ("csv", "n\r\n1\r\n"),
        ("tsv", "?n\n1\n"),
        ("json", '"value":"1"'),
        ("xml", "<literal"),
    ],
)
def test_a_query_is_answered_in_the_format_asked_for(
    made_up_release: Path, format_name: str, told: str
) -> None:
    done = ask(made_up_release, COUNT, "--format", format_name)
    assert done.exit_code == 0, done.output
    assert told.replace("\r", "") in done.output.replace("\r", "")


def test_a_graph_and_a_yes_are_answers_too(made_up_release: Path) -> None:
    construct = "CONSTRUCT { ?s a ?k } WHERE { ?s a ?k } LIMIT 1"
    assert " a " in ask(made_up_release, construct).output
    assert " .\n" in ask(made_up_release, construct, "--format", "nt").output
    assert ask(made_up_release, "ASK { ?s ?p ?o }").output == "yes\n"


def test_what_a_table_has_no_room_for_is_seen_to_be_left_out(made_up_release: Path) -> None:
    asked = f"SELECT ('{'lamp' * 20}' AS ?a) ('{'buoy' * 15}' AS ?b) {{}}"
    long, short = ask(made_up_release, asked).output.splitlines()[1].split()
    assert (len(long), long[-1]) == (60, "…")
    assert short == "buoy" * 15


def test_a_long_graph_is_printed_whole(
    made_up_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "TEXT_SHOWN", 10)
    construct = "CONSTRUCT { ?s a ?k } WHERE { ?s a ?k } LIMIT 5"
    assert ask(made_up_release, construct).output.endswith(" .\n")


def test_a_page_says_how_much_of_a_graph_it_does_not_show(
    site: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"query": "CONSTRUCT { ?s a ?k } WHERE { ?s a ?k } LIMIT 5"}
    browser = {"Accept": "text/html"}
    assert "more bytes are not" not in site.get("/sparql", query_string=asked, headers=browser).text
    size = len(site.get("/sparql", query_string=asked, headers={"Accept": "text/turtle"}).data)
    monkeypatch.setattr(results, "TEXT_SHOWN", size - 7)
    page = site.get("/sparql", query_string=asked, headers=browser).text
    assert "7 more bytes are not" in page


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("SELECT", (), "line 1, column"),
        ("SELECT * { SERVICE <http://e.example/> {} }", (), "SERVICE is not available"),
        (COUNT, ("--format", "ttl"), "cannot be answered as ttl"),
        (COUNT, ("--format", "pdf"), "'pdf' is not one of"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?d", ("--seconds",
         "0.5"), "stopped after 0.5 seconds"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_words(
    made_up_release: Path, text: str, words: tuple[str, ...], told: str
) -> None:
    done = ask(made_up_release, text, *words)
    assert done.exit_code == 2
    assert told in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("command", [query, export, serve])
def test_a_place_without_a_release_is_named(command: object, tmp_path: Path) -> None:
    words = ["--data", str(tmp_path / "none")] + (["-"] if command is query else [])
    done = CliRunner().invoke(command, words, input=COUNT)  # type: ignore[arg-type]
    assert done.exit_code == 2
    assert "recalling build" in done.output


def test_one_entity_is_exported(made_up_release: Path, tmp_path: Path) -> None:
    for name in ("state/MEX", "https://w3id.org/recalling/state/MEX"):
        done = CliRunner().invoke(export, ["--data", str(made_up_release), name])
        assert done.exit_code == 0
        assert "Mexico" in done.output
    out = tmp_path / "out.nt"
    CliRunner().invoke(export, ["--data", str(made_up_release), "--format", "nt", "--out",
                                str(out), "state/MEX", "state/NOR"])  # fmt: skip
    assert "Norway" in out.read_text("utf-8")
    done = CliRunner().invoke(export, ["--data", str(made_up_release), "state/XXX"])
    assert done.exit_code == 2
    assert "knows nothing" in done.output


def test_the_whole_release_is_exported(made_up_release: Path, tmp_path: Path) -> None:
    whole = gzip.decompress((made_up_release / "graph.nq.gz").read_bytes())
    out, packed = tmp_path / "all.nq", tmp_path / "all.trig.gz"
    CliRunner().invoke(export, ["--data", str(made_up_release), "--out", str(out)])
    assert out.read_bytes() == whole
    CliRunner().invoke(export, ["--data", str(made_up_release), "--format", "trig", "--out",
                                str(packed)])  # fmt: skip
    assert gzip.decompress(packed.read_bytes()).count(b"Norway") == whole.count(b"Norway")


def test_a_document_is_exported_as_what_it_is(made_up_release: Path) -> None:
    for words, told in (
        (["--format", "akn"], "<akomaNtoso"),
        (["--format", "akn", "--lang", "ar"], 'language="ara"'),
        (["--format", "bib"], "@misc{A-RES-79-191"),
    ):
        done = CliRunner().invoke(export, ["--data", str(made_up_release), *words, "A/RES/79/191"])
        assert (done.exit_code, told in done.output) == (0, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "ttl"], "nq, trig, jsonld"),
        (["--format", "akn", "state/MEX"], "there is no akn of this"),
        (["--format", "csl.json", "A/RES/79/191", "A/79/461"], "one thing at a time"),
    ],
)
def test_a_format_that_does_not_fit_is_refused(
    made_up_release: Path, words: list[str], told: str
) -> None:
    done = CliRunner().invoke(export, ["--data", str(made_up_release), *words])
    assert (done.exit_code, told in done.output) == (2, True)


EXAMPLES = catalogue.load()


def test_a_parameter_takes_the_place_of_the_example(site: FlaskClient) -> None:
    for value in ("state/TUV", "/state/TUV", "https://w3id.org/recalling/state/TUV"):
        response = site.get("/queries/votes-of-state", query_string={"state": value})
        rows = json.loads(response.text)["results"]["bindings"]
        assert [row["voted"]["value"] for row in rows] == ["against"]


def test_a_parameter_cannot_add_to_the_query(site: FlaskClient) -> None:
    hostile = "https://w3id.org/recalling/state/TUV> } { ?s ?p ?o"
    response = site.get("/queries/votes-of-state", query_string={"state": hostile})
    assert response.status_code == 400
    response = site.get("/queries/documents-of-session", query_string={"session": '79" } UNION {'})
    assert json.loads(response.text)["results"]["bindings"] == []


def test_the_start_page_has_three_questions_about_examples_and_others_to_fall_back_on() -> None:
    featured = [example for example in EXAMPLES if "start" in example.tags]
    assert len([e for e in featured if e.start and e.parameters]) == 3
    assert len(featured) == 6
    assert all("start" in e.tags for e in EXAMPLES if e.start)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT * {}", "question"),
        ("# What?\nSELECT * {}", "tags"),
        ("# What?\n# parameter a: it (IRI)\n# tags: x\nSELECT * {}", r"VALUES \?a"),
    ],
)
def test_a_query_file_that_lacks_something_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "q.rq"
    path.write_text(text)
    with pytest.raises(ValueError, match=told):
        catalogue.read(path)
