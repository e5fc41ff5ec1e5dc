"""Deadlines as days of a calendar: the day itself, or the first of those that return, with their rule.

A recurrence begins with the document, so that the document's day must be known. It stands on the day that the
quote gives ("trước ngày 20 hằng tháng"), else on the last day of each week, month, quarter, half-year, year:
the last day allowed, as "in September" is due on its last day. Nothing is made of a deadline that is relative
or continuous, nor of a quote that gives a day in words that are not known.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta
from typing import Any, Final

from gazetteer.return_data import ReturningDay, load_return_patterns
from pipeline.export.days import as_day

_MONTHS: Final = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_LONGEST, _SHORTEST = 31, 28  # days of a month
_LAST: Final = ReturningDay(_LONGEST, 0)


@dataclass(frozen=True, slots=True)
class Due:
    """A day, and the parts of an RRULE of iCalendar, none where it does not return."""

    day: date
    rule: Mapping[str, Any] = field(default_factory=dict)


def due_days(deadline: Mapping[str, Any], issued: date | None) -> Iterator[Due]:
    """Yield when a deadline of a document `issued` on a day is due, in the order of the text."""
    day = as_day(deadline["value"])
    if day:
        yield Due(day)
    elif deadline["kind"] == "recurring" and issued and issued.year < MAXYEAR:
        recurrences = (deadline["value"] or "").split(",")
        for every in recurrences:
            days = load_return_patterns().read(deadline["quote"], every)
            if days is None or (days and len(recurrences) > 1):
                # Of several recurrences nothing tells which one a day belongs to.
                continue
            yield from _recurring(every, days, issued)


def _recurring(every: str, days: tuple[ReturningDay, ...], issued: date) -> Iterator[Due]:
    if every == "daily":
        yield Due(issued, {"freq": "daily"})
    elif every == "weekly":
        yield Due(issued + timedelta(days=6 - issued.weekday()), {"freq": "weekly"})
    elif every in _MONTHS:
        for day in days or (_LAST,):
            if 1 <= day.day <= _LONGEST and day.month <= _MONTHS["yearly"]:
                yield _by_months(12 if day.month else _MONTHS[every], day, issued)


def _by_months(interval: int, wanted: ReturningDay, issued: date) -> Due:
    """Return the first such day from `issued` on; in a shorter month it is the last one."""
    year, month = issued.year, issued.month
    while (month - wanted.month) % interval or _in_month(year, month, wanted.day) < issued:
        year, month = (year, month + 1) if month < _MONTHS["yearly"] else (year + 1, 1)
    rule: dict[str, Any] = {"freq": "monthly", "interval": interval}
    if wanted.day == _LONGEST:
        rule["bymonthday"] = -1
    elif wanted.day > _SHORTEST:
        rule |= {"bymonthday": list(range(_SHORTEST, wanted.day + 1)), "bysetpos": -1}
    else:
        rule["bymonthday"] = wanted.day
    return Due(_in_month(year, month, wanted.day), rule)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
