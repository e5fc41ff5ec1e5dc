"""What happened in a store, in order, for programs that keep a copy of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import orjson
from sqlalchemy import Connection, RowMapping, Table, func, select

from pipeline.store.bulk import in_batches
from pipeline.store.connection import Store
from pipeline.store.errors import StoreError
from pipeline.store.state import TRACKED
from pipeline.store.tables import DOCUMENT_RECORDS, DOCUMENTS, HISTORY, LOADS, TASK_RECORDS, TASKS

Item = Literal["document", "task"]
Kind = Literal["added", "changed", "withdrawn", "restored"]
_FIELDS: Final = 32
"""More rows than one change can have."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a record with its value before and after."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a task or a document in one load.

    `record` is there for what was added or restored: as it was after this change, of a document the fields
    source, metadata and warnings. `fields` are there for what was changed, and for what changed
    while it was withdrawn. Taking up records by id and setting fields, in order, makes a copy of the store.
    """

    cursor: int
    at: str
    item: Item
    kind: Kind
    id: str
    document_id: str
    record: Mapping[str, Any] | None
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Some changes in order; `cursor` is where the next page begins, `more` whether there is one by now."""

    changes: tuple[Change, ...]
    cursor: int
    more: bool


def changes(store: Store, since: int = 0, limit: int = 500) -> ChangesPage:
    """Return about `limit` changes behind the cursor `since`; 0 is the beginning of the store.

    The same cursor gives the same changes for ever, whatever is loaded later. Raises StoreError
    (unknown-cursor) for one that the store never gave.
    """
    with store.read() as connection:
        last = connection.execute(select(func.max(HISTORY.c.id))).scalar() or 0
        if not 0 <= since <= last:
            raise StoreError("unknown-cursor", file=store.address, value=str(since))
        groups = _groups(_rows(connection, since, limit + _FIELDS), limit)
        made = tuple(_changes(connection, groups))
    cursor = made[-1].cursor if made else since
    return ChangesPage(made, cursor, more=cursor < last)


def fingerprint(change: Change) -> str:
    """Return 32 hexadecimal digits that tell this change from all others.

    Its record is not looked at: a later version of this software may put more into it.
    """
    return hashlib.sha256(orjson.dumps(replace(change, record=None))).hexdigest()[:32]


def identity(store: Store) -> str:
    """Return what tells a store from others for ever: its first change; empty where there is none yet.

    A cursor means something only in the store that gave it.
    """
    return "".join(map(fingerprint, changes(store, 0, 1).changes))


def _rows(connection: Connection, since: int, limit: int) -> Sequence[RowMapping]:
    joined = (
        HISTORY.join(LOADS, LOADS.c.id == HISTORY.c.load)
        .join(DOCUMENTS, DOCUMENTS.c.id == HISTORY.c.document)
        .outerjoin(TASKS, TASKS.c.id == HISTORY.c.task)
    )
    query = select(HISTORY, LOADS.c.at, DOCUMENTS.c.document_id, TASKS.c.task_id).select_from(joined)
    ordered = query.where(HISTORY.c.id > since).order_by(HISTORY.c.id).limit(limit)
    return connection.execute(ordered).mappings().all()


def _groups(rows: Iterable[RowMapping], limit: int) -> list[list[RowMapping]]:
    """Rows of one change each, until there are `limit` rows; the last is whole."""
    groups: list[list[RowMapping]] = []
    for seen, row in enumerate(rows):
        if not groups or not _of_one(groups[-1][0], row):
            if seen >= limit:
                break
            groups.append([])
        groups[-1].append(row)
    return groups


def _of_one(first: RowMapping, row: RowMapping) -> bool:
    """Whether a row tells of the change that `first` begins."""
    same = all(first[name] == row[name] for name in ("load", "document", "task"))
    return same and row["kind"] == "changed" and first["kind"] != "withdrawn"


def _changes(connection: Connection, groups: Sequence[Sequence[RowMapping]]) -> Iterator[Change]:
    """Make changes of their rows."""
    whole = [group for group in groups if group[0]["kind"] in {"added", "restored"}]
    records = _records(connection, whole)
    for group in groups:
        first, last = group[0], group[-1]
        fields = (
            FieldChange(row["field"], orjson.loads(row["old"]), orjson.loads(row["new"]))
            for row in group
            if row["field"]
        )
        item: Item = "task" if first["task"] else "document"
        yield Change(
            last["id"], first["at"], item, first["kind"], first["task_id"] or first["document_id"],
            first["document_id"], records.get(last["id"]), tuple(fields),
        )  # fmt: skip


def _records(connection: Connection, groups: Sequence[Sequence[RowMapping]]) -> dict[int, Mapping[str, Any]]:
    """By cursor the records as they were then: as they are now, with what changed since undone."""
    tasks = {group[-1]["task"] for group in groups} - {None}
    documents = {group[-1]["document"] for group in groups if not group[-1]["task"]}
    now = {("task", id_): orjson.loads(text) for id_, text in _now(connection, TASK_RECORDS, "task", tasks)}
    for id_, text in _now(connection, DOCUMENT_RECORDS, "document", documents):
        record = orjson.loads(text)
        now["document", id_] = {field: record[field] for field in TRACKED}
    undone = _later(connection, tasks, documents)
    made: dict[int, Mapping[str, Any]] = {}
    for group in groups:
        last = group[-1]
        item = ("task", last["task"]) if last["task"] else ("document", last["document"])
        record = dict(now[item])
        for cursor, field, old in undone.get(item, ()):
            if cursor > last["id"]:
                record[field] = orjson.loads(old)
        made[last["id"]] = record
    return made


def _now(connection: Connection, table: Table, key: str, ids: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The records as they are."""
    for some in in_batches(sorted(ids)):
        query = select(table.c[key], table.c.record).where(table.c[key].in_(some))
        yield from ((id_, record) for id_, record in connection.execute(query))


def _later(
    connection: Connection, tasks: Iterable[int], documents: Iterable[int]
) -> dict[tuple[str, int], list[tuple[int, str, str]]]:
    """Every change of a field of these items: cursor, field and old value, the last first."""
    columns = (HISTORY.c.id, HISTORY.c.field, HISTORY.c.old)
    found: dict[tuple[str, int], list[tuple[int, str, str]]] = {}
    asked = (("task", HISTORY.c.task, tasks), ("document", HISTORY.c.document, documents))
    for item, column, ids in asked:
        for some in in_batches(sorted(ids)):
            query = select(column, *columns).where(column.in_(some), HISTORY.c.field.isnot(None))
            if item == "document":
                query = query.where(HISTORY.c.task.is_(None))
            for id_, *change in connection.execute(query.order_by(HISTORY.c.id.desc())):
                found.setdefault((item, id_), []).append((change[0], change[1], change[2]))
    return found
