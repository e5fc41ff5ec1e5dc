"""Tasks that fulfil conditions, a page at a time or the best first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import RowMapping, Select, func, select

from pipeline.store.connection import Store
from pipeline.store.filters import Filters, conditions
from pipeline.store.ranking import best_first
from pipeline.store.tables import AGENCIES, DOCUMENTS, LOADS, TASK_RECORDS, TASKS

PAGE = 1_000
"""How many tasks `query` reads at once."""


@dataclass(frozen=True, slots=True)
class DocumentOfTask:
    """What a list of tasks says of the document that a task stands in; None for what is not known."""

    document_id: str
    number: str | None
    type: str | None
    issuer_id: str | None
    issuer: str | None
    date: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class StoredTask:
    """A task of the store: its record, its document, and when it was withdrawn, if it was.

    `cursor` is its place among all tasks of the store.
    """

    cursor: int
    record: Mapping[str, Any]
    document: DocumentOfTask
    withdrawn_at: str | None

    @property
    def task_id(self) -> str:
        """The id of the task."""
        return str(self.record["task_id"])


@dataclass(frozen=True, slots=True)
class Page:
    """Some tasks in the order of the store; `cursor` leads to the next page, None where there is none."""

    tasks: tuple[StoredTask, ...]
    cursor: int | None


def query_page(store: Store, filters: Filters, *, after: int = 0, limit: int = 100) -> Page:
    """Return the first `limit` tasks that fulfil `filters` behind the cursor `after`.

    Raises StoreError (unknown-agency).
    """
    with store.read() as connection:
        asked = _tasks().where(TASKS.c.id > after, *conditions(connection, filters))
        rows = connection.execute(asked.order_by(TASKS.c.id).limit(limit + 1)).mappings().all()
        tasks = tuple(map(_task, rows[:limit]))
    return Page(tasks, tasks[-1].cursor if len(rows) > limit else None)


def query(store: Store, filters: Filters, *, limit: int | None = None) -> Iterator[StoredTask]:
    """Yield the tasks that fulfil `filters`, `limit` at most, in the order of the store.

    Memory holds PAGE of them, and what is loaded meanwhile may be seen. Raises StoreError (unknown-agency).
    """
    cursor, left = 0, limit
    while left is None or left > 0:
        page = query_page(store, filters, after=cursor, limit=PAGE if left is None else min(left, PAGE))
        yield from page.tasks
        if page.cursor is None:
            return
        cursor, left = page.cursor, None if left is None else left - len(page.tasks)


def count_tasks(store: Store, filters: Filters) -> int:
    """Return how many tasks fulfil `filters`. Raises StoreError (unknown-agency)."""
    with store.read() as connection:
        counted = select(func.count()).select_from(TASKS).where(*conditions(connection, filters))
        return connection.execute(counted).scalar_one()


def task_ids(store: Store, filters: Filters) -> list[str]:
    """Return the ids of the tasks that fulfil `filters`, in the order of the store.

    Raises StoreError (unknown-agency).
    """
    with store.read() as connection:
        asked = select(TASKS.c.task_id).where(*conditions(connection, filters))
        return list(connection.execute(asked.order_by(TASKS.c.id)).scalars())


def search(store: Store, words: str, filters: Filters | None = None, *, limit: int = 20) -> list[StoredTask]:
    """Return the `limit` tasks at most in whose text the words occur, the best first, as `ranking` explains.

    Raises StoreError (unknown-agency).
    """
    with store.read() as connection:
        where = tuple(conditions(connection, filters or Filters()))
        found = best_first(connection, words, where, limit)
        rows = connection.execute(_tasks().where(TASKS.c.id.in_(found))).mappings()
        tasks = {row["id"]: _task(row) for row in rows}
    return [tasks[id_] for id_ in found]


def _tasks() -> Select[Any]:
    joined = (
        TASKS.join(TASK_RECORDS, TASK_RECORDS.c.task == TASKS.c.id)
        .join(DOCUMENTS, DOCUMENTS.c.id == TASKS.c.document)
        .outerjoin(AGENCIES, AGENCIES.c.id == DOCUMENTS.c.issuer)
        .outerjoin(LOADS, LOADS.c.id == TASKS.c.withdrawn)
    )
    columns = (TASKS.c.id, TASK_RECORDS.c.record, LOADS.c.at, DOCUMENTS.c.document_id, DOCUMENTS.c.number)
    more = (DOCUMENTS.c.type, DOCUMENTS.c.date, DOCUMENTS.c.title, AGENCIES.c.agency_id, AGENCIES.c.name)
    return select(*columns, *more).select_from(joined)


def _task(row: RowMapping) -> StoredTask:
    names = ("document_id", "number", "type", "agency_id", "name", "date", "title")
    document = DocumentOfTask(*(row[name] for name in names))
    return StoredTask(row["id"], orjson.loads(row["record"]), document, row["at"])
