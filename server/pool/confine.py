"""What a process may use that runs what strangers wrote: so much memory, and no network."""

import ctypes
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import cast

_HELD = Path("/proc/self/statm")
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def cut_network() -> bool:
    """Leave the network for a namespace that has none; False where the system forbids it.

    Must run while the process has one thread, so before a store opens.
    """
    unshare = cast("Callable[[int], int]", ctypes.CDLL(None, use_errno=True).unshare)
    return unshare(CLONE_NEWNET) == 0 or unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0


def confine(memory: int, *, network: bool) -> bool:
    """Limit this process to ``memory`` bytes of address space; tell whether it has no network.

    It leaves no core file and goes on when the terminal sends an interrupt: its parent ends it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    return not network and cut_network()


def memory_in_use() -> int:
    """Give the bytes of memory that this process holds (its resident set)."""
    with _HELD.open("rb", buffering=0) as told:
        return int(told.read().split()[1]) * resource.getpagesize()
