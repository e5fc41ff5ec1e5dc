"""Some readings taken into the store together: what they change is worked out first, and then written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, select

from gazetteer import Gazetteer
from pipeline.store.bulk import Batch, in_batches
from pipeline.store.matching import Marked, Match, Matcher
from pipeline.store.state import DocumentState, TaskState
from pipeline.store.tables import DOCUMENT_RECORDS, DOCUMENTS, LOADS, TASK_RECORDS, TASKS
from pipeline.store.writing import Writer


class ChunkLoader:
    """The one load that is going on: its number, and what it did so far."""

    def __init__(self, connection: Connection, gazetteer: Gazetteer) -> None:
        """Take the writer's connection."""
        self._connection = connection
        self._batch = Batch(connection)
        self._matcher = Matcher(connection)
        self.load = self._batch.number(LOADS)
        self._writer = Writer(connection, self._batch, gazetteer, self.load)
        names = ("documents", "tasks", "added", "changed", "withdrawn", "restored", "merged")
        self.counts = dict.fromkeys(names, 0)

    @property
    def idle(self) -> bool:
        """Whether nothing was written."""
        return not self._writer.wrote

    def take(self, chunk: Sequence[Marked]) -> None:
        """Take in readings that share no mark."""
        matches = self._matcher.match(chunk)
        touched = Counter(id_ for match in matches for id_ in _documents_of(match))
        if len(chunk) > 1 and touched.total() > len(touched):
            # What becomes of a document's second reading depends on what became of its first.
            for marked in chunk:
                self.take([marked])
            return
        documents = self._documents(chunk, matches)
        states = self._states(documents, touched)
        own: dict[int, list[TaskState]] = {}
        for task in states.values():
            own.setdefault(task.document, []).append(task)
        for document in documents:
            document.happen(states, own)
        self._writer.write(documents)
        self._count(documents)

    def _documents(self, chunk: Sequence[Marked], matches: Sequence[Match]) -> list[DocumentState]:
        records: dict[int, str] = {}
        table = DOCUMENT_RECORDS
        for some in in_batches(match.own.id for match in matches if match.own):
            rows = self._connection.execute(select(table).where(table.c.document.in_(some)))
            records.update((row.document, row.record) for row in rows)
        documents = []
        for marked, match in zip(chunk, matches, strict=True):
            record = records.get(match.own.id, "") if match.own else ""
            document = DocumentState(marked, match, record)
            if not document.id:
                document.id = self._batch.number(DOCUMENTS)
            documents.append(document)
        return documents

    def _states(self, documents: Sequence[DocumentState], touched: Iterable[int]) -> dict[str, TaskState]:
        """The live tasks of documents of the store, and all tasks of readings, by id."""
        states: dict[str, TaskState] = {}
        for some in in_batches(sorted(touched)):
            self._fetch(TASKS.c.document.in_(some) & TASKS.c.withdrawn.is_(None), states)
        read = [task.task_id for one in documents if one.holds for task in one.reading.tasks]
        for ids in in_batches(id_ for id_ in read if id_ not in states):
            self._fetch(TASKS.c.task_id.in_(ids), states)
        for id_ in read:
            if id_ not in states:
                states[id_] = TaskState(id_)
        return states

    def _fetch(self, condition: ColumnElement[bool], states: dict[str, TaskState]) -> None:
        columns = (TASKS.c.id, TASKS.c.task_id, TASKS.c.document, TASKS.c.withdrawn, TASK_RECORDS.c.record)
        query = select(*columns).join(TASK_RECORDS, TASK_RECORDS.c.task == TASKS.c.id).where(condition)
        for row in self._connection.execute(query.order_by(TASKS.c.id)).mappings():
            states[row["task_id"]] = TaskState(row["task_id"], row)

    def _count(self, documents: Iterable[DocumentState]) -> None:
        counts = self.counts
        for document in documents:
            counts["documents"] += 1
            counts["tasks"] += len(document.reading.tasks)
            counts["merged"] += not document.holds
            events = {(event.kind, event.task.task_id) for event in document.events if event.task}
            for kind, _ in events:
                counts[kind] += 1


def _documents_of(match: Match) -> set[int]:
    """The documents of the store that a reading touches."""
    return {one.id for one in (match.document, match.own, *match.mistaken) if one}
