"""The records as they are: a folder like that of a run, which every command takes that takes one."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from pipeline.export.jsonl import JsonlWriter
from pipeline.export.model import Exported
from pipeline.records import to_line

_FILES: Final = ("documents.jsonl", "tasks.jsonl")


def write(documents: Iterable[Exported], path: Path) -> int:
    """Write documents.jsonl and tasks.jsonl into the folder `path`; return the number of tasks.

    They get their names when both are complete. Raises OSError.
    """
    path.mkdir(parents=True, exist_ok=True)
    partials = [path / f".{name}.partial" for name in _FILES]
    written = 0
    try:
        with ExitStack() as stack:
            pairs = zip(_FILES, partials, strict=True)
            lines, tasks = (stack.enter_context(JsonlWriter(path / name, partial)) for name, partial in pairs)
            for exported in documents:
                lines.write(to_line(exported.document))
                tasks.write(b"".join(map(to_line, exported.tasks)))
                written += len(exported.tasks)
            # In this order, as a run does: documents that are there have their tasks.
            tasks.commit()
            lines.commit()
    finally:
        for partial in partials:
            partial.unlink(missing_ok=True)
    return written
