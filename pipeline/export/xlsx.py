"""The rows of an annex as an Excel workbook that an office can look over, print and send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from pipeline.errors import UsageError
from pipeline.export.annex import COLUMNS, PRINTED, Row, headings, name_of, rows
from pipeline.export.cells import clean, is_formula, pieces
from pipeline.export.days import day_in_words
from pipeline.export.files import whole_file
from pipeline.export.model import Exported
from pipeline.export.sheet_names import SheetNames
from pipeline.messages import DEFAULT, Lang, say

Sheets = Literal["one", "document"]

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet of Excel, the headings included; further tasks stand on a further sheet."""
MOST_SHEETS: Final = 500
"""Sheets of a workbook: nobody finds a document among more, and each is an open file while it is written."""

_MADE: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - the day that the parts of the file have, the same always
_MARGINS: Final = {"left": 1.18, "right": 0.6, "top": 0.8, "bottom": 0.8}  # inches: those of official letters
_MOST_TITLE: Final = 120  # signs of a line in the head of a page, all of which may have 255
_LINE: Final = 15.75  # points of a line of the font
_TALLEST: Final = 409  # points of a row
_SIGNS: Final = 1.4  # signs of the font in a unit of width, which is a digit of another
_WASTE: Final = 3  # signs at the end of a cell's line that the next word does not fit in
_FIRST_YEAR: Final = 1900  # of the dates that Excel knows
_A4: Final = 9
_FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
_HEADING: Final = {"bold": True, "align": "center", "valign": "vcenter", "border": 1, "bg_color": "#D9E2F3"}
_DOUBT: Final = {"bg_color": "#FFE699", "font_color": "#7F3F00"}
_WIDTHS: Final = {
    "number": 6, "text": 46, "leads": 21, "supports": 21, "due": 12, "output": 14, "assigned-by": 20,
    "note": 14, "review": 34, "confidence": 9, "place": 14, "task-id": 24,
}  # fmt: skip
_CENTRED: Final = frozenset({"number", "due", "confidence"})


def write(documents: Iterable[Exported], path: Path, *, lang: Lang = DEFAULT, sheets: Sheets = "one") -> int:
    """Write a row for each task to `path`, on one sheet or on one a document; return how many.

    Memory holds a row at a time. Raises OSError, and UsageError (too-many-sheets).
    """
    written = 0
    with whole_file(path) as partial, _open(partial) as book:
        annex = _Annex(book, str(path), lang)
        for exported in documents:
            if exported.tasks and sheets == "document":
                number = exported.document["metadata"]["number"] or exported.document["document_id"]
                annex.begin(number, name_of(exported.document, lang))
            for row in rows(exported, lang):
                annex.add(row)
                written += 1
        annex.end()
    return written


@contextmanager
def _open(path: Path) -> Iterator[Workbook]:
    """Give a workbook that is written as it grows; nothing of it is left elsewhere. Raises OSError."""
    path.write_bytes(b"")  # a place that cannot be written is known before the work is done
    with TemporaryDirectory() as scratch:
        options = {"constant_memory": True, "tmpdir": scratch}
        try:
            with Workbook(str(path), options) as book:
                book.use_zip64()
                book.set_properties({"created": _MADE})
                yield book
        except FileCreateError as error:
            raise error.args[0] from error


class _Annex:
    """The sheets of a workbook, the last of which grows."""

    def __init__(self, book: Workbook, file: str, lang: Lang) -> None:
        self._book, self._file, self._lang = book, file, lang
        self._names = SheetNames()
        self._wanted, self._document = say("annex.sheet", lang), ""
        self._sheet: Worksheet | None = None
        self._line, self._number = 0, 0
        self._heading = book.add_format({**_FONT, **_HEADING})
        self._formats: dict[tuple[str, bool], Format] = {}

    def begin(self, name: str, document: str) -> None:
        """Begin the sheet of a document."""
        self._end_sheet()
        self._wanted, self._document, self._number = name, document, 0
        self._open_sheet()

    def add(self, row: Row) -> None:
        """Add a task; what is too long for a cell goes on in the lines below."""
        self._number += 1
        cells = [pieces(clean(value)) if isinstance(value, str) else (value,) for value in astuple(row)]
        for line in zip_longest((self._number,), *cells, fillvalue=""):
            self._add_line(line)

    def end(self) -> None:
        """Finish the last sheet; a workbook without tasks gets one with headings alone."""
        if not self._book.worksheets():
            self._open_sheet()
        self._end_sheet()

    def _end_sheet(self) -> None:
        """Finish the sheet that grows, if one does."""
        if self._sheet is not None:
            self._sheet.autofilter(0, 0, self._line - 1, len(COLUMNS) - 1)
            self._sheet.print_area(0, 0, self._line - 1, PRINTED - 1)
            self._sheet = None

    def _add_line(self, cells: Iterable[date | float | str]) -> None:
        if self._line == MOST_ROWS:
            self._end_sheet()
        sheet = self._sheet or self._open_sheet()
        cells = tuple(cells)
        # Excel finds the height of a row by itself, other programs do not.
        sheet.set_row(self._line, _height(cells))
        # The height of a row that is in the file is no longer needed: a sheet may have a million.
        sheet.row_info.pop(self._line - 2, None)
        sheet.row_sizes.pop(self._line - 2, None)
        for column, value in enumerate(cells):
            self._write(sheet, column, value)
        self._line += 1

    def _write(self, sheet: Worksheet, column: int, value: date | float | str) -> None:
        if isinstance(value, date) and value.year < _FIRST_YEAR:
            value = day_in_words(value, self._lang)
        guarded = isinstance(value, str) and is_formula(value)
        name = COLUMNS[column]
        shown = self._format("doubt" if name == "review" and value else name, guarded=guarded)
        if isinstance(value, date):
            sheet.write_datetime(self._line, column, value, shown)
        elif isinstance(value, str):
            sheet.write_string(self._line, column, value, shown)
        else:
            sheet.write_number(self._line, column, value, shown)

    def _format(self, name: str, *, guarded: bool) -> Format:
        """Return how a column's cells look; a guarded text stays a text also when somebody edits it."""
        if (name, guarded) not in self._formats:
            look = {**_FONT, "border": 1, "quote_prefix": guarded}
            if name in _CENTRED:
                look["align"] = "center"
            if name == "due":
                look["num_format"] = say("annex.day-format", self._lang)
            if name == "confidence":
                look["num_format"] = "0%"
            if name == "doubt":
                look |= _DOUBT
            self._formats[name, guarded] = self._book.add_format(look)
        return self._formats[name, guarded]

    def _open_sheet(self) -> Worksheet:
        if len(self._book.worksheets()) == MOST_SHEETS:
            raise UsageError("too-many-sheets", file=self._file, limit=MOST_SHEETS)
        sheet = self._book.add_worksheet(self._names.take(self._wanted))
        sheet.set_row(0, 2 * _LINE)
        for column, heading in enumerate(headings(self._lang)):
            sheet.set_column(column, column, _WIDTHS[COLUMNS[column]])
            sheet.write_string(0, column, heading, self._heading)
        sheet.freeze_panes(1, 0)
        self._set_up_print(sheet)
        self._sheet, self._line = sheet, 1
        return sheet

    def _set_up_print(self, sheet: Worksheet) -> None:
        """Print the columns of an annex on A4 across, with headings, title and number on each page."""
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(**_MARGINS)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.repeat_rows(0)
        plain, bold, italic = (f'&"{_FONT["font_name"]},{style}"' for style in ("Regular", "Bold", "Italic"))
        # A space ends the number of a font's size.
        head = f"&C{bold}&13 {_in_head(say('annex.title', self._lang))}"
        if self._document:
            words = say("annex.assigned-in", self._lang, document=self._document)
            head += f"\n{italic}&12 {_in_head(words)}"
        sheet.set_header(head)
        sheet.set_footer(f"&C{plain}&11 {say('annex.page', self._lang, page='&P', pages='&N')}")


def _height(cells: Iterable[date | float | str]) -> float:
    """Return the points that the lines of a row's highest cell take."""
    lines = 1
    for column, value in zip(COLUMNS, cells, strict=True):
        if isinstance(value, str):
            fit = int(_WIDTHS[column] * _SIGNS) - _WASTE
            lines = max(lines, sum(-(-len(part) // fit) or 1 for part in value.split("\n")))
    return min(lines * _LINE + 1, _TALLEST)


def _in_head(text: str) -> str:
    """Return `text` for the head of a page, cut where it is too long; there "&" begins a command."""
    escaped = clean(text).replace("&", "&&")
    return escaped if len(escaped) <= _MOST_TITLE else escaped[:_MOST_TITLE].rstrip(" &") + "…"
