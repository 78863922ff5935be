"""What a server can be told: where the release is, how IRIs begin, how much a query may use."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

_KINDS: dict[str, Callable[[str], object]] = {str(kind): kind for kind in (Path, str, int, float)}


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of one server; sizes are in bytes, times in seconds.

    ``data`` is a release directory, or the symlink ``current`` that names one and may move.
    ``query_seconds`` is the deadline of one public query, ``query_memory`` the address space of
    the process it runs in and ``result_bytes`` the size of what it may answer.
    ``query_workers`` queries run at once in each of ``processes`` server processes;
    ``query_queue`` more may wait for ``queue_seconds`` each, the rest are told to come back. A
    query process is replaced after ``recycle_queries``, or when it holds ``recycle_memory``.
    ``cache_bytes`` of answers to queries and ``page_bytes`` of pages and data are kept in each
    server process.
    ``client_seconds`` of query time and ``client_errors`` are what one client has per minute.
    ``services`` are the endpoints that SERVICE may name (IRIs, spaces between), by default none.
    ``writable`` is the folder of a store that takes updates, then ``data`` is its ``current``;
    one change may have ``write_bytes`` and take ``write_seconds``.
    ``proxies`` is how many trusted proxies stand before the server and name the client.
    ``contact`` is where errors are reported to: ``mailto:…`` or an address on the web.
    ``state`` is a folder that the processes of one server share, by default a new one.
    """

    data: Path = Path("data/current")
    processes: int = 2
    query_workers: int = 3
    query_queue: int = 32
    queue_seconds: float = 5.0
    query_seconds: float = 10.0
    query_memory: int = 2 * 1024**3
    result_bytes: int = 100 * 1024**2
    request_bytes: int = 1024**2
    recycle_queries: int = 10_000
    recycle_memory: int = 1024**3
    cache_bytes: int = 64 * 1024**2
    page_bytes: int = 64 * 1024**2
    client_seconds: float = 60.0
    client_errors: float = 30.0
    services: str = ""
    writable: str = ""
    write_bytes: int = 64 * 1024**2
    write_seconds: float = 60.0
    proxies: int = 0
    contact: str = ""
    state: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """Read ``RECALLING_DATA``, ``RECALLING_QUERY_SECONDS`` … ; ValueError names a bad one."""
        given: dict[str, object] = {}
        for setting in fields(cls):
            name = variable(setting.name)
            if name not in environment:
                continue
            try:
                given[setting.name] = _KINDS[str(setting.type)](environment[name])
            except ValueError:
                raise ValueError(f"{name}: {environment[name]!r} is not a number") from None
        return cls(**given)  # type: ignore[arg-type]

    def environment(self) -> dict[str, str]:
        """Give the variables from which ``from_environment`` makes this same configuration."""
        return {variable(s.name): str(getattr(self, s.name)) for s in fields(self)}


def variable(setting: str) -> str:
    """Name the environment variable of a setting: ``data`` is ``RECALLING_DATA``."""
    return f"RECALLING_{setting.upper()}"
