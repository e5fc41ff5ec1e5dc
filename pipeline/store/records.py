"""The records of a store, as they were loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from sqlalchemy import select

from pipeline.store.connection import Store
from pipeline.store.filters import Filters, conditions
from pipeline.store.tables import DOCUMENT_RECORDS, DOCUMENTS, TASK_RECORDS, TASKS

_AT_ONCE: Final = 100
"""Documents that are read together."""


class StoredRecords(NamedTuple):
    """A document and its tasks, each as a line of its record file, with the line feed."""

    document: bytes
    tasks: tuple[bytes, ...]


def records(store: Store, filters: Filters | None = None) -> Iterator[StoredRecords]:
    """Yield every document that is not withdrawn, in the order of the first loads, with such tasks in order.

    Written to documents.jsonl and tasks.jsonl they are what was loaded, to the byte. With `filters` only the
    tasks that fulfil them, and the documents that have such. Raises StoreError (unknown-agency).
    """
    with store.read() as connection:
        document, after = DOCUMENTS.c.id, 0
        known = select(document, DOCUMENT_RECORDS.c.record).where(DOCUMENTS.c.withdrawn.is_(None))
        known = known.join_from(DOCUMENTS, DOCUMENT_RECORDS, DOCUMENT_RECORDS.c.document == document)
        known = known.order_by(document).limit(_AT_ONCE)
        own = select(TASKS.c.document, TASK_RECORDS.c.record).where(TASKS.c.withdrawn.is_(None))
        own = own.where(*conditions(connection, filters)) if filters else own
        own = own.join_from(TASKS, TASK_RECORDS, TASK_RECORDS.c.task == TASKS.c.id)
        while rows := connection.execute(known.where(document > after)).all():
            tasks: dict[int, list[bytes]] = {row.id: [] for row in rows}
            asked = own.where(TASKS.c.document.in_(tasks)).order_by(TASKS.c.position, TASKS.c.id)
            for id_, record in connection.execute(asked):
                tasks[id_].append(_line(record))
            for row in rows:
                if filters and not tasks[row.id]:
                    continue
                yield StoredRecords(_line(row.record), tuple(tasks[row.id]))
            after = rows[-1].id


def _line(record: str) -> bytes:
    return record.encode() + b"\n"
