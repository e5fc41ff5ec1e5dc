"""Where a task stands in the words of a task tracker: what records say of it, and what the office notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, get_args

from gazetteer.tracker_data import load_trackers

Due = Literal["no-date", "in-time", "soon", "overdue"]
Progress = Literal[
    "not-started", "in-progress", "to-confirm", "done", "paused", "refused", "returned", "again",
]  # fmt: skip
Tracker = Literal["vpcp", "e-office", "steering", "edxml"]
DUES: Final[tuple[Due, ...]] = get_args(Due)
PROGRESSES: Final[tuple[Progress, ...]] = get_args(Progress)
TRACKERS: Final[tuple[Tracker, ...]] = get_args(Tracker)


def due_date(task: Mapping[str, Any]) -> date | None:
    """Return the day by which a task, as its record has it, has to be done; the first of several.

    None where no deadline is a whole date: what recurs, or counts from an event, has no last day.
    """
    days = (_whole(one["value"]) for one in task["deadlines"] if one["kind"] == "date")
    return min(filter(None, days), default=None)


def _whole(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


def deadline_state(task: Mapping[str, Any], on: date, soon: int = 0) -> Due:
    """Return how near the deadline of a task is on a day; the last `soon` days before it are "soon"."""
    due = due_date(task)
    if due is None:
        return "no-date"
    left = (due - on).days
    if left < 0:
        return "overdue"
    return "soon" if left <= soon else "in-time"


def tracker_state(
    tracker: Tracker, task: Mapping[str, Any], on: date, progress: Progress = "not-started",
    *, withdrawn: bool = False,
) -> str | None:  # fmt: skip
    """Return the state of a task in the words of a tracker; None for one that is in no list any more.

    `on` is today, of a task that is done the day when it was. The words are those of trackers.toml.
    """
    states = load_trackers()[tracker]
    if withdrawn:
        return states.withdrawn or None
    words = states.done if progress == "done" else states.open
    return words[deadline_state(task, on, states.soon)].format(progress=states.progress[progress])
