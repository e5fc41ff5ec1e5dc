"""From the numbers of a text to ISO dates. Unknown beats wrong: what is no date has no value."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

Groups = Mapping[str, str | None]
_MONTHS: Final = 12
_NEAR_YEARS: Final = 5
_LATE_ISSUE: Final = timedelta(days=31)
_EARLIEST: Final = 1945
_LATEST: Final = 2199


class Issued(NamedTuple):
    """When the document was issued; 0 stands for a month or day that is unknown."""

    year: int
    month: int
    day: int


def read_issued(issued: str | None) -> Issued | None:
    """Read the ISO date of issue, which may be a year or a month alone; None stays None."""
    if issued is None:
        return None
    year, month, day = (*map(int, issued.split("-")), 0, 0)[:3]
    return Issued(year, month, day)


def group(groups: Groups, name: str) -> str | None:
    """Return the first group named `name` with any digits behind it that took part in the match."""
    for key, value in groups.items():
        if value and key.startswith(name) and key.rstrip("0123456789") == name:
            return value
    return None


def iso(year: int, month: int, day: int) -> str | None:
    """Return the ISO date, None if the calendar has no such day or the year is out of reach."""
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def year_of(groups: Groups, issued: Issued | None) -> int | None:
    """Return the year that is written; two digits count only within five years of the issue."""
    written = group(groups, "year")
    if written is None:
        return None
    year = int(written)
    if year >= 100:  # noqa: PLR2004 - four digits
        return year
    century = 2000 + year
    return century if issued and abs(century - issued.year) <= _NEAR_YEARS else 0


def next_time(month: int, day: int, issued: Issued | None) -> str | None:
    """Return the first such day that is not too early; None if the date of issue is unknown."""
    if issued is None:
        return None
    this_year = iso(issued.year, month, day)
    return (
        iso(issued.year + 1, month, day) if this_year is None or too_early(this_year, issued) else this_year
    )


def too_early(value: str, issued: Issued | None) -> bool:
    """Return whether the ISO date lies more than a month before the issue.

    Notices of a meeting are often issued after the first of the days that they set; older dates tell
    something else.
    """
    if issued is None:
        return False
    first = date(issued.year, issued.month or 1, issued.day or 1)
    return first - date.fromisoformat(value) > _LATE_ISSUE


def read_day(groups: Groups, issued: Issued | None) -> tuple[str | None, bool]:
    """Return the date and whether its year is not written."""
    day, month = group(groups, "day"), group(groups, "month")
    if day is None or month is None:
        return None, False
    year = year_of(groups, issued)
    if year is None:
        return next_time(int(month), int(day), issued), True
    return iso(year, int(month), int(day)), False


def last_month(groups: Groups, numerals: Mapping[str, int]) -> int | None:
    """Return the month in which the written month, quarter or year ends; None if there is no such month."""
    quarter = group(groups, "quarter")
    if quarter is not None:
        month = 3 * (numerals.get(quarter) or int(quarter))
    else:
        month = int(group(groups, "month") or _MONTHS)
    return month if 1 <= month <= _MONTHS else None


def end_of(year: int | None, month: int, issued: Issued | None) -> str | None:
    """Return the last day of the month; without a year, of the first such month not before the issue."""
    if year is None:
        if issued is None:
            return None
        year = issued.year + (issued.month > month)
    return iso(year, month, monthrange(year, month)[1]) if _EARLIEST <= year <= _LATEST else None


def read_period(groups: Groups, issued: Issued | None, numerals: Mapping[str, int]) -> str | None:
    """Return the last day of the written month, quarter or year."""
    month = last_month(groups, numerals)
    return None if month is None else end_of(year_of(groups, issued), month, issued)


def day_before(groups: Groups, issued: Issued | None, numerals: Mapping[str, int]) -> str | None:
    """Return the last day before the written month, quarter or year begins."""
    ends = last_month(groups, numerals)
    if ends is None:
        return None
    length = 3 if group(groups, "quarter") else 1 if group(groups, "month") else _MONTHS
    year, month = year_of(groups, issued), ends - length
    if year is None and issued is not None:
        year = issued.year + (issued.month > ends)
    if year is None:
        return None
    return end_of(year, month, issued) if month else end_of(year - 1, _MONTHS, issued)
