"""Tables of tasks: columns known by their heads, rows of cells.

Two forms are read here: rows on one line (`a | b | c`), and cells on lines of their own between lines that hold
only a bar. Tables printed in columns are read by columns.py.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.attribute_data import AttributeLabels
    from pipeline.blocks.paragraphs import Paragraph

BAR = "|"
NUMBER = re.compile(r"(?:\d{1,3}|[IVX]{1,6}|[A-HĐ]|[a-zđ]|\d{1,2}(?:\.\d{1,2}){1,2})[.)]?")
_NEEDED = ({"content", "lead"}, {"content", "time"})

Cell = tuple[Span, ...]
"""Pieces of the matched text that hold the words of a cell when joined; none where it is empty."""


class Row(NamedTuple):
    """One row: its cells, one a column."""

    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """Paragraphs [first, last) of the list given: `roles` of the columns (as in attributes.toml, "" unknown), rows below the head.

    `left_over` is what those paragraphs hold outside the table. Of a table `printed` in columns the lines of the
    matched text run through several cells.
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
    """Find the tables of tasks among `paragraphs`, in order: those with a column of contents and one of leads or times."""
    tables: list[Table] = []
    index = 0
    while index < len(paragraphs):
        table = _table_at(text, paragraphs, index, labels)
        if table is not None:
            tables.append(table)
            index = table.last
        else:
            index += 1
    return tuple(tables)


def _table_at(text: str, paragraphs: Sequence[Paragraph], index: int, labels: AttributeLabels) -> Table | None:
    start, end = paragraphs[index]
    if text[start] == BAR and end == start + 1:
        return _own_lines(text, paragraphs, index, labels)
    if text.count(BAR, start, end) > 1:
        return _one_line(text, paragraphs, index, labels)
    return None


def _roles(text: str, cells: Sequence[Span], labels: AttributeLabels) -> tuple[str, ...] | None:
    """What each column holds, by its head; None unless the table is one of tasks."""
    roles = tuple(labels.columns.get(_words(text, cell), "") for cell in cells)
    return roles if is_table_of_tasks(roles) else None


def _words(text: str, cell: Span) -> str:
    return " ".join(text[cell.start : cell.end].split()).strip(" .:*").lower()


# ---- rows on one line --------------------------------------------------------------------------------------


def _one_line(text: str, paragraphs: Sequence[Paragraph], index: int, labels: AttributeLabels) -> Table | None:
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
            if rows and len(rows[-1]) < len(roles) and len(rows[-1]) + len(cells) - 1 <= len(roles):
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


def _own_lines(text: str, paragraphs: Sequence[Paragraph], index: int, labels: AttributeLabels) -> Table | None:
    cells = _read_cells(text, paragraphs, index)
    head = next((n for n, (cell, _) in enumerate(cells) if n and cell.start == cell.end), len(cells))
    roles = _roles(text, [cell for cell, _ in cells[:head]], labels)
    if roles is None:
        return None
    rows, at, last = [], head, cells[head - 1][1]
    while at < len(cells) and cells[at][0].start == cells[at][0].end:
        row, following = _take_row(text, cells, at + 1, len(roles))
        if not row:
            break
        rows.append(_row(row, len(roles)))
        at, last = following, cells[following - 1][1]
    return Table(index, last + 1, roles, tuple(rows))


def _read_cells(text: str, paragraphs: Sequence[Paragraph], index: int) -> list[tuple[Span, int]]:
    """The cells between bars from `index` on, empty ones included, each with the paragraph of the bar behind it."""
    cells: list[tuple[Span, int]] = []
    begin: int | None = None
    end = index
    for at in range(index + 1, len(paragraphs)):
        start, stop = paragraphs[at]
        if text[start] == BAR and stop == start + 1:
            cells.append((Span(begin, end) if begin is not None else Span(start, start), at))
            begin = None
        else:
            begin = start if begin is None else begin
            end = stop
    return cells


def _take_row(
    text: str, cells: Sequence[tuple[Span, int]], at: int, width: int
) -> tuple[list[Span], int]:
    """One row from cell `at` on, and the cell behind it: the empty one between the bars of two rows.

    A row ends when it is full, or before an empty cell where a number opens the next row.
    """
    row: list[Span] = []
    while at < len(cells) and len(row) < width:
        cell = cells[at][0]
        if cell.start == cell.end and len(row) > 1 and at + 1 < len(cells) and NUMBER.fullmatch(text, *cells[at + 1][0]):
            break
        row.append(cell)
        at += 1
    return row, at
