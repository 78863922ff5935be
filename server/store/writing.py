"""A store that takes changes: each one is published as a version that readers open.

A folder holds ``store`` (open in one process only), ``versions/vN/store`` (copies by hard links,
never changed) and ``current``, a link to the newest version. To a reader a version is a release.
"""

import re
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from server.store.querying import BadQuery, bad_query
from server.store.terms import GRAPH_FORMATS

KEPT = 8
"""Versions that stay on disk, for readers that are just about to open one."""

_VERSION = re.compile(r"v(\d{8})")
_SCRATCH = "urn:uuid:"


class WritableStore:
    """The store of ``folder``; what is there when it opens becomes a version at once."""

    def __init__(self, folder: Path) -> None:
        """Open or make the store; OSError where another process has it open."""
        self._folder = folder
        (folder / "versions").mkdir(parents=True, exist_ok=True)
        self._store = ox.Store(str(folder / "store"))
        for graph in list(self._store.named_graphs()):
            # a writer that was killed while it took a graph in leaves its scratch graph behind
            if isinstance(graph, ox.NamedNode) and graph.value.startswith(_SCRATCH):
                self._store.remove_graph(graph)
        self.publish()

    def update(self, text: str, base: str) -> None:
        """Do a SPARQL update, all of it or nothing; raises BadQuery."""
        try:
            self._store.update(text, base_iri=base)
        except (SyntaxError, ValueError) as error:
            raise bad_query(str(error)) from None
        except RuntimeError as error:
            # a graph that is not there, or is there already
            raise BadQuery(str(error)) from None

    def put(
        self, graph: str, parts: Iterable[tuple[Path, str]], base: str, *, replace: bool
    ) -> bool:
        """Make a graph (``""``: the default one) of files in RDF, or add them to it.

        ``parts`` are files and keys of GRAPH_FORMATS. Gives True where the graph is new; raises
        BadQuery where a file is not in its format, and then nothing is changed.
        """
        scratch = ox.NamedNode(_SCRATCH + str(uuid.uuid4()))
        created = bool(graph) and not self._store.contains_named_graph(ox.NamedNode(graph))
        # a named node writes itself as the grammar wants it, so no text of a client is pasted here
        target = f"GRAPH {ox.NamedNode(graph)}" if graph else "DEFAULT"
        self._store.add_graph(scratch)
        try:
            for path, format_name in parts:
                self._store.load(
                    path=str(path),
                    format=GRAPH_FORMATS[format_name],
                    base_iri=base,
                    to_graph=scratch,
                )
            word = "MOVE" if replace else "ADD"
            self._store.update(f"{word} GRAPH {scratch} TO {target}")
        except (SyntaxError, ValueError) as error:
            raise BadQuery(str(error)[:300]) from None
        finally:
            self._store.remove_graph(scratch)
        if graph:
            self._store.add_graph(ox.NamedNode(graph))
        return created

    def delete(self, graph: str) -> bool:
        """Remove a graph, or empty the default one (``""``); False where there is none."""
        if not graph:
            self._store.clear_graph(ox.DefaultGraph())
            return True
        if not self._store.contains_named_graph(ox.NamedNode(graph)):
            return False
        self._store.remove_graph(ox.NamedNode(graph))
        return True

    def publish(self) -> str:
        """Make a version of what the store holds now, lead readers to it, and give its name."""
        versions = self._folder / "versions"
        numbers = sorted(int(m[1]) for p in versions.iterdir() if (m := _VERSION.match(p.name)))
        name = f"v{(numbers[-1] if numbers else 0) + 1:08}"
        fresh = versions / f"{name}.tmp"
        fresh.mkdir()
        self._store.backup(str(fresh / "store"))
        fresh.rename(versions / name)
        link = self._folder / "current.tmp"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("versions") / name)
        link.replace(self._folder / "current")
        for number in numbers[: 1 - KEPT]:
            shutil.rmtree(versions / f"v{number:08}", ignore_errors=True)
            shutil.rmtree(versions / f"v{number:08}.tmp", ignore_errors=True)
        return name
