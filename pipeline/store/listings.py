"""The documents and agencies of a store, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import func, select

from pipeline.store.bulk import rows_by
from pipeline.store.connection import Store
from pipeline.store.finding import inside
from pipeline.store.tables import AGENCIES, DOCUMENT_RECORDS, DOCUMENTS, LOADS, SOURCES, TASKS
from pipeline.store.words import folded_text


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document: its record, the paths of all files that it came in, how many tasks it has.

    The first path is that of the file whose tasks it has. `cursor` is its place among all documents.
    """

    cursor: int
    record: Mapping[str, Any]
    files: tuple[str, ...]
    tasks: int
    withdrawn_at: str | None


@dataclass(frozen=True, slots=True)
class StoredAgency:
    """An agency that records name, or one before or after it; `key` is what `Filters` know it by."""

    cursor: int
    key: str
    agency_id: str | None
    name: str
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """Some documents in the order of the store; `cursor` leads to the next page, None where there is none."""

    documents: tuple[StoredDocument, ...]
    cursor: int | None


@dataclass(frozen=True, slots=True)
class AgenciesPage:
    """Some agencies in the order of the store; `cursor` leads to the next page, None where there is none."""

    agencies: tuple[StoredAgency, ...]
    cursor: int | None


def documents_page(
    store: Store, *, document_id: str | None = None, after: int = 0, limit: int = 100
) -> DocumentsPage:
    """Return the first `limit` documents behind the cursor `after`, or the one of an id."""
    number = DOCUMENTS.c.id
    joined = DOCUMENTS.join(DOCUMENT_RECORDS, DOCUMENT_RECORDS.c.document == number)
    joined = joined.outerjoin(LOADS, LOADS.c.id == DOCUMENTS.c.withdrawn)
    query = select(number, DOCUMENT_RECORDS.c.record, LOADS.c.at).select_from(joined).where(number > after)
    if document_id is not None:
        query = query.where(DOCUMENTS.c.document_id == document_id)
    with store.read() as connection:
        rows = connection.execute(query.order_by(number).limit(limit + 1)).all()
        ids = [row.id for row in rows[:limit]]
        files = select(SOURCES).where(SOURCES.c.document.in_(ids))
        files = files.order_by(SOURCES.c.current.desc(), SOURCES.c.id)
        paths = rows_by(connection.execute(files).mappings().all(), "document")
        live = TASKS.c.document.in_(ids) & TASKS.c.withdrawn.is_(None)
        counted = select(TASKS.c.document, func.count()).where(live).group_by(TASKS.c.document)
        tasks = {row[0]: row[1] for row in connection.execute(counted)}
    documents = tuple(
        StoredDocument(
            row.id, orjson.loads(row.record), tuple(file["path"] for file in paths.get(row.id, ())),
            tasks.get(row.id, 0), row.at,
        )
        for row in rows[:limit]
    )  # fmt: skip
    return DocumentsPage(documents, ids[-1] if len(rows) > limit else None)


def agencies_page(
    store: Store, *, words: str | None = None, key: str | None = None, after: int = 0, limit: int = 100
) -> AgenciesPage:
    """Return the first `limit` agencies behind the cursor `after`, those with whole `words` in their names.

    With `key` there is only the agency of this key.
    """
    columns = [AGENCIES.c[name] for name in ("id", "key", "agency_id", "name", "valid_from", "valid_to")]
    query = select(*columns).where(AGENCIES.c.id > after)
    if words is not None:
        query = query.where(inside(folded_text(words)))
    if key is not None:
        query = query.where(AGENCIES.c.key == key)
    with store.read() as connection:
        rows = connection.execute(query.order_by(AGENCIES.c.id).limit(limit + 1)).all()
    agencies = tuple(StoredAgency(*row) for row in rows[:limit])
    return AgenciesPage(agencies, agencies[-1].cursor if len(rows) > limit else None)
