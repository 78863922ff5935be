"""The sub-commands that read a release: serve, query, export."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import click
from granian import Granian
from granian.constants import Interfaces

from server import export as exports
from server.addresses import iri as iri_of
from server.config import Config
from server.exports import dumps, offers
from server.negotiate import GRAPHS, RECORDS, TEXT
from server.pool.workers import Answer, Pool, QueryRefused, Task, TooSlow
from server.release import NoRelease, Release, open_release
from server.sparql import guard
from server.sparql.results import table
from server.store import GRAPH_FORMATS, RESULT_FORMATS, BadQuery, NotAcceptable, Statement

DATA = click.option(
    "--data", default=Path("data/current"), show_default=True, type=click.Path(path_type=Path),
    help="A release, or the link to one.",
)  # fmt: skip
_LONG = 24 * 3600.0


class Refused(click.ClickException):
    """A mistake of the user's, told in one line."""

    exit_code = 2


def _configuration(data: Path) -> Config:
    try:
        return replace(Config.from_environment(os.environ), data=data)
    except ValueError as error:
        raise Refused(str(error)) from None


def _release(data: Path) -> Release:
    try:
        return open_release(data)
    except (NoRelease, OSError, ValueError) as error:
        raise Refused(str(error)) from None


@click.command()
@DATA
@click.option(
    "--writable",
    type=click.Path(path_type=Path, file_okay=False),
    help="Serve a store that takes changes, kept in this folder, not a release.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, help="The port to listen at.")
def serve(data: Path, writable: Path | None, host: str, port: int) -> None:
    """Serve a release: pages, linked data and a SPARQL endpoint.

    When DATA is a link (data/current) that is moved to another release, the server follows.
    Limits come from the environment: RECALLING_QUERY_SECONDS, RECALLING_QUERY_MEMORY …
    A writable store takes changes from those who send one of RECALLING_WRITE_TOKENS.
    """
    with tempfile.TemporaryDirectory(prefix="recalling-state-") as state:
        if writable:
            folder = writable.absolute()
            # one process has the store open, so one process serves it
            config = replace(_configuration(folder / "current"), writable=str(folder), processes=1)
            click.echo(f"Serving the store in {folder} at http://{host}:{port}/ (stop with Ctrl-C)")
        else:
            config = _configuration(data.absolute())
            release = _release(data)
            click.echo(f"Serving release {release.id} at http://{host}:{port}/ (stop with Ctrl-C)")
        config = replace(config, state=config.state or state)
        counters = Path(config.state) / "metrics"
        counters.mkdir(exist_ok=True)
        os.environ.update(config.environment() | {"PROMETHEUS_MULTIPROC_DIR": str(counters)})
        Granian(
            "server.front:create", address=host, port=port, interface=Interfaces.RSGI,
            workers=config.processes, factory=True, log_access=False,
            respawn_failed_workers=True, websockets=False, workers_kill_timeout=5,
        ).serve()  # fmt: skip


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--format", "format_name", default="table", show_default=True,
              type=click.Choice(["table", *RESULT_FORMATS, *GRAPH_FORMATS]),
              help="How the answer is written.")  # fmt: skip
@click.option("--seconds", default=_LONG, help="Give up after this many seconds.")
@DATA
def query(file: TextIO, format_name: str, seconds: float, data: Path) -> None:
    """Ask the SPARQL query in FILE (- is standard input)."""
    text = file.read()
    release = _release(data)
    if guard.calls_out(text):
        raise Refused("SERVICE is not available: queries stay on this machine")
    result = format_name if format_name in RESULT_FORMATS else None
    graph = format_name if format_name in GRAPH_FORMATS else None
    if format_name == "table":
        result, graph = "json", "ttl"
    formats = {"solutions": result, "boolean": result, "graph": graph}
    config = replace(_configuration(data), query_workers=1, query_seconds=seconds)
    pool = Pool(config)
    try:
        answer = pool.run(
            Task(str(release.path), text, formats, union=not guard.names_dataset(text))
        )
    except BadQuery as error:
        raise Refused(f"{file.name}: {error}") from None
    except NotAcceptable:
        raise Refused(f"{file.name}: cannot be answered as {format_name}") from None
    except TooSlow:
        raise Refused(f"stopped after {seconds:g} seconds") from None
    except QueryRefused:
        raise Refused(
            "the query needs more memory or answers more than is allowed "
            "(RECALLING_QUERY_MEMORY, RECALLING_RESULT_BYTES)"
        ) from None
    finally:
        pool.close()
    with answer.file:
        if format_name == "table" and answer.form != "graph":
            _print_table(answer, release.base)
        else:
            shutil.copyfileobj(answer.file, sys.stdout.buffer)


def _print_table(answer: Answer, base: str) -> None:
    shown = table(answer, base)
    if shown.text:
        click.echo(shown.text)
        return
    rows = [shown.columns, *(tuple(cell.text for cell in row) for row in shown.rows)]
    widths = [min(60, max(len(row[i]) for row in rows)) for i in range(len(shown.columns))]
    for row in rows:
        cells = (_fitted(" ".join(text.split()), w) for text, w in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
    count = len(shown.rows) + shown.more
    cut = f", {len(shown.rows)} shown" if shown.more else ""
    click.echo(f"{count} row{'s' if count != 1 else ''}{cut}", err=True)


def _fitted(text: str, width: int) -> str:
    """Give a text in so many characters; an ellipsis stands for those left out."""
    return text.ljust(width) if len(text) <= width else f"{text[: width - 1]}…"


@click.command()
@click.argument("iri", nargs=-1)
@click.option("--format", "format_name", type=click.Choice([*GRAPHS, *TEXT, *RECORDS]),
              help="The format; ttl if not given, nq for the whole release.")  # fmt: skip
@click.option("--lang", "language", default="", help="The language of akn, bib, ris, csl.json.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file to write to.")
@DATA
def export(
    iri: tuple[str, ...], format_name: str | None, language: str, out: Path | None, data: Path
) -> None:
    """Write what a release says of each IRI, or (without IRI) the whole release.

    An IRI may be given by its path: A/RES/79/191, body/unodc. The whole release is written as nq,
    trig or jsonld, compressed where --out ends in .gz.
    """
    release = _release(data)
    blocks = _things(release, iri, format_name or "ttl", language) if iri else _whole(
        release, format_name or "nq", packed=out is not None and out.suffix == ".gz"
    )  # fmt: skip
    with click.open_file(str(out) if out else "-", "wb") as target:
        for block in blocks:
            target.write(block)


_ONE_AT_A_TIME = ("akn", "csl.json")
"""Formats of which two files in a row are none."""


def _whole(release: Release, format_name: str, *, packed: bool) -> Iterable[bytes]:
    for form in dumps.FORMATS:
        if form.suffix == format_name:
            blocks = dumps.stream(release, form)
            return dumps.packed(blocks) if packed else blocks
    known = ", ".join(form.suffix for form in dumps.FORMATS)
    raise Refused(f"the whole release is written as {known}: choose one, or name an IRI")


def _things(
    release: Release, names: Iterable[str], format_name: str, language: str
) -> Iterable[bytes]:
    found: list[Statement] = []
    made: list[bytes] = []
    for name in names:
        address = name if name.startswith(("http://", "https://")) else iri_of(release.base, name)
        if not release.knows(address):
            raise Refused(f"{name}: this release knows nothing of it")
        form = offers.offered(release, address).get(format_name)
        if form is None:
            raise Refused(f"{name}: there is no {format_name} of this")
        if other := offers.make(release, address, form, language):
            made.append(other)
            continue
        try:
            found += exports.describe(release.store, release.base, address)
        except exports.TooMuch:
            raise Refused(f"{name}: too much for one answer; export the whole release") from None
    if len(made) > 1 and format_name in _ONE_AT_A_TIME:
        raise Refused(f"{format_name} is written of one thing at a time")
    return made or [exports.serialise(found, format_name)]
