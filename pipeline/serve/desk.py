"""A store that is asked by many at once from an event loop, and no question for longer than it may take."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from time import monotonic
from typing import Concatenate, Final, ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy import Connection, event

from pipeline.store import LoadSummary, Store, open_store
from pipeline.store.loading import load_readings
from pipeline.store.readings import Reading

READERS: Final = 8
"""Questions that are answered at once; others wait. SQLite takes up to 64 MB for each."""
_STEPS: Final = 10_000
"""After how many steps of its machine SQLite looks at the clock: every millisecond or so."""
_PATIENCE: Final = 0.5
"""The share of a request's time in which it waits for others who write: then it can still be told so."""
_LEAST: Final = 0.001
"""Seconds: for none a database would wait for ever, or not at all."""
_ORIGIN: Final = "HTTP"
"""What the table of loads says of where records came from."""

P = ParamSpec("P")
T = TypeVar("T")


class Desk:
    """Asks a store in threads, and loads into it one after another."""

    def __init__(self, url: str, seconds: float) -> None:
        """Open the store; a question ends after `seconds` where nobody waits for it. Raises StoreError."""
        self._url, self._patience = url, _PATIENCE * seconds
        self._store = open_store(url, patience=self._patience)
        self._readers, self._writers = CapacityLimiter(READERS), CapacityLimiter(1)
        _bound(self._store, seconds)

    async def ask(self, question: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a function of the store gives. Raises StoreError."""
        asked = partial(question, self._store, *args, **kwargs)
        return await to_thread.run_sync(asked, abandon_on_cancel=True, limiter=self._readers)

    async def load(self, readings: Iterable[Reading]) -> LoadSummary:
        """Take readings in, made in the thread. Who is cancelled does not know whether they were taken.

        Raises StoreError: store-busy before those who gave up wait in threads, to be taken in later.
        """
        until = monotonic() + self._patience

        def load() -> LoadSummary:
            with open_store(self._url, patience=max(_LEAST, until - monotonic())) as store:
                return load_readings(readings, store, origin=_ORIGIN)

        return await to_thread.run_sync(load, abandon_on_cancel=True, limiter=self._writers)

    def close(self) -> None:
        """Close every connection to the store."""
        self._store.close()


def _bound(store: Store, seconds: float) -> None:
    """Let no connection of a store, or no statement where connections are kept, take longer than this."""

    def bound_sqlite(connection: sqlite3.Connection, _: object) -> None:
        deadline = monotonic() + seconds
        connection.set_progress_handler(lambda: monotonic() > deadline, _STEPS)

    def bound_postgresql(connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(1000 * seconds)}")

    if store.sqlite:
        event.listen(store.engine, "connect", bound_sqlite)
    else:
        event.listen(store.engine, "begin", bound_postgresql)
