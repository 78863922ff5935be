"""Pages in a browser: Debian's Chromium under Playwright, on an application of the same process."""

import logging
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules/axe-core/axe.min.js"
EDITOR = ROOT / "server/static/editor/yasqe.min.js"
VARIABLE = "RECALLING_BROWSER"
VIOLATIONS = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


def lacking(what: str) -> None:
    """Skip the tests of pages on a machine without their tools; fail where they must run."""
    if os.environ.get("CI") == "true" or os.environ.get(VARIABLE):
        pytest.fail(what)
    pytest.skip(what)


def executable() -> str:
    """Find the browser: RECALLING_BROWSER, else Chromium."""
    given = os.environ.get(VARIABLE, "chromium")
    found = shutil.which(given)
    if not found:
        lacking(
            f"no browser: there is no {given}; “make test” installs Chromium for root on Debian"
        )
    if not (AXE.exists() and EDITOR.exists()):
        lacking("no axe-core or no Yasqe: “make test” installs them with npm")
    return str(found)


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the browser and end it afterwards."""
    path = executable()
    with sync_playwright() as playwright:
        # Chromium has no sandbox for root
        running = playwright.chromium.launch(executable_path=path, chromium_sandbox=False)
        yield running
        running.close()


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """Serve an application on the loopback, in threads; gives its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


@dataclass
class Watched:
    """A window that notes what it asks of other hosts, and what its console and policy say."""

    page: Page
    address: str
    scripts: bool = True
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: said.type == "error" and self._note(said.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda asked: self._other(asked.url))

    def open(self, path: str) -> Page:
        """Open a page; what was noted before is forgotten."""
        self.faults.clear()
        self.page.goto(self.address + path)
        if self.scripts and self.page.query_selector(".editor"):
            self.page.wait_for_selector(".editor .yasqe", state="attached")
        return self.page

    def _note(self, text: str) -> None:
        # a page that says 400 or 404 is what some tests ask for
        if not text.startswith("Failed to load resource: the server responded with a status of 4"):
            self.faults.append(text)

    def _other(self, url: str) -> None:
        if not url.startswith((f"{self.address}/", "data:", "blob:")):
            self.faults.append(f"asks another host: {url}")


@contextmanager
def window(browser: Browser, address: str, **settings: object) -> Iterator[Watched]:
    """Open a window: viewport, color_scheme, java_script_enabled … as Playwright names them."""
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    scripts = bool(settings.get("java_script_enabled", True))
    if scripts:
        context.add_init_script(VIOLATIONS)
    yield Watched(context.new_page(), address, scripts)
    context.close()
