"""Walks of a legal researcher through the release of the real corpus, in a browser."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import browsing
import pytest
from browsing import Watched
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect


@pytest.fixture(scope="module")
def researcher(corpus_site: FlaskClient) -> Iterator[Watched]:
    with (
        browsing.browser() as browser,
        browsing.listening(corpus_site.application) as address,
        browsing.window(browser, address) as found,
    ):
        yield found


def column(page: Page, name: str) -> list[str]:
    page.locator("table.results").wait_for()
    heads = page.locator("table.results th").all_inner_texts()
    place = heads.index(name) + 1
    return page.locator(f"table.results td:nth-child({place})").all_inner_texts()


def test_where_the_bangkok_rules_are_cited_and_how_the_wording_changed(researcher: Watched) -> None:
    page = researcher.open("/")
    page.get_by_role("link", name="Bangkok Rules").click()
    years = [year for year in column(page, "year") if year]
    assert years == sorted(years)
    assert {"2020", "2024"} <= set(years)
    assert {"recall", "in line with", "taking into consideration"} <= set(column(page, "with"))
    page.get_by_role("link", name="A/RES/75/189, preambular paragraph 12").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A/RES/75/189")
    expect(page.get_by_role("main")).to_contain_text("the Bangkok Rules")
    assert researcher.faults == []


def test_a_resolution_is_read_and_the_ibid_of_its_second_footnote_followed(
    researcher: Watched,
) -> None:
    page = researcher.open("/")
    page.get_by_label("A symbol").fill("79/191")
    page.get_by_label("A symbol").press("Enter")
    page.wait_for_url("**/A/RES/79/191")
    page.locator("sup a[href='#note/2']").click()
    note = page.locator("[id='note/2']")
    expect(note).to_contain_text("Ibid., vol. 1019")
    note.get_by_role("link", name="Convention on Psychotropic Substances of 1971").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Psychotropic Substances of 1971")
    page.go_back()
    note.get_by_role("link", name="note 1", exact=True).click()
    assert page.url.endswith("#note/1")
    expect(page.locator("[id='note/1']")).to_contain_text("vol. 976")
    assert researcher.faults == []


def test_what_the_office_on_drugs_and_crime_must_report_and_when(researcher: Watched) -> None:
    page = researcher.open("/")
    page.get_by_role("link", name="Office on Drugs and Crime").click()
    assert set(column(page, "assignee")) == {"United Nations Office on Drugs and Crime"}
    assert any(column(page, "due"))
    part = page.locator("table.results a[href*='/op/']").first
    place = part.inner_text()
    part.click()
    expect(page.get_by_role("main")).to_contain_text(place.partition(", paragraph")[0])
    assert researcher.faults == []


def test_how_two_resolutions_speak_of_prevention(researcher: Watched) -> None:
    page = researcher.open("/")
    page.get_by_role("link", name="compare two documents").click()
    page.get_by_label("A document").fill("79/191")
    page.get_by_label("Another").fill("A/RES/76/188")
    page.get_by_label("Only where they speak of").fill("prevention")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "A/RES/79/191 and A/RES/76/188 on “prevention”"
    )
    counts = re.findall(r"(\d+)(?: places?)? of", page.get_by_role("status").inner_text())
    assert min(map(int, counts)) > 5
    marked = page.locator("table.compared mark").all_inner_texts()
    assert {word.casefold()[:7] for word in marked} == {"prevent"}
    both = page.locator("tr:has(td:nth-child(1) mark):has(td:nth-child(2) mark)")
    assert both.count() > 2
    place = both.first.locator("td:nth-child(2) a.number")
    expect(both.first.locator("td:nth-child(2) .deeds a").first).to_be_visible()
    where = place.inner_text()
    place.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A/RES/76/188")
    expect(page.get_by_role("main")).to_contain_text(where)
    assert researcher.faults == []


def test_what_a_resolution_changed_in_the_one_before_it(researcher: Watched) -> None:
    page = researcher.open("/A/RES/79/200")
    page.get_by_role("link", name="Compare", exact=True).click()
    page.get_by_role("link", name="with A/RES/78/143, the one before").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A/RES/78/143 and A/RES/79/200")
    page.get_by_role("link", name="Show only what differs").click()
    assert page.locator("table.compared ins").count() > 0
    assert page.locator("tr.run a.number").count() > 5
    assert researcher.faults == []


def test_a_table_is_exported(researcher: Watched) -> None:
    page = researcher.open("/queries/mandates-of-assignee")
    shown = page.locator("table.results tbody tr").count()
    with page.expect_download() as kept:
        page.get_by_role("link", name="CSV").click()
    assert kept.value.suggested_filename == "mandates-of-assignee.csv"
    rows = list(csv.reader(Path(kept.value.path()).read_text("utf-8").splitlines()))
    assert rows[0] == page.locator("table.results th").all_inner_texts()
    assert len(rows) == shown + 1


def test_an_example_is_asked_and_then_edited(researcher: Watched) -> None:
    page = researcher.open("/sparql")
    page.get_by_role("link", name="Which documents and instruments are cited by most").click()
    expect(page.locator("table.results tbody tr")).to_have_count(50)
    page.get_by_text("The query", exact=True).click()
    page.get_by_label("Query", exact=True).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Shift+Home")
    page.keyboard.type("SELECT ?day { ?document <https://w3id.org/recalling/ontology#symbol> ")
    page.keyboard.type('"A/RES/79/191" ; <https://w3id.org/recalling/ontology#adoptedOn> ?day }')
    page.get_by_role("button", name="Run").click()
    page.wait_for_url(re.compile("/sparql$"))
    assert column(page, "day") == ["2024-12-17"]
    assert researcher.faults == []
