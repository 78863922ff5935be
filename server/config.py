"""What a server can be told: where the release is, how IRIs begin, how much a query may use."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

_KINDS: dict[str, Callable[[str], object]] = {str(kind): kind for kind in (Path, str, int, float)}


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of one server.

    ``data`` is a release directory, or the symlink ``current`` that names one and may move.
    ``query_seconds`` is the deadline of one public query, ``query_memory`` the address space of
    the process it runs in and ``result_bytes`` the size of what it may answer, both in bytes.
    ``query_workers`` queries run at once in each of ``processes`` server processes;
    ``query_queue`` more may wait for ``queue_seconds`` each, the rest are told to come back.
    """

    data: Path = Path("data/current")
    processes: int = 2
    query_workers: int = 2
    query_queue: int = 4
    queue_seconds: float = 5.0
    query_seconds: float = 10.0
    query_memory: int = 3 * 1024**3
    result_bytes: int = 100 * 1024**2
    request_bytes: int = 1024**2

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
