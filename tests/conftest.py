import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import textindex
from flask.testing import FlaskClient
from pyoxigraph import Quad, RdfFormat, Store, serialize

from ingest import pipeline, reuse
from ingest.fetch import places
from ingest.model import (
    Document,
    DocumentKind,
    Footnote,
    Form,
    Part,
    PartKind,
    Rich,
    Source,
    Span,
    TitleBlock,
)
from ingest.tally import Tally
from ontology.uses import index
from server import preparing
from server.app import close, create_app
from server.config import Config
from server.store import ReleaseStore
from server.uses import derived

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents: RECALLING_CORPUS, else corpus/, else ../shared/corpus.

    Without one the test is skipped; with RECALLING_CORPUS set it fails instead.
    """
    given = os.environ.get(places.VARIABLE)
    for folder in [Path(given)] if given else [ROOT / folder for folder in places.FOLDERS]:
        if folder.is_dir():
            return folder.resolve()
    if given:
        pytest.fail(f"{places.VARIABLE} names {given}, which is not there")
    pytest.skip("no corpus: set RECALLING_CORPUS to a folder of documents")


@pytest.fixture(scope="session")
def corpus_release(corpus: Path, pytestconfig: pytest.Config) -> Path:
    """A release of the whole corpus, not checked against the shapes.

    It stays in pytest's cache for as long as the corpus and the program are the same: it takes
    minutes to make.
    """
    out = pytestconfig.cache.mkdir("corpus-release")
    inputs = reuse.fingerprint([corpus], "tests")
    found = reuse.reusable(out, inputs)
    if found is None:
        shutil.rmtree(out)
        found = pipeline.build([corpus], out, shacl=False).release
        reuse.remember(out, inputs, found)
    return found


@pytest.fixture(scope="session")
def corpus_site(corpus_release: Path) -> Iterator[FlaskClient]:
    """A client of a server that serves the release of the whole corpus."""
    app = create_app(Config(data=corpus_release, query_workers=1, query_seconds=120))
    yield app.test_client()
    close(app)


@pytest.hookimpl(wrapper=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> Iterator[None]:
    yield
    skipped = [
        r for r in terminalreporter.stats.get("skipped", []) if "no corpus" in str(r.longrepr)
    ]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests need real documents and were skipped")


@pytest.fixture
def document() -> Callable[..., Document]:
    """Makes a small document: two paragraphs, a sub-paragraph with a note, a heading."""

    def make(
        symbol: str = "A/RES/79/999",
        *,
        path: str = "a.xml",
        language: str = "en",
        form: Form = Form.AKN,
        content: str = "",
        texts: Mapping[str, str] | None = None,
        **head: Any,
    ) -> Document:
        words = {
            "pp/1": "Recalling its resolution 1/1,",
            "h/1": "Follow-up",
            "op/1": "Requests the Secretary-General:",
            "op/1/a": "To report on the matter;",
        } | dict(texts or {})
        kinds = {"pp": PartKind.PREAMBULAR, "h": PartKind.HEADING, "op": PartKind.OPERATIVE}
        parts = []
        for position, (where, text) in enumerate(words.items(), 1):
            steps = where.split("/")
            sub = len(steps) > 2
            parts.append(
                Part(
                    path=where,
                    kind=PartKind.SUBPARAGRAPH if sub else kinds[steps[0]],
                    position=position,
                    content=Rich(text, spans=(Span(position * 100, position * 100 + len(text)),)),
                    number=steps[-1] if steps[0] == "op" else None,
                    parent="/".join(steps[:-1]) if sub else None,
                    headings=("h/1",) if steps[0] == "op" else (),
                )
            )
        sha256 = hashlib.sha256(f"{path} {content}".encode()).hexdigest()
        title = TitleBlock(
            **{
                "symbol": symbol,
                "kind": DocumentKind.RESOLUTION,
                "title": "A matter",
                "adopted_by": "general-assembly",
                "adopted_on": date(2024, 12, 17),
                "session": "79",
                **head,
            }
        )
        note = Footnote("note/1", "1", Rich("Resolution 1/1."), anchored_in="op/1/a", anchor=9)
        return Document(Source(path, sha256, 10, form), language, title, tuple(parts), (note,))

    return make


@pytest.fixture
def specimens(tmp_path: Path) -> Path:
    """A folder that holds the two made-up resolutions of the sample, and nothing else."""
    folder = tmp_path / "specimens"
    folder.mkdir()
    for path in places.SAMPLE.glob("specimen-*"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="session")
def made_up_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release made by hand from data/server.trig, which no stage of ingest has touched."""
    return _made_up(tmp_path_factory.mktemp("releases"), "server.trig")


@pytest.fixture(scope="session")
def two_editions_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with an earlier edition of its resolution, to compare the two."""
    return _made_up(tmp_path_factory.mktemp("editions"), "server.trig", "server-edition.trig")


@pytest.fixture(scope="session")
def altered_release(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes the made-up release with other statements: what a function makes of each quad."""

    def make(alter: Callable[[Quad], Iterable[Quad]], report: str = "{}") -> Path:
        folder = _made_up(tmp_path_factory.mktemp("altered"), "server.trig", alter=alter)
        (folder / "report.json").write_text(report, "utf-8")
        return folder

    return make


def _made_up(out: Path, *files: str, alter: Callable[[Quad], Iterable[Quad]] | None = None) -> Path:
    folder = out / "0123456789abcdef"
    (folder / "text-index").mkdir(parents=True)
    store = Store(str(folder / "store"))
    for name in files:
        store.bulk_load(path=str(ROOT / "tests/data" / name), format=RdfFormat.TRIG)
    if alter:
        altered = [quad for old in store for quad in alter(old)]
        store.clear()
        store.extend(altered)
    store.flush()
    quads = serialize(store, format=RdfFormat.N_QUADS) or b""
    (folder / "graph.nq.gz").write_bytes(gzip.compress(quads, mtime=0))
    tally = Tally("https://w3id.org/recalling/")
    for line in quads.splitlines():
        tally.add(line)
    manifest = tally.told()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "report.json").write_bytes((ROOT / "tests/data/server-report.json").read_bytes())
    textindex.fill(folder / "text-index", store)
    del store
    derived(ReleaseStore(folder), folder / index.NAME).close()
    return folder


@pytest.fixture(scope="session")
def site(made_up_release: Path) -> Iterator[FlaskClient]:
    """A client of a server that serves the made-up release."""
    yield from _client(made_up_release)


@pytest.fixture(scope="session")
def editions(two_editions_release: Path) -> Iterator[FlaskClient]:
    """A client of a server that serves the made-up release with two editions of a resolution."""
    yield from _client(two_editions_release)


def _client(release: Path) -> Iterator[FlaskClient]:
    # no budget: all tests ask from one address; no page is kept: some tests change how it is made
    app = create_app(
        Config(
            release,
            query_workers=1,
            query_seconds=60,
            client_seconds=0,
            client_errors=0,
            page_bytes=0,
        )
    )
    # what is done in the background would be counted among what a page asks
    preparing.wait()
    yield app.test_client()
    close(app)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the methods of the store that were called."""
    calls: list[str] = []
    for name in ("select", "statements", "has_subject", "has_object", "has_graph", "graphs"):
        real = getattr(ReleaseStore, name)

        def counting(
            self: ReleaseStore, *given: object, _real=real, _name=name, **named: object
        ) -> object:
            calls.append(_name)
            return _real(self, *given, **named)

        monkeypatch.setattr(ReleaseStore, name, counting)
    return calls
