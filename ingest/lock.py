"""One process at a time writes to a folder of releases."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import Busy


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Hold the lock of ``out``; raises Busy where another process holds it.

    It is a lock of the operating system, which ends with the process however that ends.
    """
    with (out / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(str(out)) from None
        yield
