"""The finder of deadlines: years that are left out, repetitions, the words around, attribute lines."""

from __future__ import annotations

import pytest

from gazetteer.time_data import load_time_lexicon
from pipeline.mentions.times import Deadline, find_deadlines, read_time_attribute
from pipeline.mentions.times.values import read_issued, too_early
from pipeline.spans import Span

LEXICON = load_time_lexicon()


def told(text: str, issued: str | None = "2025-11-20") -> list[tuple[str, str | None]]:
    """Kind and value of each deadline of running text."""
    return [(d.kind, d.value) for d in find_deadlines(text, LEXICON, issued)]


def read(text: str, issued: str | None = "2025-11-20") -> list[tuple[str, str | None]]:
    """Kind and value of each deadline of an attribute's value."""
    return [(d.kind, d.value) for d in read_time_attribute(text, Span(0, len(text)), LEXICON, issued)]


def test_nothing_in_nothing() -> None:
    """An empty text and an empty value hold no deadline."""
    assert told("") == []
    assert read("") == []
    assert read(" :. ") == []


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ("2025", "2025-06-15"),
        ("2025-06", "2025-06-15"),
        ("2025-09-30", "2026-06-15"),
        ("2025-06-20", "2025-06-15"),
        ("2025-12-31", "2026-06-15"),
    ],
)
def test_missing_year_is_that_of_the_document(issued: str, expected: str) -> None:
    """A day without a year is the first from the issue on; a month of grace allows for late issue."""
    assert told("gửi báo cáo trước ngày 15/6.", issued) == [("date", expected)]


def test_missing_year_needs_a_date_of_issue() -> None:
    """No date is made up where neither the text nor the document gives the year."""
    assert told("gửi báo cáo trước ngày 15/6; hoàn thành trong tháng 6.", None) == []
    assert told("hoàn thành trước tháng 6; xong trong quý II.", None) == []
    assert read("Tháng 6", None) == []


def test_leap_day_without_a_year_waits_for_a_leap_year_only_once() -> None:
    """A 29 February that neither this nor the next year has is no date."""
    assert told("gửi trước ngày 29/02.", "2025-11-20") == []
    assert told("gửi trước ngày 29/02.", "2027-11-20") == [("date", "2028-02-29")]


@pytest.mark.parametrize(
    "day", ["31/02/2026", "00/5/2026", "15/13/2026", "30 tháng 02 năm 2026", "31/4", "12/5/9999"]
)
def test_no_such_day(day: str) -> None:
    """What the calendar lacks is no date."""
    assert told(f"gửi báo cáo trước ngày {day}.") == []


def test_two_digits_of_a_year_near_the_issue() -> None:
    """Two digits are a year only within five years of the issue."""
    assert told("gửi trước ngày 15/6/26.") == [("date", "2026-06-15")]
    assert told("gửi trước ngày 15/6/45.") == []
    assert told("gửi trước ngày 15/6/26.", None) == []


def test_past_date_is_no_deadline() -> None:
    """A date more than a month before the issue tells something else."""
    assert told("báo cáo trước ngày 01/10/2025.") == []
    assert too_early("2025-10-01", read_issued("2025-11-20"))
    assert not too_early("2025-10-01", None)


def test_months_and_quarters_that_do_not_exist() -> None:
    """There is no thirteenth month and no fifth quarter."""
    assert told("hoàn thành trong tháng 13 năm 2026; xong trong quý 5/2026.") == []
    assert told("hoàn thành trước tháng 13 năm 2026;") == []
    assert told("hoàn thành trước tháng 01 năm 2026;") == [("date", "2025-12-31")]
    assert told("hoàn thành trước quý II/2026; xong trước tháng 3.") == [
        ("date", "2026-03-31"),
        ("date", "2026-02-28"),
    ]


def test_day_without_a_year_beside_a_recurrence_is_its_day() -> None:
    """The day of a recurrence of the same sentence is no second deadline; in another it returns yearly."""
    assert told("Định kỳ hằng năm báo cáo kết quả, chậm nhất ngày 17 tháng 12.") == [("recurring", "yearly")]
    assert told("Báo cáo tháng trước ngày 20 hằng tháng; báo cáo cả năm trước ngày 05/12.") == [
        ("recurring", "monthly"), ("recurring", "yearly"),
    ]  # fmt: skip
    assert told("Hằng năm rà soát.\nGửi danh sách trước ngày 05/12.") == [
        ("recurring", "yearly"),
        ("date", "2025-12-05"),
    ]


def test_recurrence_said_twice_in_a_sentence_counts_once() -> None:
    """A repetition counts again only in another sentence."""
    assert told("Thường xuyên rà soát, thường xuyên cập nhật.") == [("recurring", "continuous")]
    assert len(told("Thường xuyên rà soát. Thường xuyên cập nhật.")) == 2


def test_several_deadlines_in_one_sentence() -> None:
    """Different times of one sentence all count."""
    text = "Thường xuyên rà soát kết quả hằng tuần, báo cáo trước ngày 15/12/2025."
    assert told(text) == [("recurring", "continuous"), ("recurring", "weekly"), ("date", "2025-12-15")]


def test_attribute_of_a_date_and_a_recurrence() -> None:
    """A date and a recurrence side by side are two deadlines, with a quote each."""
    text = "Thời gian thực hiện: Tháng 12/2013 và thường xuyên."
    found = read_time_attribute(text, Span(20, len(text)), LEXICON, "2013-11-11")
    assert [(text[d.start : d.end], d.kind, d.value) for d in found] == [
        ("Tháng 12/2013 và", "date", "2013-12-31"), ("thường xuyên", "recurring", "continuous"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Hằng tháng, quý, năm", [("recurring", "monthly,quarterly,yearly")]),
        ("Báo cáo hằng quý", [("recurring", "quarterly")]),
        ("Trước ngày 05 của tháng kế tiếp", [("recurring", "monthly")]),
        ("10 ngày kể từ ngày nhận hồ sơ", [("relative", None)]),
        ("Chậm nhất 30/6/2026", [("date", "2026-06-30")]),
        ("Từ nay đến năm 2030", [("date", "2030-12-31")]),
        ("Quý III, IV/2026", [("date", "2026-12-31")]),
        ("6 tháng cuối năm 2026", [("date", "2026-12-31")]),
        ("05 năm một lần", []),
        ("Phòng Kế hoạch", []),
    ],
)
def test_attribute_values(value: str, expected: list[tuple[str, str | None]]) -> None:
    """Values of attribute lines in their common shapes."""
    assert read(value) == expected


def test_quote_is_where_it_stands() -> None:
    """Offsets are those of the whole text, not of the line."""
    text = "1. Sở Nội vụ\nbáo cáo trước ngày 15/12/2025."
    assert find_deadlines(text, LEXICON, "2025-11-20") == (
        Deadline(21, 42, "date", "2025-12-15", "limit-day"),
    )
    assert text[21:42] == "trước ngày 15/12/2025"


def test_no_time_crosses_a_line() -> None:
    """A paragraph's end ends a time."""
    assert told("báo cáo trước ngày\n15/12/2025") == []


def test_long_paragraph_is_read_to_its_end() -> None:
    """A time far behind the start of its paragraph is judged by the words near it."""
    assert told("x " * 400 + "y; hằng năm rà soát.") == [("recurring", "yearly")]
    assert told("x " * 400 + "thường xuyên của ta.") == []
