"""Calendars of deadlines."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from icalendar import Calendar, vRecur

from pipeline.export import ics
from pipeline.export.model import Exported
from pipeline.export.recurring import due_days
from tests.stores import NOI_VU, assignee, deadline, document, task

ISSUED = date(2023, 7, 12)


def recurring(value: str, quote: str) -> dict[str, Any]:
    """The fields of a recurring deadline with a quote."""
    return {**deadline(value, "recurring"), "quote": quote}


def days(fields: dict[str, Any], many: int = 1) -> list[list[str]]:
    """The first days of each entry that a deadline gives, as a calendar program reckons them."""
    found = []
    for due in due_days(fields, ISSUED):
        start = datetime.combine(due.day, datetime.min.time())
        rule = rrulestr(vRecur(due.rule).to_ical().decode(), dtstart=start)  # type: ignore[no-untyped-call]
        found.append([one.date().isoformat() for one in islice(rule, many)])
    return found


@pytest.mark.parametrize(
    ("value", "quote", "first"),
    [
        ("monthly", "hằng tháng", ["2023-07-31", "2023-08-31", "2023-09-30", "2023-10-31"]),
        ("monthly", "trước ngày 20 hằng tháng", ["2023-07-20", "2023-08-20", "2023-09-20", "2023-10-20"]),
        ("monthly", "trước ngày 05 hằng tháng", ["2023-08-05", "2023-09-05", "2023-10-05", "2023-11-05"]),
        ("quarterly", "hằng quý", ["2023-09-30", "2023-12-31", "2024-03-31", "2024-06-30"]),
        ("quarterly", "trước ngày 25 của tháng cuối quý", ["2023-09-25", "2023-12-25", "2024-03-25"]),
        ("half-yearly", "định kỳ 6 tháng", ["2023-12-31", "2024-06-30", "2024-12-31", "2025-06-30"]),
        ("yearly", "Hằng năm", ["2023-12-31", "2024-12-31", "2025-12-31", "2026-12-31"]),
        ("yearly", "trước ngày 30/6 hằng năm", ["2024-06-30", "2025-06-30", "2026-06-30", "2027-06-30"]),
        ("yearly", "trước ngày 29/02 hằng năm", ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28"]),
        ("weekly", "hằng tuần", ["2023-07-16", "2023-07-23", "2023-07-30", "2023-08-06"]),
        ("daily", "hằng ngày", ["2023-07-12", "2023-07-13", "2023-07-14", "2023-07-15"]),
    ],
)  # fmt: skip
def test_a_recurrence_begins_with_its_document(value: str, quote: str, first: list[str]) -> None:
    """It stands on the day that the text gives, else on the last day of each period."""
    assert days(recurring(value, quote), many=len(first)) == [first]


def test_two_days_of_a_year_are_two_entries() -> None:
    """Each returns by itself."""
    quote = "trước ngày 01 tháng 6 và ngày 01 tháng 12 hàng năm"
    assert days(recurring("yearly", quote), many=2) == [
        ["2024-06-01", "2025-06-01"],
        ["2023-12-01", "2024-12-01"],
    ]


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        (deadline(None, "relative"), ISSUED),
        (recurring("continuous", "thường xuyên"), ISSUED),
        (recurring("monthly", "hằng tháng"), None),
        (recurring("monthly", "hằng tháng"), date(9999, 12, 31)),
        (recurring("quarterly", "trước ngày 05 của quý tiếp theo"), ISSUED),
        (recurring("monthly,yearly", "hằng tháng (trước ngày 20), hằng năm (trước ngày 15/11)"), ISSUED),
        (recurring("yearly", "trước ngày 40/6 hằng năm"), ISSUED),
        (recurring("yearly", "trước ngày 4/16 hằng năm"), ISSUED),
        (deadline("2023-02-30"), ISSUED),
    ],
)
def test_no_day_is_invented(fields: dict[str, Any], issued: date | None) -> None:
    """What gives no day, or one that is not understood, is in no calendar."""
    assert list(due_days(fields, issued)) == []


def test_several_recurrences_without_days_are_an_entry_each() -> None:
    """Of "each month, quarter and year" all three are there."""
    assert len(days(recurring("monthly,quarterly,yearly", "định kỳ hàng tháng, quý, năm"))) == 3


def events(path: Path) -> list[Any]:
    """The entries of a calendar."""
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_an_entry_tells_what_is_to_be_done_by_whom(tmp_path: Path) -> None:
    """A whole day that blocks nobody's time, with the words of the task; the same on every export."""
    path = tmp_path / "a.ics"
    one = task("Giao Sở Nội vụ; báo cáo\x01\nngay", assignees=[assignee(NOI_VU, name="Sở Nội vụ")],
               deadlines=[deadline("2023-09-30"), deadline("2024-03-31")])  # fmt: skip
    assert ics.write([Exported(document(), [one, task("B", 2)])], path) == 2
    first, second = events(path)
    assert [str(event["uid"]) for event in (first, second)] == ["vb-1-1", "vb-1-1-2"]
    assert [event["dtstart"].dt for event in (first, second)] == [date(2023, 9, 30), date(2024, 3, 31)]
    assert first["dtstamp"].dt == datetime(2023, 7, 12, tzinfo=UTC)
    assert str(first["summary"]).startswith("Sở Nội vụ: Giao Sở Nội vụ; báo cáo")
    assert "Thời hạn: hạn 2023-09-30" in str(first["description"])
    assert str(first["transp"]) == "TRANSPARENT"
    before = path.read_bytes()
    ics.write([Exported(document(), [one, task("B", 2)])], path)
    assert path.read_bytes() == before


def test_no_line_is_longer_than_calendars_allow(tmp_path: Path) -> None:
    """Long words are folded, and are whole when they are unfolded."""
    path, text = tmp_path / "a.ics", "việc " * 400
    ics.write([Exported(document(date=None), [task(text, deadlines=[deadline("2023-09-30")])])], path)
    assert max(map(len, path.read_bytes().split(b"\r\n"))) <= 75
    (event,) = events(path)
    assert text.strip() in str(event["description"])
    assert len(str(event["summary"])) <= 151


def test_nothing_due_gives_an_empty_calendar(tmp_path: Path) -> None:
    """It still opens."""
    assert ics.write([], tmp_path / "a.ics") == 0
    assert events(tmp_path / "a.ics") == []
