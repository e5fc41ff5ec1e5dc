"""CSV that Excel opens as it is, UTF-8 with its mark and every cell in quotes; and the annex written so."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from datetime import date
from itertools import count
from pathlib import Path
from typing import TextIO

from pipeline.export.annex import headings, rows
from pipeline.export.cells import clean, is_formula
from pipeline.export.days import day_in_words
from pipeline.export.files import whole_file
from pipeline.export.model import Exported
from pipeline.messages import DEFAULT, Lang


def write(documents: Iterable[Exported], path: Path, *, lang: Lang = DEFAULT) -> int:
    """Write a line for each task to `path`; return how many. Raises OSError."""
    with whole_file(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        return write_rows(file, headings(lang), annex_rows(documents, lang))


def annex_rows(documents: Iterable[Exported], lang: Lang) -> Iterator[list[str]]:
    """Yield the cells of each task's line."""
    numbers = count(1)
    for exported in documents:
        for row in rows(exported, lang):
            yield [str(next(numbers)), *(_in_words(value, lang) for value in astuple(row))]


def write_rows(file: TextIO, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> int:
    """Write the mark, the headings and a line for each row to a file that is open; return how many rows.

    A text that a spreadsheet would calculate has an apostrophe before it.
    """
    file.write("\ufeff")
    # Quotes keep a cell whole also where Excel expects semicolons between cells.
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(headings)
    number = 0
    for number, row in enumerate(rows, 1):  # noqa: B007 - the last one is how many
        writer.writerow(map(_harmless, row))
    return number


def _harmless(text: str) -> str:
    cleaned = clean(text)
    return f"'{cleaned}" if is_formula(cleaned) else cleaned


def _in_words(value: date | float | str, lang: Lang) -> str:
    if isinstance(value, date):
        return day_in_words(value, lang)
    return value if isinstance(value, str) else f"{value:.0%}"
