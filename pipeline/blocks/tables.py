"""Tables of tasks: columns known by their heads, rows of cells.

Two forms are read here: rows on one line (`a | b | c`), and cells on lines of their own between lines that
hold only a bar. Tables printed in columns are read by columns.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.attribute_data import AttributeLabels
    from pipeline.blocks.paragraphs import Paragraph

BAR = "|"
NUMBER = re.compile(r"(?:\d{1,3}|[IVX]{1,6}|[A-HĐ]|[a-zđ]|\d{1,2}(?:\.\d{1,2}){1,2})[.)]?")
_NEEDED = ({"content", "lead"}, {"content", "lead-support"}, {"content", "time"})
_COLUMNS = 30
"""No head has more columns."""

Cell = tuple[Span, ...]
"""Pieces of the matched text that hold the words of a cell when joined; none where it is empty."""


class Row(NamedTuple):
    """One row: its cells, one a column."""

    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """Paragraphs [first, last) of the list given, with the rows below the head.

    `roles` say what the columns hold (see attributes.toml, "" unknown); `left_over` is what those paragraphs
    hold outside it. Of a table `printed` in columns the lines of the matched text run through several cells.
    """

    first: int
    last: int
    roles: tuple[str, ...]
    rows: tuple[Row, ...]
    left_over: tuple[Paragraph, ...] = ()
    printed: bool = False


def is_table_of_tasks(roles: Sequence[str]) -> bool:
    """Whether columns that hold `roles` make a table of tasks: contents, and leads or times."""
    return any(needed <= set(roles) for needed in _NEEDED)


def find_tables(text: str, paragraphs: Sequence[Paragraph], labels: AttributeLabels) -> tuple[Table, ...]:
    """Find the tables of tasks among `paragraphs`, in order, as told by is_table_of_tasks."""
    if not paragraphs or text.find(BAR, paragraphs[0].start, paragraphs[-1].end) < 0:
        return ()
    barred = [index for index, line in enumerate(paragraphs) if BAR in text[line.start : line.end]]
    bars = [index for index in barred if paragraphs[index].end == paragraphs[index].start + 1]
    cells = _Cells(paragraphs, bars)
    tables: list[Table] = []
    past = 0
    for index in barred:
        if index < past:
            continue
        start, end = paragraphs[index]
        table = None
        if end == start + 1:
            table = _own_lines(text, cells, bisect_left(bars, index), labels)
        elif 1 < text.count(BAR, start, end) <= _COLUMNS:
            table = _one_line(text, paragraphs, index, labels)
        if table is not None:
            tables.append(table)
            past = table.last
    return tuple(tables)


def _roles(text: str, cells: Sequence[Span], labels: AttributeLabels) -> tuple[str, ...] | None:
    """What each column holds, by its head; None unless the table is one of tasks."""
    roles = tuple(labels.columns.get(_words(text, cell), "") for cell in cells)
    return roles if is_table_of_tasks(roles) else None


def _words(text: str, cell: Span) -> str:
    return " ".join(text[cell.start : cell.end].split()).strip(" .:*").lower()


# ---- rows on one line --------------------------------------------------------------------------------------


def _one_line(
    text: str, paragraphs: Sequence[Paragraph], index: int, labels: AttributeLabels
) -> Table | None:
    head = split_bars(text, *paragraphs[index])
    roles = _roles(text, head, labels)
    if roles is None:
        return None
    rows: list[list[Span]] = []
    last = index + 1
    while last < len(paragraphs):
        start, end = paragraphs[last]
        if BAR in text[start:end]:
            cells = split_bars(text, start, end)
            if not cells:
                pass  # a bar alone
            elif rows and len(rows[-1]) < len(roles) and len(rows[-1]) + len(cells) - 1 <= len(roles):
                rows[-1][-1] = Span(rows[-1][-1].start, cells[0].end)
                rows[-1] += cells[1:]
            else:
                rows.append(cells)
        elif rows and len(rows[-1]) < len(roles):
            rows[-1][-1] = Span(rows[-1][-1].start, end)
        else:
            break
        last += 1
    return Table(index, last, roles, tuple(_row(cells, len(roles)) for cells in rows))


def split_bars(text: str, start: int, end: int) -> list[Span]:
    """The cells of one line; a bar at either end of the line bounds no cell."""
    cells, begin = [], start
    for match in re.finditer(r"\|", text[start:end]):
        cells.append(_strip(text, begin, start + match.start()))
        begin = start + match.end()
    cells.append(_strip(text, begin, end))
    if cells and cells[0].start == cells[0].end and text[start] == BAR:
        cells = cells[1:]
    if cells and cells[-1].start == cells[-1].end and text[end - 1] == BAR:
        cells = cells[:-1]
    return cells


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \t\n":
        start += 1
    while end > start and text[end - 1] in " \t\n":
        end -= 1
    return Span(start, end)


def _row(cells: Sequence[Span], width: int) -> Row:
    filled: list[Cell] = [(cell,) if cell.start < cell.end else () for cell in cells[:width]]
    return Row((*filled, *[()] * (width - len(filled))))


# ---- cells on lines of their own ---------------------------------------------------------------------------


class _Cells(NamedTuple):
    """What stands between the `bars`, the paragraphs that are a bar alone; cell 0 behind the first."""

    paragraphs: Sequence[Paragraph]
    bars: Sequence[int]

    def size(self) -> int:
        """How many cells there are."""
        return len(self.bars) - 1

    def at(self, number: int) -> Span:
        """The words of one cell, an empty span where two bars follow each other."""
        first, last = self.bars[number] + 1, self.bars[number + 1] - 1
        start = self.paragraphs[first].start
        return Span(start, self.paragraphs[last].end if first <= last else start)

    def is_empty(self, number: int) -> bool:
        """Whether a cell holds nothing."""
        return self.bars[number] + 1 == self.bars[number + 1]


def _own_lines(text: str, cells: _Cells, first: int, labels: AttributeLabels) -> Table | None:
    """The table whose head begins with cell `first`."""
    reach = min(cells.size(), first + _COLUMNS + 1)
    head = next((number for number in range(first + 1, reach) if cells.is_empty(number)), reach)
    if head - first > _COLUMNS:
        return None
    roles = _roles(text, [cells.at(number) for number in range(first, head)], labels)
    if roles is None:
        return None
    rows, at, last = [], head, head
    while at < cells.size() and cells.is_empty(at):
        row, following = _take_row(text, cells, at + 1, len(roles))
        if not row:
            break
        rows.append(_row(row, len(roles)))
        at = last = following
    return Table(cells.bars[first], cells.bars[last] + 1, roles, tuple(rows))


def _take_row(text: str, cells: _Cells, at: int, width: int) -> tuple[list[Span], int]:
    """One row from cell `at` on, and the cell behind it: the empty one between the bars of two rows.

    A row ends when it is full, or before an empty cell where a number opens the next row.
    """
    row: list[Span] = []
    while at < cells.size() and len(row) < width:
        ends = len(row) > 1 and cells.is_empty(at) and at + 1 < cells.size()
        if ends and NUMBER.fullmatch(text, *cells.at(at + 1)):
            break
        row.append(cells.at(at))
        at += 1
    return row, at
