"""What a release counts: quads, classes, properties, links to other sites."""

from ingest.tally import Tally

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LINES = [
    f"<http://e/A/1> {TYPE} <http://e/ontology#Lamp> <http://e/g> .",
    f"<http://e/A/2> {TYPE} <http://e/ontology#Lamp> <http://e/g> .",
    "<http://e/A/1> <http://e/p> <http://e/A/2> <http://e/g> .",
    "<http://e/A/1> <http://e/p> <https://other.org/x> <http://e/g> .",
    "<http://e/A/2> <http://e/p> <https://other.org/y> <http://e/g> .",
    '<http://e/A/2> <http://e/p> "a lamp <https://other.org/>" <http://e/g> .',
    "<http://e/ontology#Lamp> <http://e/p> <https://other.org/z> <http://e/g> .",
    "<https://other.org/x> <http://e/p> <https://third.org/z> <http://e/g> .",
    "_:b0 <http://e/p> <https://other.org/z> <http://e/g> .",
]


def test_lines_are_counted_and_links_are_those_that_leave_the_dataset() -> None:
    tally = Tally("http://e/")
    for line in LINES:
        tally.add(line.encode() + b"\n")
    assert tally.told() == {
        "quads": 9,
        "classes": {"http://e/ontology#Lamp": 2},
        "properties": {"http://e/p": 7, TYPE[1:-1]: 2},
        "links": [{"property": "http://e/p", "target": "https://other.org/", "count": 2}],
    }
