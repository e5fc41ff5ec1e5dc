"""A store is loaded, corrected and cut down while a tracker imports it by poll and by push, and is killed.

In the end both must be equal to the store. Who is killed, when, and what is corrected is drawn from a seed;
how far each program was by then is not, so that no two runs are quite the same.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from threading import Event
from typing import Final

from pipeline.records.tracking import PROGRESSES
from pipeline.store import Store, changes, open_store
from scripts.demo_tracker.compare import differences, told
from scripts.demo_tracker.corrections import correct
from scripts.demo_tracker.programs import NAMES, Programs, run_giaoviec
from scripts.demo_tracker.tracker import TaskTracker

_TODAY: Final = date(2026, 6, 30)
_PATIENCE: Final = 120
"""Seconds that the tracker may need at the end."""
_LONGEST: Final = 1.0
"""Seconds between a start and the next kill, at most: some programs are killed while they start."""
_AT_WORK: Final = 0.2
"""Seconds after something new is there, at most: half of the kills come so soon, while it is imported."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one way of importing ended with; `kills` are those while something was still to be imported."""

    way: str
    kills: int
    changes: int
    kinds: Mapping[str, int]
    states: Mapping[str, int]
    differences: tuple[str, ...]


def prove(texts: Iterable[Path], folder: Path, kills: int, seed: int) -> list[Result]:
    """Run everything in an empty folder; return the result of each way."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    first, url = folder / "0", str(folder / "store.db")
    run_giaoviec("extract", *texts, "-o", first)
    run_giaoviec("load", first, "--to", url)
    with open_store(url) as store, Programs(folder, url) as programs, ThreadPoolExecutor(1) as pool:
        trackers = {way: TaskTracker(path) for way, path in programs.databases.items()}
        notes: dict[str, dict[str, str]] = {way: {} for way in trackers}
        hits, enough = Counter[str](), Event()
        loads = pool.submit(_load_corrections, folder, url, chance.random(), enough)
        try:
            for _ in range(kills):
                _wait(store, trackers.values(), chance)
                for way, tracker in trackers.items():
                    _note(tracker, notes[way], chance)
                    hits[way] += _behind(tracker, store)
                name = chance.choice(NAMES)
                programs.kill(name)
                programs.start(name)
        finally:
            enough.set()
        loads.result()
        _catch_up(store, trackers.values())
        return [_result(way, store, tracker, notes[way], hits[way]) for way, tracker in trackers.items()]


def _load_corrections(folder: Path, url: str, seed: float, enough: Event) -> None:
    """Correct the records and load them, again and again."""
    chance = random.Random(seed)  # noqa: S311
    for number in count(1):
        correct(folder / "0", folder / f"{number}", chance)
        run_giaoviec("load", folder / f"{number}", "--to", url)
        if enough.is_set():
            return


def _wait(store: Store, trackers: Iterable[TaskTracker], chance: random.Random) -> None:
    """Wait for the moment of a kill: any moment, or one soon after something new is there."""
    longest = _LONGEST
    if chance.random() < 0.5:  # noqa: PLR2004
        longest, deadline = _AT_WORK, time.monotonic() + _PATIENCE
        while not any(_behind(tracker, store) for tracker in trackers) and time.monotonic() < deadline:
            time.sleep(0.01)
    time.sleep(chance.uniform(0, longest))


def _behind(tracker: TaskTracker, store: Store) -> bool:
    """Whether the store has changes that the tracker does not."""
    return bool(changes(store, tracker.cursor, 1).changes)


def _note(tracker: TaskTracker, notes: dict[str, str], chance: random.Random) -> None:
    """Note some progress with some task, whether it is withdrawn or not."""
    ids = [id_ for (id_,) in tracker.rows("SELECT ma_nhiem_vu FROM nhiem_vu ORDER BY ma_nhiem_vu")]
    if ids:
        id_, progress = chance.choice(ids), chance.choice(PROGRESSES)
        tracker.note(id_, progress)
        notes[id_] = progress


def _catch_up(store: Store, trackers: Iterable[TaskTracker]) -> None:
    """Wait until nothing is left to import, or for as long as it may take."""
    deadline = time.monotonic() + _PATIENCE
    while any(_behind(tracker, store) for tracker in trackers) and time.monotonic() < deadline:
        time.sleep(0.1)


def _result(way: str, store: Store, tracker: TaskTracker, notes: Mapping[str, str], kills: int) -> Result:
    history = told(store)
    kinds = Counter[str](change.kind for change in history)
    states = Counter(state or "" for state in tracker.states("steering", _TODAY))
    return Result(way, kills, len(history), kinds, states, tuple(differences(store, tracker, notes)))
