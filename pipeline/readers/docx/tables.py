"""Tables: the cells of rows that share the columns of a grid only in part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from lxml import etree

from pipeline.readers.docx.names import VAL, W, flat, is_on, number
from pipeline.readers.grid import Cell

_ROWS: Final = frozenset((W + "tr",))
_CELLS: Final = frozenset((W + "tc",))
_GRID: Final = f"{W}tblGrid/{W}gridCol"
_WIDEST: Final = 1_000
"""No table has a grid of more columns; a wider cell is cut to it."""
_SEAM: Final = 200
"""Columns narrower than this (in twentieths of a point) hold no words: their edges were meant to be one."""
_UNKNOWN: Final = 10 * _SEAM


class Placed(NamedTuple):
    """A cell: its words, the columns of the grid [start, end) that it fills, how it is merged with others.

    `merge`: "restart" where cells below may go on with it, "continue" where it does so itself, else "".
    """

    text: str
    start: int
    end: int
    merge: str


class Grid(NamedTuple):
    """The rows of a table that are printed.

    `columns`: which column, as a reader counts them, a cell that starts at a column of the grid stands in.
    `tracked`: a row was put in or taken out.
    """

    rows: list[list[Placed]]
    columns: dict[int, int]
    tracked: bool

    @property
    def width(self) -> int:
        """How many columns a reader counts."""
        return max(self.columns.values(), default=-1) + 1


def read_grid(table: etree._Element, words: Callable[[etree._Element], str]) -> Grid:
    """Return the rows of a table; `words` gives the words inside a cell."""
    rows, tracked = [], False
    for row in flat(table, _ROWS):
        properties = row.find(W + "trPr")
        before = 0
        if properties is not None:
            deleted = properties.find(W + "del") is not None
            tracked |= deleted or properties.find(W + "ins") is not None
            if deleted or is_on(properties.find(W + "hidden")):
                continue
            before = number(properties.find(W + "gridBefore"), 0)
        rows.append([*_cells(row, before, words)])
    return Grid(rows, _columns(rows, _edges(table)), tracked)


def _cells(row: etree._Element, before: int, words: Callable[[etree._Element], str]) -> Iterator[Placed]:
    start = _within(before)
    for cell in flat(row, _CELLS):
        properties = cell.find(W + "tcPr")
        span, merge = 1, None
        if properties is not None:
            span = max(1, number(properties.find(W + "gridSpan"), 1))
            merge = properties.find(W + "vMerge")
        end = _within(start + span)
        yield Placed(words(cell), start, end, "" if merge is None else merge.get(VAL, "continue"))
        start = end


def _within(column: int) -> int:
    return min(max(column, 0), _WIDEST)


def _edges(table: etree._Element) -> list[int]:
    """Return where each column of the grid begins."""
    widths = [number(column, 0, W + "w") for column in table.findall(_GRID)[:_WIDEST]]
    widths += [_UNKNOWN] * (_WIDEST - len(widths))
    return [0, *accumulate(width if width > 0 else _UNKNOWN for width in widths)]


def _columns(rows: Sequence[Sequence[Placed]], edges: Sequence[int]) -> dict[int, int]:
    """Return the columns of the grid where some cell starts, numbered; those parted by a seam are one."""
    cells = [cell for row in rows for cell in row]
    narrow = {cell.start for cell in cells if edges[cell.end] - edges[cell.start] < _SEAM}
    columns: dict[int, int] = {}
    first = count = -1
    for start in sorted({cell.start for cell in cells}):
        if first < 0 or edges[start] - edges[first] >= _SEAM or not narrow.isdisjoint(range(first, start)):
            first, count = start, count + 1
        columns[start] = count
    return columns


def even_rows(grid: Grid, *, carry: bool) -> Iterator[list[Cell]]:
    """Yield each row with one cell for each column, empty where none starts.

    With `carry` the words of a cell are in all rows that it runs through, else in its first row alone.
    """
    width = grid.width
    above: dict[int, str] = {}
    for row in grid.rows:
        cells: list[Cell] = []
        for text, start, _, merge in row:
            column = grid.columns[start]
            cells += [Cell("")] * (column - len(cells))
            goes_on = merge == "continue"
            if not goes_on:
                above[column] = text if merge else ""
            cells.append(Cell(above.get(column, "") if goes_on and carry else text))
        cells += [Cell("")] * (width - len(cells))
        yield cells
