"""How much of the machine one client may use: seconds of query time and errors per minute.

Two buckets per client, after the limits of Wikidata's query service: they fill evenly within a
minute and are drawn upon when a query has ended. SQLite keeps them, so that one budget holds for
all processes of a server.
"""

import ipaddress
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

_MINUTE = 60.0
_SCHEMA = """CREATE TABLE IF NOT EXISTS budget (
    client TEXT PRIMARY KEY, seconds REAL NOT NULL, errors REAL NOT NULL, at REAL NOT NULL)"""
_INDEX = "CREATE INDEX IF NOT EXISTS budget_at ON budget (at)"
_CHARGE = """INSERT INTO budget VALUES (:client, :max_s - :seconds, :max_e - :errors, :now)
    ON CONFLICT (client) DO UPDATE SET
      seconds = min(:max_s, seconds + (:now - at) * :max_s / 60.0) - :seconds,
      errors = min(:max_e, errors + (:now - at) * :max_e / 60.0) - :errors,
      at = :now"""


def client_name(address: str) -> str:
    """Name the client at an address; of IPv6 the first 64 bits, for one client has them all."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if ip.version == 4:
        return str(ip)
    return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))


class Budget:
    """``seconds`` of query time and ``errors`` per minute and client; 0 is no limit.

    The file at ``path`` may be used by several processes. ``clock`` counts seconds, the same ones
    in all processes.
    """

    def __init__(
        self, path: Path, seconds: float, errors: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds, self._errors, self._clock = seconds, errors, clock
        self._lock = threading.Lock()
        self._cleared = clock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF", _SCHEMA, _INDEX):
            self._database.execute(statement)

    def wait(self, client: str) -> float:
        """Give the seconds until this client may ask again, 0 if it may now."""
        with self._lock:
            row = self._database.execute(
                "SELECT seconds, errors, at FROM budget WHERE client = ?", (client,)
            ).fetchone()
        if row is None:
            return 0.0
        past = self._clock() - row[2]
        waits = [
            (past * limit / _MINUTE + left, limit)
            for left, limit in ((row[0], self._seconds), (row[1], self._errors))
            if limit > 0
        ]
        return max((-left * _MINUTE / limit for left, limit in waits if left < 0), default=0.0)

    def charge(self, client: str, seconds: float, *, failed: bool) -> None:
        """Take the time of a query, and one error if it failed, from what a client has left."""
        now = self._clock()
        values = {
            "client": client,
            "seconds": seconds,
            "errors": int(failed),
            "max_s": self._seconds or _MINUTE,
            "max_e": self._errors or _MINUTE,
            "now": now,
        }
        with self._lock:
            self._database.execute(_CHARGE, values)
            if now - self._cleared > _MINUTE:
                # a bucket that nobody drew upon for a minute and its debts is full again
                self._database.execute("DELETE FROM budget WHERE at < ?", (now - 10 * _MINUTE,))
                self._cleared = now

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()
