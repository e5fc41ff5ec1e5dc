"""Days as records write them."""

from __future__ import annotations

from datetime import date

from pipeline.messages import Lang, say


def as_day(value: str | None) -> date | None:
    """Return the day of an ISO date; None for a month, a year, what is no day, and None."""
    try:
        return date.fromisoformat(value) if value and len(value) == len("2023-07-12") else None
    except ValueError:
        return None


def day_in_words(day: date, lang: Lang) -> str:
    """Return a day as people write it."""
    return say("words.date", lang, year=f"{day.year:04}", month=f"{day.month:02}", day=f"{day.day:02}")
