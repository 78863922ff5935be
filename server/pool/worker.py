"""One query process: opens a release read-only, answers queries until its pipe closes.

Started by ``server.pool.workers`` as ``python -m server.pool.worker``; imports nothing heavy, so
that a killed one is replaced quickly. Everything that may go wrong inside Oxigraph (endless loops,
memory) ends with the death of this process, which is what it is for.
"""

import json
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from server.fulltext.sparql import expand
from server.pool.confine import confine, memory_in_use
from server.pool.rows import Counted
from server.pool.spool import Spool, TooBig
from server.store import (
    BadQuery,
    NotAcceptable,
    ReleaseStore,
    StoreFailed,
    Term,
    dump_graph,
    run_query,
)


def answer(store: ReleaseStore, task: dict[str, Any], spool: Spool) -> dict[str, Any]:
    """Run one task and say how it went; the answer itself goes to the spool."""
    try:
        if task["graph"] is not None:
            found = dump_graph(store, task["graph"], cast("Any", spool), task["formats"]["graph"])
            return {"form": "graph"} if found else {"error": "no-graph"}
        output = Counted(spool, task["formats"]["solutions"])
        bindings = {name: Term(*term) for name, term in task["bindings"].items()}
        form = run_query(
            store,
            expand(task["query"], Path(task["release"]), store, bindings, task["base"] or ""),
            cast("Any", output),
            task["formats"],
            union=task["union"],
            base=task["base"],
            default_graphs=task["default_graphs"],
            named_graphs=task["named_graphs"],
            bindings=bindings,
        )
    except BadQuery as error:
        return {"error": "bad-query", "detail": str(error), "at": (error.line, error.column)}
    except NotAcceptable as error:
        return {"error": "not-acceptable", "detail": str(error)}
    except (TooBig, MemoryError):
        return {"error": "too-big"}
    except StoreFailed as error:
        return {"error": "store-failed", "detail": str(error)}
    return {"form": form, "rows": output.rows() if form == "solutions" else None}


def main() -> None:
    """Serve the socket whose descriptor and limits stand on the command line.

    The release that was asked last stands there too: it is opened before anyone waits for it.
    """
    descriptor, memory, network = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "network"
    isolated = confine(memory, network=network)
    connection = Connection(descriptor)
    release, store = sys.argv[4], None
    with suppress(OSError, RuntimeError):
        store = ReleaseStore(Path(release)) if release else None
    connection.send_bytes(json.dumps({"isolated": isolated}).encode())
    while True:
        try:
            task = json.loads(connection.recv_bytes())
        except (EOFError, ConnectionResetError):
            return
        # SIGALRM keeps its default action, death: the parent kills at the deadline, this is for
        # the case that the parent is gone
        signal.setitimer(signal.ITIMER_REAL, task["seconds"] + 1)
        spool = Spool(task["spool"], task["limit"])
        try:
            if store is None or task["release"] != release:
                release, store = task["release"], None
                store = ReleaseStore(Path(release))
            reply = answer(store, task, spool)
        except FileNotFoundError:
            reply = {"error": "no-release"}
        except (OSError, RuntimeError) as error:
            reply = {"error": "store-failed", "detail": str(error)}
        finally:
            spool.close()
        signal.setitimer(signal.ITIMER_REAL, 0)
        body = spool.inline() if "form" in reply else b""
        reply |= {"memory": memory_in_use(), "inline": body is not None}
        connection.send_bytes(json.dumps(reply).encode() + b"\n" + (body or b""))


if __name__ == "__main__":
    main()
