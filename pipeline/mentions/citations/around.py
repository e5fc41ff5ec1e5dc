"""What stands around a citation: its date, its issuer, the place in it."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

from gazetteer.citation_data import CitationPatterns

#: How far a locator may reach back before the citation.
LOCATOR_REACH = 80
#: Every month has so many days.
SURE_DAYS = 28
FIRST_YEAR, LAST_YEAR = 1945, 2099


class Behind(NamedTuple):
    """What is said behind a citation; `end` is where it ends."""

    date: str | None
    issuer: str | None
    end: int


def iso_date(match: re.Match[str], patterns: CitationPatterns) -> str | None:
    """Return the ISO date of a matched date as far as stated, or None where the calendar has no such date."""
    groups = match.groupdict()
    return _iso(groups.get("day"), groups.get("month"), groups["year"], patterns)


def _iso(day: str | None, month: str | None, year: str, patterns: CitationPatterns) -> str | None:
    year = patterns.millennium.get(year[0], year[0]) + year[1:]
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    if not month:
        return year
    of_year = int(month)
    if not 1 <= of_year <= 12:  # noqa: PLR2004
        return None
    if not day or not day.isdigit():
        return f"{year}-{of_year:02}"
    of_month = int(day)
    if of_month < 1 or (of_month > SURE_DAYS and of_month > monthrange(int(year), of_year)[1]):
        return None
    return f"{year}-{of_year:02}-{of_month:02}"


def _date(text: str, at: int, patterns: CitationPatterns, *, law: bool) -> tuple[str | None, int]:
    dates = patterns.law_date if law else patterns.date
    match = dates.pattern.match(text, at)
    if not match or not match.lastindex:
        return None, at
    day, month, year = match.group(*dates.groups[match.lastindex])
    return _iso(day, month, year, patterns), match.end()


def _issuer(text: str, at: int, patterns: CitationPatterns) -> tuple[str | None, int]:
    match = patterns.issuer.match(text, at)
    if not match:
        return None, at
    start, end = match.span("issuer")
    stop = patterns.issuer_stop.search(text, start, end + 1)
    end = min(end, stop.start()) if stop else end
    name = text[start:end].strip().removesuffix(patterns.and_word)
    return (name, start + len(name)) if name else (None, at)


def read_behind(text: str, end: int, patterns: CitationPatterns, *, law: bool = False) -> Behind:
    """Read date and issuer, in either order, behind a citation ending at `end`; `law` admits a bare year."""
    if text[end : end + 1] not in (" ", ",", "("):
        return Behind(None, None, end)
    date, at = _date(text, end, patterns, law=law)
    issuer, at = _issuer(text, at, patterns)
    if issuer and date is None:
        date, at = _date(text, at, patterns, law=False)
    return Behind(date, issuer, at)


def follows_locator(text: str, start: int, patterns: CitationPatterns) -> bool:
    """Tell whether a locator may end right before `start`."""
    last = text[start - 2 : start - 1]
    return last.isdigit() or last.isupper() or text.endswith(patterns.of_words, 0, start)


def read_locator(text: str, start: int, line: int, patterns: CitationPatterns) -> str | None:
    """Return the article, clause and point named right before `start`, reaching back to `line`; or None."""
    if not follows_locator(text, start, patterns):
        return None
    tail = text[max(line, start - LOCATOR_REACH) : start]
    for pattern in patterns.locators:
        match = pattern.search(tail)
        if match:
            words = match[0]
            return patterns.locator_words.sub(lambda found: patterns.locator_case[found[0].lower()], words)
    return None
