"""Many documents at once, in processes of their own; imported only where there are any."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import Final

from pipeline.engine.watch import Flag, Watch
from pipeline.engine.work import Failure, Job, Outcome, file_sha256, process

CHUNK: Final = 8
CHUNKS_AHEAD: Final = 4

Waiting = tuple[list[str], Future[list[Outcome]]]

_work: tuple[Job, Watch] | None = None


def pooled(files: Iterable[str], job: Job, *, workers: int) -> Generator[Outcome]:
    """Yield what became of each file, as `outcomes` does, always in other processes than this."""
    rest = iter(files)
    waiting: deque[Waiting] = deque()
    while True:
        with _pool(job, workers) as (pool, _):
            while True:
                _fill(waiting, rest, pool, most=workers * CHUNKS_AHEAD)
                if not waiting:
                    return
                try:
                    done = waiting[0][1].result()
                except BrokenProcessPool:
                    break
                waiting.popleft()
                yield from done
        # One of the waiting chunks killed its process and broke the pool; nobody can say which.
        for chunk, future in waiting:
            yield from _salvage(chunk, future, job)
        waiting.clear()


def _fill(waiting: deque[Waiting], files: Iterator[str], pool: ProcessPoolExecutor, *, most: int) -> None:
    """Keep `most` chunks under way as long as there are files."""
    while len(waiting) < most and (chunk := list(islice(files, CHUNK))):
        waiting.append((chunk, _submit(pool, chunk)))


def _submit(pool: ProcessPoolExecutor, chunk: list[str]) -> Future[list[Outcome]]:
    """Hand a chunk to the pool; where the pool is broken already, the future says so like any other."""
    try:
        with _interrupts_ignored():
            return pool.submit(_process_chunk, chunk)
    except BrokenProcessPool as broken:
        future: Future[list[Outcome]] = Future()
        future.set_exception(broken)
        return future


def _salvage(chunk: list[str], future: Future[list[Outcome]], job: Job) -> Iterator[Outcome]:
    """Yield the outcomes of a chunk of a broken pool: its own, or each file read in a fresh process."""
    if future.done() and not future.cancelled() and future.exception() is None:
        yield from future.result()
        return
    rest = deque(chunk)
    while rest:
        with _pool(job, 1) as (pool, ended):
            while rest:
                file = rest.popleft()
                try:
                    yield from _submit(pool, [file]).result()
                except BrokenProcessPool:
                    yield Outcome(file, file_sha256(file, job.limits), _death(job, ended))
                    break


def _death(job: Job, ended: Flag) -> Failure:
    """Return why the process of a file died: the watch ended it, or nobody knows."""
    return Failure("timed-out", None, {"seconds": job.seconds}) if ended.value else Failure("crashed")


@contextmanager
def _pool(job: Job, workers: int) -> Iterator[tuple[ProcessPoolExecutor, Flag]]:
    """A pool of fresh processes ("spawn": alike everywhere, safe beside threads), stopped on the way out.

    The flag becomes 1 when the watch has ended one of them.
    """
    context = multiprocessing.get_context("spawn")
    ended: Flag = context.RawValue("b", 0)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(job, ended))
    try:
        yield pool, ended
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Let processes that start now inherit deafness to Ctrl-C: the parent alone decides how to stop."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _start(job: Job, ended: Flag) -> None:
    """Prepare a worker process: what to do, and no stopping by Ctrl-C."""
    global _work  # noqa: PLW0603 - the one thing a process keeps between chunks
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work = job, Watch(job.seconds, ended)


def _process_chunk(files: list[str]) -> list[Outcome]:
    """Process the files of one chunk, in a worker process."""
    if _work is None:
        raise RuntimeError("a worker process was not started by _start")
    job, watch = _work
    return [_watched(file, job, watch) for file in files]


def _watched(file: str, job: Job, watch: Watch) -> Outcome:
    with watch.file():
        return process(file, job)
