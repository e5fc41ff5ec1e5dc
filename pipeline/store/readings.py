"""What a load takes in: the documents of a run's folder, each with its tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.export.folder import Line, read_folder
from pipeline.store.words import Word, clean, words_of


class TaskReading:
    """A task as a run wrote it."""

    def __init__(self, line: Line) -> None:
        """Take the line."""
        self.task_id = clean(line.fields["task_id"])
        self.fields = line.fields
        self.record = line.text

    @cached_property
    def words(self) -> list[Word]:
        """The words of its text."""
        return words_of(self.fields["text"])


class Reading:
    """A document with its tasks, as a run read it from one file."""

    def __init__(self, line: Line, tasks: list[Line]) -> None:
        """Take the lines."""
        self.document_id = clean(line.fields["document_id"])
        self.fields = line.fields
        self.record = line.text
        self.source: Mapping[str, Any] = line.fields["source"]
        self.metadata: Mapping[str, Any] = line.fields["metadata"]
        self.tasks = [TaskReading(task) for task in tasks]


def read_readings(out: Path) -> Iterator[Reading]:
    """Yield the documents of OUT in order, as `read_folder` does, and with its errors."""
    for line, tasks in read_folder(out):
        yield Reading(line, tasks)
