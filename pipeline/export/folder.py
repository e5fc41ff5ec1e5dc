"""The folder of a run read back, a document with its tasks at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from pydantic_core import ValidationError

from pipeline.errors import UsageError
from pipeline.records import check_document, check_tasks


class Line(NamedTuple):
    """A line of a record file: what it says, as it is written, and its place in the file."""

    fields: dict[str, Any]
    text: str
    number: int


def read_folder(out: Path) -> Iterator[tuple[Line, list[Line]]]:
    """Yield the documents of OUT in order, each with its tasks; memory holds one at a time.

    Raises UsageError: no-records where OUT has none, bad-records where a line is no record, or a task stands
    elsewhere than among those of its document.
    """
    documents, tasks = out / "documents.jsonl", out / "tasks.jsonl"
    if not documents.is_file() or not tasks.is_file():
        raise UsageError("no-records", file=str(out))
    rest = _lines(tasks)
    waiting = next(rest, None)
    for line in _lines(documents):
        with _checked(documents, [line]):
            check_document(line.fields)
        own: list[Line] = []
        while waiting and waiting.fields.get("document_id") == line.fields["document_id"]:
            own.append(waiting)
            waiting = next(rest, None)
        with _checked(tasks, own):
            check_tasks([task.fields for task in own])
        _all_different(tasks, own)
        yield line, own
    if waiting:
        raise UsageError("bad-records", file=str(tasks), place=str(waiting.number))


def _lines(path: Path) -> Iterator[Line]:
    """Yield the object of every line but blank ones."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            text = raw.strip()
            if not text:
                continue
            try:
                fields = orjson.loads(text)
            except orjson.JSONDecodeError as error:
                raise UsageError("bad-records", file=str(path), place=str(number)) from error
            if not isinstance(fields, dict):
                raise UsageError("bad-records", file=str(path), place=str(number))
            yield Line(fields, text.decode(), number)


@contextmanager
def _checked(path: Path, lines: list[Line]) -> Iterator[None]:
    """Name the line that is no record."""
    try:
        yield
    except ValidationError as error:
        first = error.errors(include_url=False)[0]["loc"][0]
        line = lines[first if isinstance(first, int) else 0]
        raise UsageError("bad-records", file=str(path), place=str(line.number)) from error


def _all_different(path: Path, tasks: list[Line]) -> None:
    """See that no task stands twice."""
    seen: set[str] = set()
    for task in tasks:
        if task.fields["task_id"] in seen:
            raise UsageError("bad-records", file=str(path), place=str(task.number))
        seen.add(task.fields["task_id"])
