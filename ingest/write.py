"""A release directory: written aside, renamed when whole, pointed to by ``current`` last of all.

Whatever happens while a build runs, ``current`` names a whole release or does not exist: the only
thing left of an interrupted build is a folder ``.building-…``, which the next build removes.
"""

import hashlib
import heapq
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from ingest import changes
from ingest.changes.previous import Previous, previous
from ingest.lock import alone
from ingest.packing import packed
from ingest.tally import Tally
from ingest.triples.graph import nquads
from ontology import text_index
from ontology.infer import infer
from ontology.iris import BASE
from ontology.uses import found
from ontology.uses import index as uses_index
from ontology.uses.model import Use

RUN = 64 * 1024 * 1024
"""Bytes of N-Quads that are sorted in memory before they go to a file to be merged later."""

_INDEX_MEMORY = 100_000_000
_ID = 16


class Workshop:
    """A release in the making, in a folder of its own inside ``out``; use it with ``with``.

    Raises Busy where another build holds the same ``out``, BrokenRelease where what ``current``
    names cannot be read.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._pending: list[bytes] = []
        self._size = 0
        self._runs: list[Path] = []

    def __enter__(self) -> Self:
        self.out.mkdir(parents=True, exist_ok=True)
        previous(self.out)  # one that cannot be read is told before the work, not after it
        self._held = ExitStack()
        self._held.enter_context(alone(self.out))
        for left in self.out.glob(".building-*"):
            shutil.rmtree(left)
        self.aside = self.out / f".building-{os.getpid()}"
        self.release = self.aside / "release"
        index = self.release / text_index.FOLDER
        index.mkdir(parents=True)
        self._writer = text_index.create(index).writer(_INDEX_MEMORY, num_threads=1)
        self._uses = uses_index.Writer(self.release / uses_index.NAME)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._uses.close()
        shutil.rmtree(self.aside, ignore_errors=True)
        self._held.close()

    def add(self, nquads: bytes) -> None:
        """Add sorted N-Quads; they leave memory when enough have come together."""
        self._pending.append(nquads)
        self._size += len(nquads)
        if self._size >= RUN:
            self._spill()

    def add_text(self, entry: text_index.Entry) -> None:
        """Add a text to the full-text index."""
        self._writer.add_document(entry.fields())

    def add_uses(self, uses: Iterable[Use]) -> None:
        """Add the uses that a document tells of to their index."""
        self._uses.add(uses)

    def _spill(self) -> None:
        lines = b"".join(self._pending).splitlines(keepends=True)
        lines.sort()
        run = self.aside / f"run-{len(self._runs)}"
        with run.open("wb") as file:
            file.writelines(lines)
        self._runs.append(run)
        self._pending.clear()
        self._size = 0

    def graph(self, inferred: NamedNode, tally: Tally) -> str:
        """Write store, indexes and ``graph.nq.gz``, counting in ``tally``; returns its SHA-256.

        What follows from the statements goes into the named graph ``inferred``. Call it once,
        when all is added.
        """
        self._spill()
        plain = self.aside / "graph.nq"
        with ExitStack() as stack, plain.open("wb") as out:
            runs = [stack.enter_context(run.open("rb")) for run in self._runs]
            out.writelines(_once(heapq.merge(*runs)))
        for run in self._runs:
            run.unlink()
        self._writer.commit()
        store = Store(str(self.release / "store"))
        store.bulk_load(path=str(plain), format=RdfFormat.N_QUADS)
        infer(store, inferred)
        store.flush()
        said = store.quads_for_pattern(None, NamedNode(found.STRENGTH), None)
        self._uses.finish({
            quad.subject.value: int(quad.object.value)
            for quad in said
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
        })  # fmt: skip
        follows = nquads(store.quads_for_pattern(None, None, None, inferred))
        self._writer.wait_merging_threads()
        with plain.open("rb") as lines:
            told = heapq.merge(lines, follows.splitlines(keepends=True))
            result = _compress(_once(told), self.release / "graph.nq.gz", tally)
        plain.unlink()
        return result

    def publish(self, graph: str, manifest: dict[str, Any], report: dict[str, Any]) -> Path:
        """Finish the release and point ``current`` at it; returns its directory.

        Its name is made from the graph, the versions of program and indexes, the report, and
        from the release before it if there is one. Where nothing has changed the release that is
        there stays as it is.
        """
        told = _json(report)
        versions = f"{manifest['version']} {text_index.VERSION} {uses_index.VERSION}"
        content = _name(f"{graph} {versions} ".encode() + told)
        before = self._before(manifest.get("base", BASE))
        if before is None:
            name = content
        elif before.content == content:
            name = before.id
        else:
            name = _name(f"{content} after {before.id}".encode())
        final = self.out / name
        if not final.exists():
            changed = changes.record(before, self.release, name) if before else {}
            published = datetime.now(UTC).isoformat(timespec="seconds")
            (self.release / "report.json").write_bytes(told)
            (self.release / "manifest.json").write_bytes(
                _json({"release": name, "content": content, "published": published}
                      | manifest | changed)
            )  # fmt: skip
            _to_disk(self.release)
            self.release.rename(final)
            _sync(self.out)
        link = self.aside / "current"
        link.symlink_to(name)
        link.replace(self.out / "current")
        _sync(self.out)
        return final

    def _before(self, base: str) -> Previous | None:
        """The current release; another base has other IRIs, so nothing to compare."""
        found = previous(self.out)
        return found if found and found.base == base else None


def _name(seed: bytes) -> str:
    return hashlib.sha256(seed).hexdigest()[:_ID]


def _once(lines: Iterable[bytes]) -> Iterator[bytes]:
    before = b""
    for line in lines:
        if line != before:
            yield line
            before = line


def _compress(lines: Iterable[bytes], path: Path, tally: Tally) -> str:
    digest = hashlib.sha256()
    with packed(path) as out:
        for line in lines:
            out.write(line)
            digest.update(line)
            tally.add(line)
    return digest.hexdigest()


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _to_disk(folder: Path) -> None:
    """Flush a folder and all that is in it from the system's memory to the disk."""
    for path in sorted(folder.rglob("*"), reverse=True):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
