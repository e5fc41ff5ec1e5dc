"""What the files of all tools have in common: the records travel with the marks, and come back with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import orjson

from pipeline import __version__
from pipeline.errors import UsageError
from pipeline.export.files import whole_file
from pipeline.export.model import Exported
from pipeline.nlp.marks import Marked
from pipeline.nlp.revision import revise
from pipeline.records import check_document, check_tasks

KEPT: Final = "giaoviec"
"""The field of a tool's item that holds the records, for the way back."""
MODEL: Final = f"giaoviec {__version__}"
"""What the tools name as the maker of the marks."""

Item = dict[str, Any]
_Read = TypeVar("_Read")


def records(exported: Exported) -> Item:
    """Return what is kept under KEPT."""
    return {"document": exported.document, "tasks": list(exported.tasks)}


def sureness(exported: Exported) -> float:
    """Return the confidence of the least sure task, 1.0 where there is none: what to look at first."""
    return min((float(task["confidence"]) for task in exported.tasks), default=1.0)


def write_lines(path: Path, documents: Iterable[Exported], make: Callable[[Exported], Item]) -> int:
    """Write an item a line to `path`; return the number of tasks. Raises OSError, and what `make` raises."""
    tasks = 0
    with whole_file(path) as partial, partial.open("wb") as file:
        for exported in documents:
            file.write(orjson.dumps(make(exported), option=orjson.OPT_APPEND_NEWLINE))
            tasks += len(exported.tasks)
    return tasks


def read_objects(path: Path) -> Iterator[tuple[int, Item]]:
    """Yield what is on each line but blank ones, with its number. Raises UsageError (bad-annotations)."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.isspace():
                yield number, parsed(path, number, line)


def parsed(path: Path, number: int, text: bytes) -> Any:  # noqa: ANN401 - whatever a file holds
    """Return the JSON value in `text`. Raises UsageError (bad-annotations)."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise UsageError("bad-annotations", file=str(path), place=str(number)) from error


def read_items(
    path: Path, items: Iterable[tuple[int, _Read]], read: Callable[[_Read], tuple[Item, Marked] | None]
) -> Iterator[Exported]:
    """Yield the documents of a tool's file, with their records as the marks now say.

    `items` are numbered from 1; `read` takes one apart into what is kept and the marks, None for one that
    nobody has accepted. Raises UsageError (bad-annotations) for an item that no export wrote, or whose text
    or marks do not fit the records that it keeps.
    """
    for number, item in items:
        try:
            found = read(item)
            if found is not None:
                yield _revised(*found)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise UsageError("bad-annotations", file=str(path), place=str(number)) from error


def _revised(kept: Item, marks: Marked) -> Exported:
    check_document(kept["document"])
    check_tasks(kept["tasks"])
    for task in kept["tasks"]:
        if "".join(marks.text[start:end] for start, end in task["spans"]) != task["verbatim"]:
            raise ValueError(f"the text is not that of {task['task_id']}")
    return revise(Exported(kept["document"], kept["tasks"], marks.text), marks)
