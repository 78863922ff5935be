"""The first pages a browser sees, in Chromium: requests, bytes, round trips until there is text.

Each answer is held back by a latency far above what this machine needs to make it, so the time
until text is painted, divided by the latency, is the number of round trips.
"""

import os
import shutil
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import click
from playwright.sync_api import BrowserContext, sync_playwright

PATHS = ("/", "/A/RES/79/191")
LATENCY = 2000
"""Milliseconds."""
LARGEST = 150_000
"""Bytes that a first page may have with all its files, as they are sent."""

_PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
  const one = list.getEntriesByName("first-contentful-paint")[0];
  if (one) done(one.startTime);
}).observe({type: "paint", buffered: true}))"""


@dataclass
class Opened:
    """What opening a page took."""

    requests: list[str] = field(default_factory=list)
    size: int = 0
    painted: float = 0.0

    def others(self, host: str) -> list[str]:
        """The requests to another host."""
        return [url for url in self.requests if urlsplit(url).netloc != host]


def measure(root: str) -> None:
    """Open the pages one after the other, first with nothing kept, and print what they took."""
    browser = shutil.which(os.environ.get("RECALLING_BROWSER", "chromium"))
    if browser is None:
        click.echo("no browser: the first pages are not opened")
        return
    click.echo(f"\n{'in a browser':38} {'requests':>9} {'bytes':>9} {'painted':>9} round trips")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, chromium_sandbox=False)
        for path in PATHS:
            context = running.new_context()
            for title in ("first", "again"):
                one = _open(context, root + path)
                if others := one.others(urlsplit(root).netloc):
                    raise click.ClickException(f"{path} asks other hosts: {' '.join(others)}")
                if one.size > LARGEST:
                    raise click.ClickException(f"{path} has {one.size:,} bytes with its files")
                click.echo(
                    f"  {f'{path} ({title})':36} {len(one.requests):9} {one.size:9,} "
                    f"{one.painted:6.0f} ms {round(one.painted / LATENCY):11}"
                )
            context.close()
        running.close()


def _open(context: BrowserContext, address: str) -> Opened:
    page, found = context.new_page(), Opened()
    line = context.new_cdp_session(page)
    kept: set[str] = set()
    line.on("Network.requestServedFromCache", lambda told: kept.add(told["requestId"]))
    line.on("Network.responseReceived", lambda told: _answered(told, found, kept))
    line.on("Network.loadingFinished", lambda told: _finished(told, found, kept))
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": LATENCY, "downloadThroughput": -1, "uploadThroughput": -1,
    })  # fmt: skip
    page.goto(address, wait_until="networkidle")
    found.painted = float(page.evaluate(_PAINTED))
    page.close()
    return found


def _answered(told: dict[str, Any], found: Opened, kept: set[str]) -> None:
    answer = told["response"]
    if answer.get("fromDiskCache") or not answer["url"].startswith("http"):
        kept.add(told["requestId"])
    if told["requestId"] not in kept:
        found.requests.append(answer["url"])


def _finished(told: dict[str, Any], found: Opened, kept: set[str]) -> None:
    """Add what came over the line, headers included; what the browser kept was asked of nobody."""
    if told["requestId"] not in kept:
        found.size += int(told["encodedDataLength"])
