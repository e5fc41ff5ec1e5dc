"""Many documents: the same outcomes in the same order, on any number of processes."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import Final

from pipeline.engine.inputs import is_text
from pipeline.engine.work import Job, Outcome, process

MOST_WORKERS: Final = 8
# A process costs about 0.4 s to start, in which one that runs reads about 2 MB.
BYTES_WORTH_A_WORKER: Final = 2_000_000
# Of Word files and PDF; a scan takes far longer, and its pages run side by side as it is.
FILES_WORTH_A_WORKER: Final = 4


def count_workers(files: Sequence[str]) -> int:
    """Return how many processes pay for these files: 1 for few, one a core for many, never more than 8."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    texts = [file for file in files if is_text(file)]
    work = sum(map(_size, texts)) // BYTES_WORTH_A_WORKER + (len(files) - len(texts)) // FILES_WORTH_A_WORKER
    return max(1, min(cores, MOST_WORKERS, work))


def outcomes(files: Iterable[str], job: Job, *, workers: int) -> Generator[Outcome]:
    """Yield what became of each file, in the order given, holding only a bounded number of them.

    With one worker and plain text alone all happens in this process. Else a file whose process dies comes
    back as a failure ("crashed", "timed-out") and the others go on. Closing the iterator stops the processes.
    """
    files = tuple(files)
    if workers == 1 and all(map(is_text, files)):
        yield from (process(file, job) for file in files)
    else:
        from pipeline.engine.pool import pooled  # a run of one text needs no process but this

        yield from pooled(files, job, workers=workers)


def _size(file: str) -> int:
    """The file's size; 0 where it cannot be asked."""
    try:
        return Path(file).stat().st_size
    except OSError:
        return 0
