"""What a release changes: compared with the one before it, and written beside its graph.

``added.nq.gz`` and ``removed.nq.gz`` are the delta, ``retired.nq`` keeps the addresses of earlier
releases, ``news.nq`` is what the feeds tell. A first release has none of them. The same graph
after the same release gives the same bytes.
"""

import time
from pathlib import Path
from typing import Any

from ingest.changes import delta, news, retired
from ingest.changes.known import Known
from ingest.changes.previous import Previous
from ingest.packing import packed
from ontology.iris import Iris

ADDED, REMOVED = "added.nq.gz", "removed.nq.gz"
GRAPH = "graph.nq.gz"


def record(before: Previous, folder: Path, name: str) -> dict[str, Any]:
    """Write what changes from a release to the one in ``folder``, which will have this name.

    Returns what the manifest says of it. Raises BrokenRelease.
    """
    start = time.monotonic()
    base, iris = before.base, Iris(before.base)
    retirements, items = retired.Retirements(base), news.News(base)
    counts = {True: 0, False: 0}
    with packed(folder / ADDED) as added, packed(folder / REMOVED) as removed:
        files = {True: added, False: removed}
        for change in delta.changes(before.folder / GRAPH, folder / GRAPH):
            files[change.added].write(change.line)
            counts[change.added] += 1
            retirements.see(change)
            items.see(change)
    known = Known(folder / "store")
    entries = retired.carry_on(
        retired.read(before.folder / retired.NAME),
        retirements.gone(known),
        iris.release(before.id),
        known,
    )
    (folder / retired.NAME).write_bytes(b"".join(retired.lines(entries, base)))
    told = items.lines(before.folder / news.NAME, iris.release(name), known)
    (folder / news.NAME).write_bytes(b"".join(told))
    return {
        "previous": before.id,
        "delta": {"added": counts[True], "removed": counts[False]},
        "retired": len(entries),
        "compared_in_seconds": round(time.monotonic() - start, 2),
        "history": before.history(),
    }
