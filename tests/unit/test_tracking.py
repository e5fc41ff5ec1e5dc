"""Where a task stands in the words of real trackers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.records.tracking import (
    DUES,
    PROGRESSES,
    TRACKERS,
    Progress,
    Tracker,
    deadline_state,
    due_date,
    tracker_state,
)
from tests.stores import deadline, task

ON = date(2026, 3, 10)


def due(*values: str) -> dict[str, Any]:
    """A task with these days as its deadlines."""
    return task("Báo cáo", deadlines=[deadline(value) for value in values])


@pytest.mark.parametrize(
    ("task_", "day"),
    [
        (due(), None),
        (due("2026-03-10"), ON),
        (due("2026-05-01", "2026-03-10"), ON),
        (task("a", deadlines=[deadline("monthly", "recurring"), deadline(None, "relative")]), None),
        (task("a", deadlines=[deadline("monthly", "recurring"), deadline("2026-03-10")]), ON),
    ],
)
def test_the_first_date_is_the_day_a_task_is_due(task_: dict[str, Any], day: date | None) -> None:
    """What recurs or counts from an event has no last day."""
    assert due_date(task_) == day


@pytest.mark.parametrize(
    ("value", "soon", "state"),
    [
        ("2026-03-09", 3, "overdue"),
        ("2026-03-10", 3, "soon"),
        ("2026-03-13", 3, "soon"),
        ("2026-03-14", 3, "in-time"),
        ("2026-03-17", 7, "soon"),
        ("2026-03-18", 7, "in-time"),
        ("2026-03-11", 0, "in-time"),
    ],
)
def test_a_deadline_is_near_in_its_last_days(value: str, soon: int, state: str) -> None:
    """The day itself is still in time; the next one is not."""
    assert deadline_state(due(value), ON, soon) == state


def test_a_task_without_a_date_is_never_late() -> None:
    """Today does not matter."""
    assert {deadline_state(due(), day, 3) for day in (date.min, ON, date.max)} == {"no-date"}


@pytest.mark.parametrize(
    ("tracker", "value", "progress", "state"),
    [
        ("vpcp", "2026-03-09", "in-progress", "Chưa hoàn thành, quá hạn"),
        ("vpcp", "2026-03-10", "not-started", "Chưa hoàn thành, trong hạn"),
        ("vpcp", "2026-03-09", "done", "Hoàn thành quá hạn"),
        ("vpcp", "2026-03-10", "done", "Hoàn thành đúng hạn"),
        ("e-office", "2026-03-13", "not-started", "chuathuchien_sapquahan"),
        ("e-office", "2026-03-14", "not-started", "chuathuchien_tronghan"),
        ("e-office", "2026-03-09", "to-confirm", "choxacnhan_quahan"),
        ("e-office", "2026-03-10", "done", "dahoanthanh_tronghan"),
        ("steering", "2026-03-17", "in-progress", "Sắp hết hạn"),
        ("steering", "2026-03-18", "in-progress", "Đang thực hiện (trong hạn)"),
        ("steering", "2026-03-09", "in-progress", "Đang thực hiện (quá hạn)"),
        ("steering", "2026-03-10", "done", "Đã hoàn thành (đúng hạn)"),
        ("steering", "2026-03-09", "done", "Đã hoàn thành (quá hạn)"),
        ("edxml", "2026-03-09", "not-started", "03"),
        ("edxml", "2026-03-09", "done", "06"),
    ],
)
def test_every_tracker_has_its_own_words(
    tracker: Tracker, value: str, progress: Progress, state: str
) -> None:
    """Progress as the office noted it, deadlines as the records have them."""
    assert tracker_state(tracker, due(value), ON, progress) == state


def test_a_task_without_a_date_has_a_state_too() -> None:
    """The e-office has a word of its own for it."""
    assert tracker_state("e-office", due(), ON) == "chuathuchien_khonghan"


@pytest.mark.parametrize(
    ("tracker", "state"), [("vpcp", None), ("e-office", None), ("steering", "Bị hủy"), ("edxml", "13")]
)
def test_what_is_withdrawn_is_cancelled_or_gone(tracker: Tracker, state: str | None) -> None:
    """Whatever its progress was."""
    assert {tracker_state(tracker, due(), ON, one, withdrawn=True) for one in PROGRESSES} == {state}


def test_every_combination_has_a_state() -> None:
    """No progress and no deadline leaves a tracker without words."""
    days = {
        "no-date": due(),
        "overdue": due("2026-03-09"),
        "soon": due("2026-03-10"),
        "in-time": due("2027-01-01"),
    }
    assert days.keys() == set(DUES)
    for tracker in TRACKERS:
        for progress in PROGRESSES:
            for one in days.values():
                state = tracker_state(tracker, one, ON, progress)
                assert state
                assert "{" not in state


def test_a_date_that_is_none_has_no_last_day() -> None:
    """Records of another software may hold a month, nothing or nonsense where a day belongs."""
    values = ["2026-10", None, "", "mai"]
    task = {"deadlines": [{"kind": "date", "value": value} for value in values]}
    assert due_date(task) is None
    task["deadlines"].append({"kind": "date", "value": "2026-10-31"})
    assert due_date(task) == date(2026, 10, 31)
