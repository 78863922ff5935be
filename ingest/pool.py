"""Work in several processes: results in the order of the items, and no process left behind."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Pool:
    """Runs functions of a module over items. With one worker all is done in this process."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        if self._workers > 1:
            # not by fork: children must not inherit the lock of the release folder
            self._executor = ProcessPoolExecutor(
                self._workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_end_with_parent,
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor:
            self._executor.shutdown(cancel_futures=True)

    def map(
        self, function: Callable[[Item], Result], items: Sequence[Item], chunk: int = 8
    ) -> Iterator[Result]:
        """The results in the order of the items; both must be picklable."""
        if self._executor is None:
            return map(function, items)
        return self._executor.map(function, items, chunksize=chunk)


def _end_with_parent() -> None:
    """Let a worker whose parent was killed end too, instead of waiting for work for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101 - only ever called in a child

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
