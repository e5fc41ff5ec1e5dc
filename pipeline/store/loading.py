"""Taking the records of a run into a store: again and again, without doubles, all or nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, func, select

from gazetteer import Gazetteer, load_gazetteer
from pipeline.store.chunks import ChunkLoader
from pipeline.store.connection import Store, open_store
from pipeline.store.likeness import SHARED_BANDS
from pipeline.store.matching import Marked
from pipeline.store.readings import Reading, read_readings
from pipeline.store.tables import HISTORY, LOADS

CHUNK: Final = 1_000
"""Tasks that are taken in together: what is in memory, and how often the store is asked."""
_COLLECT: Final = (20_000, 5, 5)
"""After how many new objects Python looks for garbage, and how many looks go with one at older objects."""


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did. `merged` readings are of documents that another file holds as well or better.

    `cursor` is that of the last change in the store: `changes` since it begin after this load.
    """

    documents: int = 0
    tasks: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    restored: int = 0
    merged: int = 0
    cursor: int = 0


Progress = Callable[[LoadSummary], None]


def load(
    out: Path, url: str, *, progress: Progress | None = None, gazetteer: Gazetteer | None = None,
    at: str | None = None,
) -> LoadSummary:  # fmt: skip
    """Take the records in the folder `out` into the store at `url`, which is made where it is missing.

    A document that the store has is updated: its tasks by their ids, those that are gone are withdrawn and
    those that are back restored, and every change goes to the history. A load that is broken off leaves the
    store as it was; one that finds nothing new too. `progress` hears of every few documents; `at` is the
    time of the load, now if it is None.

    Raises UsageError (no-records, bad-records) and StoreError (bad-store, other-store-version, store-busy).
    """
    readings = read_readings(out)
    with open_store(url, create=True) as store:
        return load_readings(readings, store, origin=str(out), progress=progress, gazetteer=gazetteer, at=at)


def load_readings(
    readings: Iterable[Reading], store: Store, *, origin: str, progress: Progress | None = None,
    gazetteer: Gazetteer | None = None, at: str | None = None,
) -> LoadSummary:  # fmt: skip
    """Take readings in like `load`; `origin` says in the table of loads where they come from.

    Raises StoreError, and whatever the iteration raises.
    """
    when = at or datetime.now(UTC).isoformat(timespec="seconds")
    with store.write() as connection:
        loader = ChunkLoader(connection, gazetteer or load_gazetteer())
        begun = {"id": loader.load, "at": when, "out": origin, **_counts(LoadSummary())}
        connection.execute(LOADS.insert().values(begun))
        with _few_collections():
            for chunk in _chunks(readings):
                loader.take(chunk)
                if progress:
                    progress(_summary(loader, connection))
        summary = _summary(loader, connection)
        if loader.idle:
            connection.rollback()
        else:
            connection.execute(LOADS.update().where(LOADS.c.id == loader.load).values(_counts(summary)))
            if summary.added >= CHUNK:
                # The database learns what is in it, so that it asks in the best order.
                connection.exec_driver_sql("ANALYZE")
    return summary


def _summary(loader: ChunkLoader, connection: Connection) -> LoadSummary:
    last = connection.execute(select(func.max(HISTORY.c.id))).scalar() or 0
    return replace(LoadSummary(cursor=last), **loader.counts)


def _counts(summary: LoadSummary) -> dict[str, Any]:
    names = ("documents", "tasks", "added", "changed", "withdrawn", "restored")
    return {name: getattr(summary, name) for name in names}


def _chunks(readings: Iterable[Reading]) -> Iterator[list[Marked]]:
    """Yield readings some at a time, none of which can be of the same document as another."""
    chunk: list[Marked] = []
    sure, bands, near = set[int](), set[int](), set[int]()
    tasks = 0
    for reading in readings:
        one = Marked(reading)
        like = max(len(bands & one.near), len(near & one.bands)) >= SHARED_BANDS
        if chunk and (like or sure & one.sure or tasks + len(reading.tasks) > CHUNK):
            yield chunk
            chunk, sure, bands, near, tasks = [], set(), set(), set(), 0
        chunk.append(one)
        sure |= one.sure
        bands |= one.bands
        near |= one.near
        tasks += len(reading.tasks)
    if chunk:
        yield chunk


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let Python look for cycles of garbage less often, and only among what is new.

    As often as it does by itself this takes a fifth of a load: records are many objects, and make no cycles.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_COLLECT)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
