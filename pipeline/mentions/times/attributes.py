"""Times as the value of an attribute line or of a table cell."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gazetteer.time_data import TimeLexicon
from pipeline.mentions.times.model import DATE, RECURRING, RELATIVE, Deadline
from pipeline.mentions.times.readings import recurrences
from pipeline.mentions.times.values import (
    Groups,
    Issued,
    end_of,
    group,
    read_day,
    read_issued,
    read_period,
    year_of,
)  # fmt: skip
from pipeline.spans import Span

_LEADING: Final = re.compile(r"[\s:;,.|*–-]*")
_TRAILING: Final = " \t\n;,.:|*/…"
_CONTINUOUS: Final = "continuous"


class _Point(NamedTuple):
    start: int
    end: int
    date: str


def read_time_attribute(
    text: str, span: Span, lexicon: TimeLexicon, issued: str | None
) -> tuple[Deadline, ...]:
    """Read the value of "Thời gian thực hiện: …", or a cell of a column of times, at `span` of `text`.

    A period gives its last day, a row of periods the last one, "2026 và các năm tiếp theo" the first
    stated; a mere start ("Từ 01/7/2025") gives nothing; "Theo tiến độ …", "Sau khi …" are relative. A
    recurrence gives its value, with the whole value as the quote. Several only where a date and a
    recurrence stand side by side. Nothing is returned for words that tell no time.
    """
    value = text[span.start : span.end]
    offset = span.start + _match_end(_LEADING, value)
    value = text[offset : span.end].rstrip(_TRAILING)
    if not value or any(word in value for word in lexicon.words.vague):
        return ()
    found = _read(value, lexicon, read_issued(issued))
    return tuple(item._replace(start=offset + item.start, end=offset + item.end) for item in found)


def _match_end(pattern: re.Pattern[str], value: str) -> int:
    match = pattern.match(value)
    return match.end() if match else 0


def _read(value: str, lexicon: TimeLexicon, issued: Issued | None) -> list[Deadline]:
    words, whole = lexicon.words, len(value)
    returning = lexicon.attribute.patterns.returning.search(value)
    if returning is not None:
        every = returning["every"]
        recurrence = lexicon.units[every] if every else lexicon.cycles[returning["cycle"]]
        return [Deadline(0, whole, RECURRING, recurrence, "attribute-day")]
    if value.startswith(words.event):
        return [Deadline(0, whole, RELATIVE, None, "attribute-event")]
    at, recurrences_told = _recurrence(value, lexicon)
    points = _points(value, lexicon, issued)
    if recurrences_told and (at == 0 or not points):
        return [Deadline(0, whole, RECURRING, recurrences_told, "attribute-recurrence")]
    if points:
        return _read_points(value, points, (at, recurrences_told), lexicon)
    told_by_event = any(word in value for word in words.event_inside)
    return [Deadline(0, whole, RELATIVE, None, "attribute-event")] if told_by_event else []


def _recurrence(value: str, lexicon: TimeLexicon) -> tuple[int, str | None]:
    """Return where the first recurrence starts, and all recurrences told; none is (-1, None)."""
    match = lexicon.attribute.patterns.recurring.search(value)
    starts = [at for word in lexicon.words.continuous if (at := value.find(word)) >= 0]
    told = dict.fromkeys(starts[:1], _CONTINUOUS)
    if match is not None and (listed := recurrences(match[0], lexicon)):
        told[match.start()] = listed
    if not told:
        return -1, None
    return min(told), ",".join(told[at] for at in sorted(told))


def _points(value: str, lexicon: TimeLexicon, issued: Issued | None) -> list[_Point]:
    """Return the points of time in `value`, each with its last day; those the calendar lacks are left out."""
    found = []
    for match in lexicon.attribute.patterns.point.finditer(value):
        day = _last_day(match.groupdict(), lexicon, issued)
        if day is not None:
            found.append(_Point(match.start(), match.end(), day))
    return found


def _last_day(groups: Groups, lexicon: TimeLexicon, issued: Issued | None) -> str | None:
    if groups["part"]:
        return end_of(year_of(groups, issued), lexicon.attribute.part_of_year[groups["part"]], issued)
    if group(groups, "day"):
        return read_day(groups, issued)[0]
    return read_period(groups, issued, lexicon.numerals)


def _read_points(
    value: str, points: list[_Point], recurrence: tuple[int, str | None], lexicon: TimeLexicon
) -> list[Deadline]:
    """The last of the points; nothing for a mere start; a recurrence behind them counts as well."""
    at, told = recurrence
    first, last = points[0], points[-1]
    only_start = (
        len(points) == 1
        and value.startswith(lexicon.words.start)
        and not any(word in value[: first.start] for word in lexicon.words.until)
    )
    found = []
    if not only_start:
        end = at if told else len(value)
        found.append(
            Deadline(0, max(len(value[:end].rstrip(_TRAILING)), last.end), DATE, last.date, "attribute-date")
        )
    if told and at >= last.end:
        found.append(Deadline(at, len(value), RECURRING, told, "attribute-recurrence"))
    return found
