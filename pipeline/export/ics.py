"""Deadlines as a calendar: a whole day for each, with what is to be done and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

from icalendar import Calendar, Event

from pipeline.export.annex import in_role, name_of
from pipeline.export.cells import clean
from pipeline.export.days import as_day
from pipeline.export.files import whole_file
from pipeline.export.model import Exported
from pipeline.export.recurring import Due, due_days
from pipeline.messages import DEFAULT, Lang, say

_MOST_SUMMARY: Final = 150
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
_END: Final = b"END:VCALENDAR\r\n"


def write(documents: Iterable[Exported], path: Path, *, lang: Lang = DEFAULT) -> int:
    """Write an entry for each day that a deadline gives to `path`; return how many. Raises OSError.

    What gives a day is told in `recurring`. An entry has the id of its task, so that importing again changes
    it; further ones of the same task have a number after it.
    """
    written = 0
    with whole_file(path) as partial, partial.open("wb") as file:
        file.write(_calendar(lang).to_ical().removesuffix(_END))
        for exported in documents:
            for event in _events(exported, lang):
                file.write(event.to_ical())
                written += 1
        file.write(_END)
    return written


def _calendar(lang: Lang) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//giaoviec//giaoviec//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", say("annex.title", lang))
    return calendar


def _events(exported: Exported, lang: Lang) -> Iterator[Event]:
    issued = as_day(exported.document["metadata"]["date"])
    stamp = datetime.combine(issued, time(), UTC) if issued else _LONG_AGO
    for task in exported.tasks:
        about = _about(exported.document, task, lang)
        days = ((deadline, due) for deadline in task["deadlines"] for due in due_days(deadline, issued))
        for number, (deadline, due) in enumerate(days, 1):
            yield _event(task, due, number, {**about, "due": deadline["quote"]}, stamp, lang)


def _event(
    task: Mapping[str, Any], due: Due, number: int, about: Mapping[str, str], stamp: datetime, lang: Lang
) -> Event:
    event = Event()
    event.add("uid", task["task_id"] if number == 1 else f"{task['task_id']}-{number}")
    event.add("dtstamp", stamp)
    event.add("dtstart", due.day)
    if due.rule:
        event.add("rrule", due.rule)
    event.add("summary", _summary(task))
    lines = [clean(task["text"]), ""]
    lines += [f"{say(f'annex.{name}', lang)}: {clean(words)}" for name, words in about.items() if words]
    event.add("description", "\n".join(lines))
    event.add("transp", "TRANSPARENT")
    return event


def _about(document: Mapping[str, Any], task: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    """Return what a person wants to know of a task, by the names of headings."""
    return {
        "leads": in_role(task, "lead"),
        "supports": in_role(task, "support"),
        "output": task["output"] or "",
        "assigned-by": name_of(document, lang),
    }


def _summary(task: Mapping[str, Any]) -> str:
    words = clean(": ".join(filter(None, (in_role(task, "lead"), task["text"]))))
    return words if len(words) <= _MOST_SUMMARY else f"{words[:_MOST_SUMMARY].rstrip()}…"
