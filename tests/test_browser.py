"""Every kind of page in a browser: for all readers, with the keyboard, without scripts."""

from collections.abc import Iterator

import browsing
import pytest
from browsing import Watched
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

KINDS = {
    "start": "/",
    "documents": "/documents",
    "search": "/search",
    "texts found": "/search?q=lamp",
    "search refused": "/search?q=lamp+AND",
    "editor": "/sparql",
    "table": "/sparql?query=SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D+LIMIT+20",
    "graph": "/sparql?query=CONSTRUCT+WHERE+%7B%3Fs+a+%3Fo%7D+LIMIT+5",
    "query refused": "/sparql?query=SELECT",
    "question": "/queries/votes-of-state?state=state/TUV",
    "question not understood": "/queries/votes-of-state?state=Mex",
    "dataset": "/dataset",
    "interface": "/api",
    "vocabulary": "/ontology",
    "about": "/about",
    "document": "/A/RES/79/191",
    "document from right to left": "/A/RES/79/191/expression/ar",
    "two languages": "/A/RES/79/191?beside=ar",
    "paragraph": "/A/RES/79/191/op/1",
    "footnote": "/A/RES/79/191/note/1",
    "facts only": "/S/RES/2664(2022)",
    "only cited": "/A/79/461",
    "body": "/body/general-assembly",
    "state": "/state/MEX",
    "verb": "/verb/call-upon",
    "body that is asked": "/body/keepers",
    "state that is asked": "/state/NOR?show=asked",
    "body that is mentioned": "/body/keepers?show=mentioned",
    "instrument": "/instrument/lamp-convention",
    "article": "/instrument/lamp-convention/article/3",
    "citations": "/citing/A/79/461",
    "mandates": "/mandates",
    "subjects": "/subjects",
    "sessions": "/sessions",
    "accuracy": "/accuracy",
    "error": "/report?iri=A/RES/79/191/op/1/act/1",
    "neighbourhood": "/around/A/RES/79/191",
    "comparison": "/compare?one=A/RES/77/95&other=A/RES/79/191",
    "comparison of what differs": "/compare?one=77/95&other=79/191&show=changes",
    "comparison on a subject": "/compare?one=77/95&other=79/191&about=wick",
    "nothing compared yet": "/compare",
    "comparison refused": "/compare?one=keeping+of+lighthouses&other=79/191&about=wick+AND",
    "record": "/graph/A/RES/79/191",
    "no such page": "/nothing",
}
SIZES = {"phone": (360, 740), "desk": (1440, 900)}

AXE = """async () => {
  document.querySelectorAll("details").forEach((one) => { one.open = true; });
  const found = await axe.run({resultTypes: ["violations"]});
  return found.violations.map((one) =>
    `${one.id}: ` + one.nodes.map((node) => node.html.slice(0, 120)).slice(0, 4).join(" | "));
}"""
WIDE = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 5).map((one) => one.outerHTML.slice(0, 120))
  : []"""
STOPS = """() => {
  window.stops = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
    .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0);
  window.met = new Set();
  window.unseen = [];
  document.addEventListener("focusin", ({target}) => {
    met.add(target);
    if (getComputedStyle(target).outlineStyle === "none" && target.matches("a, button")) {
      unseen.push(target.outerHTML.slice(0, 120));
    }
  });
  document.activeElement.blur();
  return window.stops.length;
}"""
MISSED = "() => stops.filter((one) => !met.has(one)).map((one) => one.outerHTML.slice(0, 120))"
WORDS = """() => {
  document.querySelectorAll("details").forEach((one) => { one.open = true; });
  document.querySelectorAll(".yasqe").forEach((one) => one.remove());
  return document.body.innerText;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.browser() as running:
        yield running


@pytest.fixture(scope="module")
def address(editions: FlaskClient) -> Iterator[str]:
    with browsing.listening(editions.application) as found:
        yield found


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[Watched]:
    with browsing.window(browser, address) as found:
        yield found


@pytest.fixture(scope="module")
def plain(browser: Browser, address: str) -> Iterator[Watched]:
    with browsing.window(browser, address, java_script_enabled=False) as found:
        yield found


def _sized(page: Page, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_a_page_is_for_all_and_keeps_to_its_host_and_policy(reader: Watched, path: str) -> None:
    page = reader.open(path)
    page.evaluate(browsing.AXE.read_text("utf-8"))
    for size in SIZES:
        _sized(page, size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert page.evaluate(AXE) == [], (size, scheme)
        assert page.evaluate(WIDE) == [], size
    assert page.evaluate("refused") == []
    assert reader.faults == []


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_everything_on_a_page_is_reached_by_keyboard_and_seen(reader: Watched, path: str) -> None:
    page = reader.open(path)
    for _ in range(page.evaluate(STOPS) + 3):
        page.keyboard.press("Tab")
    assert page.evaluate(MISSED) == []
    assert page.evaluate("unseen") == []


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_a_page_says_the_same_without_scripts(reader: Watched, plain: Watched, path: str) -> None:
    for watched in (plain, reader):
        _sized(watched.page, "desk")
    without = plain.open(path).evaluate(WORDS).split()
    with_scripts = reader.open(path).evaluate(WORDS).replace("⧉", "").split()
    assert with_scripts == without


def test_the_editor_completes_the_release_s_own_terms_asks_and_lets_go(reader: Watched) -> None:
    page = reader.open("/sparql")
    page.get_by_label("A query in SPARQL").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("SELECT ?d { ?d a rcl:Resol")
    page.keyboard.press("Control+Space")
    assert page.locator(".CodeMirror-hint").all_inner_texts() == ["rcl:Resolution"]
    page.keyboard.press("Enter")
    page.keyboard.type(" }")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Run"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")
    page.get_by_role("link", name="A/RES/79/191", exact=True).click()
    assert page.url.endswith("/A/RES/79/191")
    assert reader.faults == []


def test_a_thing_is_chosen_by_keyboard_while_one_types(reader: Watched) -> None:
    page = reader.open("/")
    page.get_by_label("A symbol").press_sequentially("tuv")
    page.get_by_role("option", name="Tuvalu").wait_for()
    page.keyboard.press("ArrowDown")
    page.evaluate(browsing.AXE.read_text("utf-8"))
    assert page.evaluate(AXE) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/state/TUV")
    assert reader.faults == []


def test_the_document_to_compare_with_is_chosen_while_one_types(reader: Watched) -> None:
    page = reader.open("/A/RES/79/191")
    field = page.get_by_label("Its symbol or name")
    field.press_sequentially("77/9")
    page.get_by_role("option", name="A/RES/77/95").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert field.input_value() == "A/RES/77/95"
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?one=A%2FRES%2F79%2F191&other=A%2FRES%2F77%2F95&about=")
    assert reader.faults == []
