"""Oddities of fact: shown to a person, never changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, Final

from gazetteer.load import read_toml
from pipeline.restore.model import Proposal
from pipeline.spans import Span

_ITEM: Final = re.compile(r"\n([a-zđ])[.)] ")
_CODE: Final = re.compile(r"(?<![\d/])(\d{1,5}(?:, ?\d{1,5}){0,4})(/[A-ZĐ\d][\w/-]*-[\w-]+|/[A-ZĐ][\w-]+)")
_NUMBER: Final = re.compile(r"\d+")
_LONGEST: Final = 16  # words of a law's title


@dataclass(frozen=True, slots=True, eq=False)
class Oddities:
    """The words of oddities.toml, and the official titles of laws by their bare words."""

    letters: Mapping[str, int]
    day: re.Pattern[str]
    law: re.Pattern[str]
    titles: Mapping[str, str]


def build_oddities(data: Mapping[str, Any], laws: Mapping[str, Any]) -> Oddities:
    """oddities.toml and laws.toml as read."""
    kinds = "|".join(map(re.escape, data["laws"]))
    titles = {_bare(title): title for kind in laws["kind"] for title in kind["titles"] if " " in title}
    return Oddities(
        {letter: place for place, letter in enumerate(data["letters"])},
        re.compile(
            rf"{re.escape(data['day'])} ?(?:/\d{{1,2}}/\d{{4}}|(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}))(?![\d/])"
        ),
        re.compile(rf"(?:{kinds}) (?=([^;.\n()\"_]{{3,160}}))"),
        titles,
    )


@cache
def load_oddities() -> Oddities:
    """Both files, read once."""
    return build_oddities(read_toml("restore/oddities.toml"), read_toml("laws.toml"))


def find_oddities(text: str, words: Oddities) -> tuple[Proposal, ...]:
    """Return what is odd in `text`, in order: each a flag, none of which changes anything."""
    found = [*_days(text, words), *_items(text, words), *_cited_twice(text), *_laws(text, words)]
    return tuple(
        Proposal(span, (there := text[span.start : span.end]), there, rule, 1.0, "flag", evidence)
        for span, rule, evidence in sorted(found)
    )


Oddity = tuple[Span, str, str]


def _days(text: str, words: Oddities) -> Iterator[Oddity]:
    """Yield the dates without a day, and days that no calendar has."""
    for match in words.day.finditer(text):
        day, month, year = match.groups()
        if day is None:
            yield Span(*match.span()), "date", "no day"
        elif not _exists(int(year), int(month), int(day)):
            yield Span(*match.span()), "date", "no such day"


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _items(text: str, words: Oddities) -> Iterator[Oddity]:
    """Yield the list letters that skip one, and those that are none."""
    last = -1
    for match in _ITEM.finditer("\n" + text):
        place = words.letters.get(match[1])
        span = Span(match.start(), match.end() - 2)
        if place is None:
            yield span, "enumerator", "no list letter"
        else:
            if 0 <= last < place - 1:
                skipped = [letter for letter, at in words.letters.items() if last < at < place]
                yield span, "enumerator", f"skips {', '.join(skipped)}"
            last = place


def _cited_twice(text: str) -> Iterator[Oddity]:
    """Yield the documents that one list of citations names a second time."""
    at = 0
    for line in text.split("\n"):
        if ";" in line and line.count("/") > 1:
            for low, high, code in _again(line):
                yield Span(at + low, at + high), "citation-twice", code
        at += len(line) + 1


def _again(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield the numbers of documents that a semicolon, but no full stop, parts from the same one."""
    seen: dict[str, int] = {}
    for match in _CODE.finditer(line):
        for number in _NUMBER.findall(match[1]):
            code = number + match[2]
            between = line[seen[code] : match.start()] if code in seen else ""
            if ";" in between and ". " not in between:
                yield match.start(), match.end(), code
            seen[code] = match.end()


def _laws(text: str, words: Oddities) -> Iterator[Oddity]:
    """Yield the titles of laws that differ from the official one in a comma or a capital."""
    for match in words.law.finditer(text):
        written = re.findall(r"[^\W\d_]+,?", match[1])[:_LONGEST]
        for size in range(len(written), 1, -1):
            official = words.titles.get(_bare(" ".join(written[:size])))
            if official:
                end = _end(text, match.end(), size)
                title = text[match.end() : end]
                if title[0] != official[0] or title.lower() != official.lower():
                    yield Span(match.start(), end), "law-title", official
                break


def _end(text: str, start: int, size: int) -> int:
    """Where the `size`-th word from `start` on ends."""
    words = re.compile(r"[^\W\d_]+").finditer(text, start)
    return [word.end() for word in islice(words, size)][-1]


def _bare(title: str) -> str:
    return title.replace(",", "").lower()
