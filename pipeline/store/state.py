"""What a load does to documents and tasks, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import orjson
from sqlalchemy import RowMapping

from pipeline.store.matching import Marked, Match, Stored
from pipeline.store.readings import TaskReading

TRACKED: Final = ("source", "metadata", "warnings")
"""The fields of a document whose changes the history tells; the others say where things stand in its text."""


class Event(NamedTuple):
    """What happened to a task, or to the document where `task` is None; `old` and `new` are JSON."""

    document: int
    task: TaskState | None
    kind: str
    field: str | None = None
    old: str | None = None
    new: str | None = None


class TaskState:
    """A task of the store or one on its way there; `id` is 0 for one that is new."""

    def __init__(self, task_id: str, row: RowMapping | None = None) -> None:
        """Begin with what the store has."""
        self.task_id = task_id
        self.id: int = row["id"] if row else 0
        self.document: int = row["document"] if row else 0
        self.record: str = row["record"] if row else ""
        self.live: bool = row is not None and row["withdrawn"] is None
        self.was_live = self.live
        self.reading: TaskReading | None = None
        """What its rows have to be made of; None where they stay."""

    def take(self, reading: TaskReading, document: int) -> Iterator[Event]:
        """Become what a reading says; yield what happened."""
        if not self.live:
            yield Event(document, self, "restored" if self.record else "added")
        if not self.record or self.record != reading.record or document != self.document:
            self.reading = reading
        self.document, self.live = document, True
        for change in changes(self.record, reading.record) if self.record else ():
            yield Event(document, self, "changed", *change)

    def leave(self) -> Event:
        """Be withdrawn; return what happened."""
        self.live = False
        return Event(self.document, self, "withdrawn")


class DocumentState:
    """A document with a reading of it: what happens to it and to its tasks.

    `holds`: its tasks are those of this reading from now on. Where reading gave another id than the document
    had, a document with that id takes its place (`old` is withdrawn, its files become those of the new one),
    for ids of documents and tasks never change. `events` and `tasks`, those that are new, written anew,
    withdrawn or restored, are there after `happen`.
    """

    def __init__(self, marked: Marked, match: Match, record: str) -> None:
        """Begin with what the store has; `record` is that of `match.own`. `id` is 0 for a new document."""
        found, own, mistaken = match
        self.marked, self.reading = marked, marked.reading
        self.holds = found is None or _holds(marked, found)
        self.stored = own if self.holds else found
        self.mistaken = [one for one in mistaken if one is not self.stored]
        self.id = self.stored.id if self.stored else 0
        self.old = found if self.holds and found is not own else None
        self.changed = tuple(_document_changes(record, self.reading.record)) if record and self.holds else ()
        self.events: list[Event] = []
        self.tasks: list[TaskState] = []

    @property
    def files(self) -> list[RowMapping]:
        """The rows of the files in which the document came before."""
        return [*(self.stored.sources if self.stored else ()), *(self.old.sources if self.old else ())]

    @property
    def rewritten(self) -> bool:
        """Whether the rows made of the document's own record have to be made anew."""
        tasks = any(task.reading for task in self.tasks)
        return self.holds and (not self.stored or bool(self.changed) or tasks)

    def happen(self, states: Mapping[str, TaskState], own: Mapping[int, Sequence[TaskState]]) -> None:
        """Take the reading; `states` has its tasks, `own` those that each document has."""
        if self.holds:
            if not self.stored:
                self.events.append(Event(self.id, None, "added"))
            elif self.stored.withdrawn:
                self.events.append(Event(self.id, None, "restored"))
            tracked = (change for change in self.changed if change[0] in TRACKED)
            self.events += (Event(self.id, None, "changed", *change) for change in tracked)
            self._take_tasks(states, own.get(self.id, ()))
        if self.old:
            self._withdraw(self.old, own.get(self.old.id, ()))
        for mistaken in self.mistaken:
            if mistaken.current and mistaken.current["sha256"] == self.reading.source["sha256"]:
                self._withdraw(mistaken, own.get(mistaken.id, ()))

    def _take_tasks(self, states: Mapping[str, TaskState], own: Iterable[TaskState]) -> None:
        here = []
        for task in self.reading.tasks:
            here.append(states[task.task_id])
            self.events += here[-1].take(task, self.id)
        ids = {task.task_id for task in here}
        gone = [task for task in own if task.live and task.document == self.id and task.task_id not in ids]
        self.events += [task.leave() for task in gone]
        self.tasks += (task for task in (*here, *gone) if task.reading or task.live != task.was_live)

    def _withdraw(self, document: Stored, own: Iterable[TaskState]) -> None:
        """Withdraw another document with its tasks."""
        gone = [task for task in own if task.live and task.document == document.id]
        self.events += [task.leave() for task in gone]
        self.events.append(Event(document.id, None, "withdrawn"))
        self.tasks += gone


def changes(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Yield each field in which two records differ, with its old and its new value as JSON."""
    if old != new:
        before, after = orjson.loads(old), orjson.loads(new)
        for field in {**before, **after}:
            values = orjson.dumps(before.get(field)), orjson.dumps(after.get(field))
            if values[0] != values[1]:
                yield field, values[0].decode(), values[1].decode()


def _document_changes(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """The same for records of a document; another path to the same bytes is no difference."""
    found = list(changes(old, new))
    if [field for field, *_ in found] == ["source"]:
        before, after = orjson.loads(found[0][1]), orjson.loads(found[0][2])
        if {**before, "path": None} == {**after, "path": None}:
            return iter(())
    return iter(found)


def _holds(marked: Marked, stored: Stored) -> bool:
    """Whether the tasks of a document are those of this reading from now on.

    So it is for the file that they came from, for a better one, and for a new one of which reading gives the
    same id: it is a correction. All others only tell that the document came in another file as well.
    """
    current, source = stored.current, marked.reading.source
    if current is None or current["sha256"] == source["sha256"]:
        return True
    mine = (marked.known.whole is not None, not source["ocr"])
    its = (stored.known.whole is not None, not current["ocr"])
    new = all(one["sha256"] != source["sha256"] for one in stored.sources)
    return mine > its or (mine == its and new and current["read_as"] == marked.reading.document_id)
