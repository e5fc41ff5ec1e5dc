"""The tracker's own database: documents, tasks, a journal of what was imported, and how far the import is.

Names are those of Vietnamese trackers. What the feed says and what the office notes are kept apart: an import
never touches `tien_do`, and a task that is withdrawn stays, cancelled, with the progress that it had.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

from gazetteer.tracker_data import load_edxml_business
from pipeline.records.tracking import Tracker, due_date, tracker_state

Fields = Mapping[str, Any]

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS van_ban (
    van_ban TEXT PRIMARY KEY, bi_huy INTEGER NOT NULL DEFAULT 0, ban_ghi TEXT NOT NULL,
    so_ky_hieu TEXT, ngay_ban_hanh TEXT, co_quan_ban_hanh TEXT, co_quan_id TEXT, trich_yeu TEXT
);
CREATE TABLE IF NOT EXISTS nhiem_vu (
    ma_nhiem_vu TEXT PRIMARY KEY, bi_huy INTEGER NOT NULL DEFAULT 0, ban_ghi TEXT NOT NULL,
    van_ban TEXT NOT NULL REFERENCES van_ban, ten_nhiem_vu TEXT NOT NULL, muc TEXT NOT NULL,
    don_vi_chu_tri TEXT NOT NULL, ma_chu_tri TEXT, don_vi_phoi_hop TEXT NOT NULL,
    thoi_han TEXT, thoi_han_ghi TEXT NOT NULL, san_pham TEXT, trich_dan TEXT NOT NULL, ghi_chu TEXT NOT NULL,
    tien_do TEXT NOT NULL DEFAULT 'not-started', do_uu_tien INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS nhat_ky (moc INTEGER PRIMARY KEY, ma TEXT NOT NULL, nghiep_vu INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS da_nhan (khoa TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS moc_cuoi (
    chi_mot INTEGER PRIMARY KEY CHECK (chi_mot = 1), moc INTEGER NOT NULL, kho TEXT NOT NULL
);
"""
_FORWARD: Final = """
INSERT INTO moc_cuoi VALUES (1, ?, ?)
ON CONFLICT (chi_mot) DO UPDATE SET moc = max(moc, excluded.moc), kho = excluded.kho
"""
_TABLES: Final = {"document": ("van_ban", "van_ban"), "task": ("nhiem_vu", "ma_nhiem_vu")}


class UnplacedError(Exception):
    """A change of something that this tracker does not have."""


class OtherStoreError(Exception):
    """Changes of another store than before: the cursor means nothing there, a person has to decide."""


class TaskTracker:
    """A tracker in a SQLite file, which is made where it is missing."""

    def __init__(self, path: Path) -> None:
        """Take the path."""
        self._path = path
        with closing(sqlite3.connect(path, timeout=60)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_SCHEMA)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=60, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @property
    def cursor(self) -> int:
        """Up to where it has imported."""
        [(cursor,)] = self.rows("SELECT coalesce(max(moc), 0) FROM moc_cuoi")
        return int(cursor)

    def rows(self, query: str) -> list[Sequence[Any]]:
        """Return what a query gives."""
        with closing(sqlite3.connect(self._path, timeout=60)) as connection:
            return list(connection.execute(query))

    def take(
        self, changes: Sequence[Fields], cursor: int, key: str | None = None, *, store: str = ""
    ) -> bool:
        """Import changes and remember the cursor, all or nothing; False for a key that was there before.

        Raises OtherStoreError, UnplacedError. A change that comes twice breaks the journal's key:
        sqlite3.IntegrityError.
        """
        with self._transaction() as connection:
            if any(known not in {"", store} for (known,) in connection.execute("SELECT kho FROM moc_cuoi")):
                raise OtherStoreError(store)
            if key and not connection.execute("INSERT OR IGNORE INTO da_nhan VALUES (?)", (key,)).rowcount:
                return False
            for change in changes:
                business = load_edxml_business()[change["kind"]]
                connection.execute(
                    "INSERT INTO nhat_ky VALUES (?, ?, ?)", (change["cursor"], change["id"], business)
                )
                _apply(connection, change)
            connection.execute(_FORWARD, (cursor, store))
        return True

    def note(self, task: str, progress: str) -> None:
        """Note the office's progress with a task, as a person does on the screen."""
        with self._transaction() as connection:
            connection.execute("UPDATE nhiem_vu SET tien_do = ? WHERE ma_nhiem_vu = ?", (progress, task))

    def states(self, tracker: Tracker, on: date) -> Iterator[str | None]:
        """Yield the state of every task in the words of a tracker."""
        for record, progress, cancelled in self.rows("SELECT ban_ghi, tien_do, bi_huy FROM nhiem_vu"):
            yield tracker_state(tracker, json.loads(record), on, progress, withdrawn=bool(cancelled))


def document_row(record: Fields) -> dict[str, Any]:
    """The columns that a document's record fills."""
    metadata = record["metadata"]
    issuer = metadata["issuer"] or {"name": None, "agency_id": None}
    return {
        "so_ky_hieu": metadata["number"], "ngay_ban_hanh": metadata["date"],
        "co_quan_ban_hanh": issuer["name"], "co_quan_id": issuer["agency_id"], "trich_yeu": metadata["title"],
    }  # fmt: skip


def task_row(record: Fields) -> dict[str, Any]:
    """The columns that a task's record fills: one lead, all others with it, one deadline."""
    leads = [one for one in record["assignees"] if one["role"] == "lead"]
    others = [one for one in record["assignees"] if one["role"] != "lead"] + leads[1:]
    due = due_date(record)
    return {
        "van_ban": record["document_id"], "ten_nhiem_vu": record["text"], "muc": record["label"],
        "don_vi_chu_tri": leads[0]["name"] if leads else "",
        "ma_chu_tri": leads[0]["agency_id"] if leads else None,
        "don_vi_phoi_hop": "; ".join(one["name"] for one in others),
        "thoi_han": due.isoformat() if due else None,
        "thoi_han_ghi": "; ".join(one["quote"] for one in record["deadlines"]),
        "san_pham": record["output"], "trich_dan": json.dumps(record["spans"]),
        "ghi_chu": "; ".join(record["review"]),
    }  # fmt: skip


def _apply(connection: sqlite3.Connection, change: Fields) -> None:
    """Do to a row what the feed says."""
    table, key = _TABLES[change["item"]]
    if change["kind"] in {"added", "restored"}:
        _write(connection, change, change["record"])
        return
    query = f"SELECT ban_ghi FROM {table} WHERE {key} = ?"  # noqa: S608 - our own names
    row = connection.execute(query, (change["id"],)).fetchone()
    if row is None:
        raise UnplacedError(change["id"])
    if change["kind"] == "withdrawn":
        query = f"UPDATE {table} SET bi_huy = 1 WHERE {key} = ?"  # noqa: S608
        connection.execute(query, (change["id"],))
    else:
        new = {field["field"]: field["new"] for field in change["fields"]}
        _write(connection, change, {**json.loads(row["ban_ghi"]), **new})


def _write(connection: sqlite3.Connection, change: Fields, record: Fields) -> None:
    """Put a record in its row; what the office noted stays."""
    table, key = _TABLES[change["item"]]
    made = task_row(record) if change["item"] == "task" else document_row(record)
    row = {key: change["id"], "bi_huy": 0, "ban_ghi": json.dumps(record, ensure_ascii=False), **made}
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    updates = ", ".join(f"{name} = excluded.{name}" for name in row)
    query = f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({key}) DO UPDATE SET {updates}"  # noqa: S608
    connection.execute(query, tuple(row.values()))
