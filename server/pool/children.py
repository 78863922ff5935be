"""Child processes that answer messages and can be killed at any moment."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ontology.terms import ROOT

START_SECONDS = 30.0
PATIENCE = 0.1
"""Seconds after which a task gives way to shorter ones."""

_FIRST, _LAST = 0, 19


class Late(Exception):
    """There was no reply in time."""


class Lost(Exception):
    """The process ended while it worked; ``code`` is how (a negative number is a signal)."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Line:
    """Tells the one who works for a client that the client is gone; safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: Child | None = None
        self.gone = False

    def hang_up(self) -> None:
        """The client is gone: what works for it is killed, unless it is done in a moment anyway.

        A new process costs more than the end of a short task.
        """
        with self._lock:
            self.gone = True
            if self._child and self._child.tired:
                self._child.stop()

    @contextmanager
    def held(self, child: "Child") -> Iterator[None]:
        """While this lasts the child works for this client."""
        with self._lock:
            self._child = child
        try:
            yield
        finally:
            with self._lock:
                self._child = None


class Child:
    """The parent's end of one process, started as ``python -m MODULE DESCRIPTOR WORDS…``."""

    def __init__(self, module: str, *words: str) -> None:
        ours, theirs = socket.socketpair()
        # tokens and other settings are none of its business
        environment = {k: v for k, v in os.environ.items() if not k.startswith("RECALLING_")}
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", module, str(theirs.fileno()), *words],
                cwd=ROOT,
                env=environment,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._connection = Connection(ours.detach())
        self._greeting: dict[str, Any] | None = None
        self._closed = self.tired = False

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can be asked something."""
        return not self._closed and self._process.poll() is None

    def greeting(self, seconds: float) -> dict[str, Any] | None:
        """Give what a new process says of itself; None if it takes longer to start."""
        if self._greeting is None and self._connection.poll(seconds):
            self._greeting = json.loads(self._connection.recv_bytes())
        return self._greeting

    def ask(
        self, message: dict[str, Any], seconds: float, line: Line | None = None
    ) -> tuple[dict[str, Any], bytes]:
        """Send a message; give the reply and the bytes behind its line.

        Raises Late and Lost; then the process is ended.
        """
        try:
            if self.greeting(START_SECONDS) is None:
                raise Late
            self._connection.send_bytes(json.dumps(message).encode())
            if not self._connection.poll(min(PATIENCE, seconds)):
                self._give_way()
                if line and line.gone:
                    self.stop()
                if not self._connection.poll(max(0.0, seconds - PATIENCE)):
                    raise Late
            told, _, more = self._connection.recv_bytes().partition(b"\n")
            reply: dict[str, Any] = json.loads(told)
        except (EOFError, OSError):
            code = self._process.wait(START_SECONDS)
            self.kill()
            raise Lost(code) from None
        except BaseException:
            self.kill()
            raise
        return reply, more

    def _rank(self, nice: int) -> None:
        """Set how much of the machine the process gets; OSError where the system refuses.

        Linux shares first among sessions (sched(7), autogroup), where there is that, then within.
        """
        os.setpriority(os.PRIO_PROCESS, self.pid, nice)
        with suppress(FileNotFoundError):
            Path(f"/proc/{self.pid}/autogroup").write_text(str(nice), "ascii")

    def _give_way(self) -> None:
        with suppress(OSError):
            self._rank(_LAST)
        self.tired = True

    def rested(self) -> bool:
        """Take the old rank again; False where the system does not allow it."""
        if self.tired:
            try:
                self._rank(_FIRST)
            except OSError:
                return False
            self.tired = False
        return True

    def stop(self) -> None:
        """Kill the process and leave the rest to the thread that waits for it."""
        self._process.kill()

    def kill(self) -> None:
        """End the process at once; its memory may take a moment, which nobody waits for."""
        if not self._closed:
            self._closed = True
            self._process.kill()
            self._connection.close()
            threading.Thread(target=self._process.wait, daemon=True).start()

    def wait(self, seconds: float) -> None:
        """Wait until the process is no more, and what it locked is free."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
