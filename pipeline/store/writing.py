"""Writing what a load worked out: documents, tasks, what is below them, and the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import BindParameter, Connection, Table, bindparam, select

from gazetteer import Gazetteer
from pipeline.store import rows
from pipeline.store.agencies import AgencyBook
from pipeline.store.bulk import Batch, Row, in_batches
from pipeline.store.readings import TaskReading
from pipeline.store.search import Entry, add_words, remove_words
from pipeline.store.state import DocumentState, TaskState
from pipeline.store.tables import (
    ASSIGNEES,
    CITATIONS,
    DEADLINES,
    DOCUMENT_RECORDS,
    DOCUMENTS,
    EDITS,
    HISTORY,
    MARKS,
    PAIRS,
    REVIEWS,
    SOURCES,
    TASK_RECORDS,
    TASKS,
)
from pipeline.store.words import words_of

BELOW: Final = (ASSIGNEES, PAIRS, CITATIONS, DEADLINES, REVIEWS)
"""The tables whose rows are made of a task's record."""


class Writer:
    """Writes documents and their tasks for one load; `wrote` once anything was to be written."""

    def __init__(self, connection: Connection, batch: Batch, gazetteer: Gazetteer, load: int) -> None:
        """Take the writer's connection."""
        self._connection, self._batch, self._load = connection, batch, load
        self._book = AgencyBook(connection, batch, gazetteer)
        self.wrote = False

    def write(self, documents: Sequence[DocumentState]) -> None:
        """Write everything that happened to some documents, none of them twice."""
        tasks = [task for one in documents for task in one.tasks]
        self._learn([one for one in documents if one.rewritten], tasks)
        for document in documents:
            self._write_document(document)
        self._write_tasks(tasks)
        for document in documents:
            for event in document.events:
                id_ = event.task.id if event.task else None
                row = (self._batch.number(HISTORY), self._load, event.document, id_, *event[2:])
                self._batch.add(HISTORY, row)
                self.wrote = True
        self._batch.flush()
        self._index(tasks)

    def _learn(self, documents: Sequence[DocumentState], tasks: Iterable[TaskState]) -> None:
        fields = [task.reading.fields for task in tasks if task.reading]
        issuers = [named for one in documents for named in rows.issuer_in(one.reading.fields)]
        self._book.learn([*issuers, *rows.agencies_in(fields)], rows.rosters_in(fields))

    def _write_document(self, document: DocumentState) -> None:
        if document.rewritten:
            self._write_record(document)
        elif document.holds and document.stored and document.stored.withdrawn:
            self._update(DOCUMENTS, document.id, {"withdrawn": None})
        for event in document.events:
            if event.task is None and event.kind == "withdrawn":
                self._update(DOCUMENTS, event.document, {"withdrawn": self._load})
        if self._write_sources(document) or document.rewritten:
            self._mark(document)

    def _write_record(self, document: DocumentState) -> None:
        """Write a document, its record if that is new, and what is made of it."""
        fields = document.reading.fields
        values = {**rows.document_values(fields, self._book), "withdrawn": None}
        if document.stored:
            own = (CITATIONS.c.document == document.id) & CITATIONS.c.task.is_(None)
            self._connection.execute(CITATIONS.delete().where(own))
            self._connection.execute(EDITS.delete().where(EDITS.c.document == document.id))
            self._update(DOCUMENTS, document.id, values)
        else:
            self._add(DOCUMENTS, {**values, "id": document.id, "added": self._load})
        if document.stored and document.changed:
            here = DOCUMENT_RECORDS.update().where(DOCUMENT_RECORDS.c.document == document.id)
            self._connection.execute(here.values(record=document.reading.record))
            self.wrote = True
        elif not document.stored:
            self._batch.add(DOCUMENT_RECORDS, (document.id, document.reading.record))
        self._batch.extend(EDITS, rows.edit_rows(document.id, fields))
        refs = rows.outside(fields, (task.fields for task in document.reading.tasks))
        self._cite(rows.citation_rows(refs, document.id, None))

    def _write_sources(self, document: DocumentState) -> bool:
        """Write the file that the document was read from to those in which it came; whether that is new."""
        values = rows.source_values(document.reading.source, document.reading.document_id)
        file = values["sha256"], values["path"]
        before = {(row["sha256"], row["path"]): dict(row) for row in document.files}
        current = next((row for row in document.files if row["current"]), None)
        takes_over = document.holds and (current is None or current["sha256"] != values["sha256"])
        after = {key: {**row, "document": document.id} for key, row in before.items()}
        if takes_over:
            after = {key: {**row, "current": False} for key, row in after.items()}
        old = after.get(file, {"id": 0, "document": document.id, "current": False})
        after[file] = {**old, **values, "current": takes_over or old["current"]}
        if after == before and not document.mistaken:
            return False
        for row in before.values():
            self._connection.execute(SOURCES.delete().where(SOURCES.c.id == row["id"]))
        for mistaken in document.mistaken:
            its = (SOURCES.c.document == mistaken.id) & (SOURCES.c.sha256 == file[0])
            self._connection.execute(SOURCES.delete().where(its & (SOURCES.c.path == file[1])))
        for row in after.values():
            self._add(SOURCES, {**row, "id": row["id"] or self._batch.number(SOURCES)})
        self.wrote = True
        return True

    def _mark(self, document: DocumentState) -> None:
        """Leave the marks by which the document is found; those of its other files stay."""
        ids = [one.id for one in (document.stored, document.old) if one]
        there = self._connection.execute(select(MARKS).where(MARKS.c.document.in_(ids))).all() if ids else ()
        mine = {row.mark for row in there if row.document == document.id}
        wanted = document.marked.marks | {row.mark for row in there}
        self._batch.extend(MARKS, ((mark, document.id) for mark in sorted(wanted - mine)))

    def _write_tasks(self, tasks: Sequence[TaskState]) -> None:
        known = [task for task in tasks if task.id]
        again = [task for task in known if task.reading]
        self._remove_below([task.id for task in again])
        self._rewrite(again)
        for task in tasks:
            if task.reading:
                self._write_task(task, task.reading)
        self._set_live([task for task in known if task.live != task.was_live])

    def _write_task(self, task: TaskState, reading: TaskReading) -> None:
        if not task.id:
            task.id = self._batch.number(TASKS)
            values = {**rows.task_values(reading.fields), "document": task.document}
            self._add(TASKS, {**values, "id": task.id, "task_id": task.task_id, "added": self._load})
            self._batch.add(TASK_RECORDS, (task.id, reading.record))
        assignees = rows.assignee_rows(task.id, reading.fields, self._book)
        self._batch.extend(ASSIGNEES, assignees)
        self._batch.extend(PAIRS, rows.pair_rows(task.id, assignees))
        self._cite(rows.citation_rows(reading.fields["legal_refs"], task.document, task.id))
        self._batch.extend(DEADLINES, rows.deadline_rows(task.id, reading.fields))
        self._batch.extend(REVIEWS, rows.review_rows(task.id, reading.fields))

    def _rewrite(self, tasks: Iterable[TaskState]) -> None:
        """Write the own rows of tasks that the store has."""
        written = [(task.id, task.document, task.reading) for task in tasks if task.reading]
        own = [
            {"its_id": id_, "document": document, "changed": self._load, **rows.task_values(reading.fields)}
            for id_, document, reading in written
        ]
        records = [{"its_id": id_, "record": reading.record} for id_, _, reading in written]
        if written:
            its_id: BindParameter[int] = bindparam("its_id")
            self._connection.execute(TASKS.update().where(TASKS.c.id == its_id), own)
            self._connection.execute(TASK_RECORDS.update().where(TASK_RECORDS.c.task == its_id), records)

    def _remove_below(self, ids: Sequence[int]) -> None:
        for some in in_batches(ids):
            for table in BELOW:
                self._connection.execute(table.delete().where(table.c.task.in_(some)))

    def _set_live(self, tasks: Sequence[TaskState]) -> None:
        """Write of tasks that they were withdrawn or restored."""
        for live in (True, False):
            for some in in_batches(task.id for task in tasks if task.live == live):
                here = TASKS.update().where(TASKS.c.id.in_(some))
                self._connection.execute(here.values(withdrawn=None if live else self._load))
                for table in BELOW:
                    self._connection.execute(table.update().where(table.c.task.in_(some)).values(live=live))

    def _index(self, tasks: Iterable[TaskState]) -> None:
        """Make the new words of tasks searchable."""
        new: list[Entry] = []
        old: list[Entry] = []
        for task in tasks:
            if task.reading:
                if task.record:
                    words = words_of(orjson.loads(task.record)["text"])
                    if words == task.reading.words:
                        continue
                    old.append((task.id, words))
                new.append((task.id, task.reading.words))
        if old:
            remove_words(self._connection, old)
        if new:
            add_words(self._connection, new)

    def _cite(self, citations: Iterable[Row]) -> None:
        for row in citations:
            self._batch.add(CITATIONS, (self._batch.number(CITATIONS), *row))

    def _add(self, table: Table, values: Mapping[str, Any]) -> None:
        """Add a row by the names of its columns; those that are not named are empty."""
        self._batch.add(table, tuple([values.get(column.name) for column in table.columns]))

    def _update(self, table: Table, id_: int, values: dict[str, Any]) -> None:
        self._connection.execute(table.update().where(table.c.id == id_).values(values))
