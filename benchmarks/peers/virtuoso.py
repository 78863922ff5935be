"""Virtuoso, as Debian has it: loads the N-Quads of a release once, then serves them."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.servers import NotStarted, Server, answering, free_port, process

LOAD_SECONDS = 600.0
# the buffers are those that its manual advises for two gigabytes
SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = ., {release}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 20
[SPARQL]
ResultSetMaxRows = 1000000
"""


def _virtuoso(release: Path, folder: Path) -> Iterator[str]:
    if not shutil.which("virtuoso-t"):
        raise NotStarted("it is not installed (Debian: apt-get install virtuoso-opensource-7)")
    sql, http = free_port(), free_port()
    loaded = folder / f"loaded-{release.name}"
    if not loaded.exists():
        for old in folder.iterdir():
            old.unlink()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(sql=sql, http=http, release=release))
    with process(["virtuoso-t", "-f", "-c", "virtuoso.ini"], folder):
        endpoint = answering(f"http://127.0.0.1:{http}/sparql", folder)
        if not loaded.exists():
            start = time.monotonic()
            _sql(sql, f"ld_dir('{release}', 'graph.nq.gz', 'http://localhost/');\n"
                      "rdf_loader_run();\ncheckpoint;\n")  # fmt: skip
            loaded.write_text(f"{time.monotonic() - start:.0f} seconds\n")
        yield endpoint


def _sql(port: int, statements: str) -> None:
    done = subprocess.run(  # noqa: S603 - no shell
        ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", "ERRORS=stdout"],  # noqa: S607
        input=statements, capture_output=True, text=True, check=False, timeout=LOAD_SECONDS,
    )  # fmt: skip
    if done.returncode or "*** Error" in done.stdout:
        raise NotStarted(f"it does not load: {done.stdout.strip()[-200:]}")


VIRTUOSO = Server("virtuoso", _virtuoso)
