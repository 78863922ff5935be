from pathlib import Path

import pytest

from ingest.pipeline import Built, build

SPECIMEN = "specimen-1.xml"
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


def made(folder: Path) -> Built:
    return build([folder], folder.parent / "out", workers=1, shacl=False)


def good_xml(folder: Path) -> str:
    return (folder / SPECIMEN).read_text("utf-8")


def other(text: str) -> str:
    """The specimen as another document, so that it is not refused for being there twice."""
    return text.replace("SPECIMEN/RES/1/1", "A/RES/1/9999").replace(">1/1.<", ">1/9999.<")


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("cut-off.xml", lambda xml: other(xml)[: len(xml) // 2].encode()),
        ("not-well-formed.xml", lambda xml: other(xml).replace("</preamble>", "").encode()),
        ("bomb.xml", lambda xml: f'<!DOCTYPE a [<!ENTITY e0 "x">{BOMB}]><a>&e11;</a>'.encode()),
        (
            "outside.xml",
            lambda xml: (
                other(xml)
                .replace("<akomaNtoso", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><akomaNtoso')
                .replace("Specimens<", "&x;<")
                .encode()
            ),
        ),
        ("other-encoding.xml", lambda xml: other(xml).encode("utf-16-le")[1:]),
        ("latin.txt", lambda xml: "Résolution adoptée".encode("latin-1")),
        ("binary.txt", lambda xml: bytes(range(256)) * 9),
        ("binary.xml", lambda xml: bytes(range(256)) * 9),
        ("page.xml", lambda xml: b"<!DOCTYPE html><html><body>404 Not Found</body></html>"),
        ("nothing.xml", lambda xml: b""),
        ("blank.txt", lambda xml: b" \n\n "),
        ("words.txt", lambda xml: b"Buy milk.\n"),
        ("deep.xml", lambda xml: b"<a>" * 200_000),
        ("facts.trig", lambda xml: b"this is no TriG"),
        ("records.json", lambda xml: b"<html>404</html>"),
        ("list.json", lambda xml: b"[1, 2"),
    ],
)  # fmt: skip
def test_a_spoilt_file_is_named_in_one_line_and_the_rest_goes_in(
    specimens: Path, name: str, spoil: object
) -> None:
    assert callable(spoil)
    (specimens / name).write_bytes(spoil(good_xml(specimens)))
    built = made(specimens)
    told = [str(bad) for bad in built.report.rejected] + [
        f"{source}: {finding.message}"
        for _, source, finding in built.report.findings
        if source == name
    ]
    assert len(told) == 1, told
    assert told[0].startswith(f"{name}: ")
    assert "\n" not in told[0]
    assert "please report" not in told[0]
    assert built.manifest["documents"] == 2


def test_a_line_of_200_million_characters_is_refused_before_it_is_read(specimens: Path) -> None:
    with (specimens / "long.txt").open("wb") as file:
        file.truncate(200_000_000)
    built = made(specimens)
    assert [bad.path for bad in built.report.rejected] == ["long.txt"]
    assert "more than the limit" in built.report.rejected[0].reason


def test_dangling_links_and_folders_are_named(specimens: Path) -> None:
    (specimens / "gone.xml").symlink_to("nowhere")
    (specimens / "folder.xml").mkdir()
    built = made(specimens)
    assert sorted(bad.path for bad in built.report.rejected) == ["folder.xml", "gone.xml"]
    assert built.manifest["documents"] == 2


def test_one_document_with_two_contents_is_left_out_and_both_files_are_named(
    specimens: Path,
) -> None:
    one = other(good_xml(specimens))
    (specimens / "one.xml").write_text(one, "utf-8")
    (specimens / "two.xml").write_text(one.replace("with patience", "in haste"), "utf-8")
    built = made(specimens)
    assert sorted(bad.path for bad in built.report.rejected) == ["one.xml", "two.xml"]
    assert built.manifest["documents"] == 2


def test_a_mark_without_its_note_is_reported_and_the_document_goes_in(specimens: Path) -> None:
    text = (specimens / "specimen-2.txt").read_text("utf-8")
    cut = text.replace("³ Resolution 65/229, annex.\n", "")
    assert cut != text
    (specimens / "specimen-2.txt").write_text(cut, "utf-8")
    built = made(specimens)
    assert "mark-without-note" in [finding.code for _, _, finding in built.report.findings]
    assert built.manifest["documents"] == 2
