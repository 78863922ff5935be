"""The one process that has a writable store open: it makes the changes it is told, one by one.

Started by ``server.pool.writers`` as ``python -m server.pool.writer``. A change that runs too long
ends with the death of this process; the next one opens the store where the last whole change left
it.
"""

import json
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from server.pool.confine import confine
from server.store import BadQuery
from server.store.writing import WritableStore


def change(store: WritableStore, task: dict[str, Any]) -> dict[str, Any]:
    """Make one change, publish it, and say what came of it."""
    told: dict[str, Any] = {}
    try:
        match task["do"]:
            case "update":
                store.update(task["text"], task["base"])
            case "delete":
                told["found"] = store.delete(task["graph"])
            case word:
                parts = [(Path(path), name) for path, name in task["parts"]]
                told["created"] = store.put(
                    task["graph"], parts, task["base"], replace=word == "replace"
                )
    except BadQuery as error:
        return {"error": "bad-query", "detail": str(error), "at": (error.line, error.column)}
    except MemoryError:
        return {"error": "too-big"}
    except (OSError, RuntimeError) as error:
        return {"error": "store-failed", "detail": str(error)}
    return told | {"version": store.publish()}


def main() -> None:
    """Serve the socket whose descriptor stands on the command line, for the store in a folder."""
    descriptor, memory, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    isolated = confine(memory, network=False)
    connection = Connection(descriptor)
    try:
        store = WritableStore(folder)
    except (OSError, RuntimeError) as error:
        connection.send_bytes(json.dumps({"isolated": isolated, "error": str(error)}).encode())
        return
    connection.send_bytes(json.dumps({"isolated": isolated}).encode())
    while True:
        try:
            task = json.loads(connection.recv_bytes())
        except (EOFError, ConnectionResetError):
            return
        signal.setitimer(signal.ITIMER_REAL, task["seconds"] + 1)
        reply = change(store, task)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send_bytes(json.dumps(reply).encode())


if __name__ == "__main__":
    main()
