"""Whether a tracker is equal to the store that it imported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from pipeline.store import Change, Store, changes, records
from scripts.demo_tracker.tracker import Fields, TaskTracker, document_row, task_row

_TRACKED = ("source", "metadata", "warnings")


def told(store: Store) -> list[Change]:
    """All changes of a store."""
    found: list[Change] = []
    page = changes(store)
    while page.changes:
        found += page.changes
        page = changes(store, page.cursor)
    return found


def differences(store: Store, tracker: TaskTracker, notes: Mapping[str, str]) -> Iterator[str]:
    """Yield in a line each what the tracker has otherwise; `notes` is the progress that the office noted.

    Every change must be in the journal once, every live record and its columns as in the store, everything
    else that ever was must be cancelled, and no note lost.
    """
    documents, tasks = _live(store)
    history = told(store)
    journal = [cursor for (cursor,) in tracker.rows("SELECT moc FROM nhat_ky ORDER BY moc")]
    if journal != [change.cursor for change in history]:
        yield f"journal: {len(journal)} changes, the store tells {len(history)}"
    for item, table, key, live in (
        ("document", "van_ban", "van_ban", documents),
        ("task", "nhiem_vu", "ma_nhiem_vu", tasks),
    ):
        ever = {change.id for change in history if change.item == item}
        has = {row[key]: row for row in _rows(tracker, table)}
        yield from (f"{item} {id_}: only on one side" for id_ in ever ^ has.keys())
        for id_, row in has.items():
            if bool(row["bi_huy"]) != (id_ not in live):
                yield f"{item} {id_}: cancelled on one side only"
            elif id_ in live and not _same(item, row, live[id_]):
                yield f"{item} {id_}: other values"
    noted = {row[0]: row[1] for row in tracker.rows("SELECT ma_nhiem_vu, tien_do FROM nhiem_vu")}
    if noted != {id_: notes.get(id_, "not-started") for id_ in noted}:
        yield "notes of the office are lost"


def _live(store: Store) -> tuple[dict[str, Fields], dict[str, Fields]]:
    """The records that are not withdrawn, by id; of documents the fields that the feed has."""
    documents, tasks = dict[str, Fields](), dict[str, Fields]()
    for one in records(store):
        document = orjson.loads(one.document)
        documents[document["document_id"]] = {name: document[name] for name in _TRACKED}
        tasks |= {task["task_id"]: task for task in map(orjson.loads, one.tasks)}
    return documents, tasks


def _same(item: str, row: Mapping[str, Any], record: Fields) -> bool:
    columns = task_row(record) if item == "task" else document_row(record)
    return json.loads(row["ban_ghi"]) == record and all(row[name] == columns[name] for name in columns)


def _rows(tracker: TaskTracker, table: str) -> Iterator[dict[str, Any]]:
    names = [name for _, name, *_ in tracker.rows(f"PRAGMA table_info({table})")]
    for row in tracker.rows(f"SELECT * FROM {table}"):  # noqa: S608 - our own names
        yield dict(zip(names, row, strict=True))
