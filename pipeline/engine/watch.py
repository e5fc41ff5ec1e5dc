"""The end of a process whose file would never be read, or for which nobody waits any more.

A thread looks at the work done, not at the clock.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

_EVERY: Final = 0.5


class Flag(Protocol):
    """A value that two processes share."""

    value: int


class Watch:
    """Ends this process when one file takes more than so many seconds of its own computing.

    It ends as well when the process that started it is gone: nobody could stop it or take its results.

    Programs that the process waits for have limits of their own and do not count, so a scan of a thousand
    pages is not stopped, and a busy machine changes nothing. What runs outside Python is stopped as well.
    """

    def __init__(self, seconds: float, ended: Flag) -> None:
        """Begin to look, in a thread of its own; `ended` becomes 1 before the process ends."""
        self._seconds = seconds
        self._ended = ended
        self._since: float | None = None
        self._parent = multiprocessing.parent_process()
        threading.Thread(target=self._look, daemon=True).start()

    @contextmanager
    def file(self) -> Iterator[None]:
        """Count what is done inside the `with` as the work on one file."""
        self._since = time.process_time()
        try:
            yield
        finally:
            self._since = None

    def _look(self) -> None:
        while True:
            time.sleep(_EVERY)
            if self._parent is not None and not self._parent.is_alive():
                os._exit(1)
            since = self._since
            if since is not None and time.process_time() - since > self._seconds:
                self._ended.value = 1
                os._exit(1)
