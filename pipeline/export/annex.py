"""Tasks as rows of the annex that an office sends: who leads, who supports, by when, with what product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import Any, Final

from pipeline.export.days import as_day, day_in_words
from pipeline.export.model import Exported
from pipeline.messages import Lang, say, say_code

Fields = Mapping[str, Any]

COLUMNS: Final = (
    *("number", "text", "leads", "supports", "due", "output", "assigned-by", "note"),
    *("review", "confidence", "place", "task-id"),
)
"""The columns in order, by the names of their headings; the first is the row's number, the rest a `Row`."""
PRINTED: Final = 8
"""How many of them an annex has; the rest are for whoever looks the tasks over."""
_LONGEST_TITLE: Final = 160


@dataclass(frozen=True, slots=True)
class Row:
    """A task in words; empty where there is nothing to say. The order is that of `COLUMNS`."""

    text: str
    leads: str
    supports: str
    due: date | str
    """The day where the task has this one deadline, else all deadlines in words."""
    output: str
    assigned_by: str
    note: str
    review: str
    confidence: float
    """0 to 1."""
    place: str
    task_id: str


def headings(lang: Lang) -> list[str]:
    """Return the heading of each column."""
    return [say(f"annex.{column}", lang) for column in COLUMNS]


def rows(exported: Exported, lang: Lang) -> Iterator[Row]:
    """Yield a row for each task."""
    assigned_by = name_of(exported.document, lang)
    for task in exported.tasks:
        yield Row(
            text=task["text"],
            leads=in_role(task, "lead"),
            supports=in_role(task, "support"),
            due=_due(task["deadlines"], lang),
            output=task["output"] or "",
            assigned_by=assigned_by,
            note=_note(task, lang),
            review=" ".join(say_code("review", code, lang) for code in task["review"]),
            confidence=task["confidence"],
            place=_place(task, lang),
            task_id=task["task_id"],
        )


def name_of(document: Fields, lang: Lang) -> str:
    """Return what a document is called in another: kind, number, day, issuer.

    One without a number is told from others by its title, one without number, day and title by its file.
    """
    metadata = document["metadata"]
    number, issued, title = metadata["number"], metadata["date"], metadata["title"]
    parts = [
        metadata["type"] or say("annex.document", lang),
        say("annex.of-number", lang, number=number) if number else "",
        _issued(issued, lang) if issued else "",
        say("annex.of-issuer", lang, issuer=metadata["issuer"]["name"]) if metadata["issuer"] else "",
    ]
    name = " ".join(filter(None, parts))
    if number or (issued and not title):
        return name
    return f"{name}: {_title(title)}" if title else f"{name} ({Path(document['source']['path']).name})"


def in_role(task: Fields, role: str) -> str:
    """Return the names of those with a role, "; " between them."""
    return "; ".join(one["name"] for one in task["assignees"] if one["role"] == role)


def deadline_in_words(deadline: Fields, lang: Lang) -> str:
    """Return when something is due: the day, how often, or the words of the text where it is relative."""
    day = as_day(deadline["value"])
    if day:
        return day_in_words(day, lang)
    if deadline["kind"] == "recurring" and deadline["value"]:
        return ", ".join(say_code("recurrence", often, lang) for often in deadline["value"].split(","))
    return " ".join(deadline["quote"].split())


def _due(deadlines: list[Fields], lang: Lang) -> date | str:
    if len(deadlines) == 1 and (day := as_day(deadlines[0]["value"])):
        return day
    return "; ".join(dict.fromkeys(deadline_in_words(deadline, lang) for deadline in deadlines))


def _note(task: Fields, lang: Lang) -> str:
    names = "; ".join(one["name"] for one in task["reports_to"])
    parts = [
        say("annex.reports", lang, names=names) if names else "",
        say("annex.closing", lang) if task["kind"] == "closing" else "",
    ]
    return ". ".join(filter(None, parts))


def _place(task: Fields, lang: Lang) -> str:
    pages = ", ".join(map(str, task["pages"]))
    return "; ".join(filter(None, (task["label"], say("explain.pages", lang, pages=pages) if pages else "")))


def _title(title: str) -> str:
    """The beginning of a title, of which recognition may have made a page."""
    return shorten(title, _LONGEST_TITLE, placeholder=" …")


def _issued(issued: str, lang: Lang) -> str:
    """Say when a document was issued, as far as it is known."""
    day = as_day(issued)
    if day:
        return say("annex.of-day", lang, day=day_in_words(day, lang))
    year, _, month = issued.partition("-")
    key = "annex.of-month" if month else "annex.of-year"
    return say(key, lang, year=year, month=month)
