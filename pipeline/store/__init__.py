"""Where tasks live: a database that is filled again and again from records, asked, and followed.

`load` takes the records of a run in; `open_store` opens a store for `query_page`, `query`, `search`, `stats`,
`documents_page`, `agencies_page`, `changes` and `records`. A store is a SQLite file or a PostgreSQL database,
and both give the same answers. Its tables and views are described in `tables` and `views`.
"""

from __future__ import annotations

from pipeline.store.changes import Change, ChangesPage, FieldChange, changes, fingerprint, identity
from pipeline.store.connection import Store, open_store
from pipeline.store.counts import WHATS, Count, What, stats
from pipeline.store.errors import StoreError
from pipeline.store.filters import Filters
from pipeline.store.listings import (
    AgenciesPage,
    DocumentsPage,
    StoredAgency,
    StoredDocument,
    agencies_page,
    documents_page,
)
from pipeline.store.loading import LoadSummary, load
from pipeline.store.queries import (
    DocumentOfTask,
    Page,
    StoredTask,
    count_tasks,
    query,
    query_page,
    search,
    task_ids,
)
from pipeline.store.records import StoredRecords, records
from pipeline.store.views import VIEWS

__all__ = [
    "VIEWS",
    "WHATS",
    "AgenciesPage",
    "Change",
    "ChangesPage",
    "Count",
    "DocumentOfTask",
    "DocumentsPage",
    "FieldChange",
    "Filters",
    "LoadSummary",
    "Page",
    "Store",
    "StoreError",
    "StoredAgency",
    "StoredDocument",
    "StoredRecords",
    "StoredTask",
    "What",
    "agencies_page",
    "changes",
    "count_tasks",
    "documents_page",
    "fingerprint",
    "identity",
    "load",
    "open_store",
    "query",
    "query_page",
    "records",
    "search",
    "stats",
    "task_ids",
]
