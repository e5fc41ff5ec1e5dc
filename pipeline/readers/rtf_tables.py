"""The tables of RTF: rows of cells that are told apart by where their right edges stand."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final, NamedTuple

from pipeline.readers.grid import Cell, row_lines

_SAME_EDGE: Final = 70
"""Twips (1/1440 inch) that edges may lie apart and be one; narrower columns do not hold a letter."""
_LETTERHEAD_COLUMNS: Final = 3


class _Edge(NamedTuple):
    """The right edge of a cell; whether the cell goes on from the one above it, or from the one before it."""

    place: int
    below: bool
    beside: bool


class _Row(NamedTuple):
    left: int
    edges: tuple[_Edge, ...]
    texts: tuple[str, ...]


class RtfTable:
    """The table that is being read; `file` and `most` are for the error about one too large."""

    def __init__(self, file: str, most: int) -> None:
        self._file, self._most = file, most
        self._rows: list[_Row] = []
        self._edges: list[_Edge] = []
        self._texts: list[str] = []
        self._left = 0
        self._below = self._beside = False

    def word(self, word: str, number: int) -> None:
        """Take a control word; those that say nothing about tables are let pass."""
        if word == "trowd":
            self._edges, self._left = [], 0
        elif word == "trleft":
            self._left = number
        elif word == "clvmrg":
            self._below = True
        elif word == "clmrg":
            self._beside = True
        elif word == "cellx":
            self._edges.append(_Edge(number, self._below, self._beside))
            self._below = self._beside = False
        elif word == "row":
            self._end_row()

    def end_cell(self, text: str) -> None:
        """Take the words of the next cell."""
        self._texts.append(text)

    def take(self, *, first: bool) -> list[str]:
        """Return the lines of the rows since the last call; `first`: no words stand before them."""
        if self._texts:
            self._end_row()
        rows, self._rows = self._rows, []
        letterhead = first and all(len(row.texts) <= _LETTERHEAD_COLUMNS for row in rows)
        edges = _grid(rows)
        above: dict[int, str] = {}
        cells = [_cells(row, edges, above, carry=not letterhead) for row in rows]
        return row_lines(cells, file=self._file, most=self._most)

    def _end_row(self) -> None:
        if self._texts:
            self._rows.append(_Row(self._left, tuple(self._edges), tuple(self._texts)))
        self._texts = []


def _grid(rows: list[_Row]) -> list[int]:
    """Return where the columns of a table end, from left to right."""
    grid: list[int] = []
    for place in sorted({edge.place for row in rows for edge in row.edges}):
        if not grid or place - grid[-1] > _SAME_EDGE:
            grid.append(place)
    return grid


def _cells(row: _Row, grid: list[int], above: dict[int, str], *, carry: bool) -> list[Cell]:
    """Return the cells of a row; `above` holds the last words of each column and is kept up to date."""
    cells: list[Cell] = []
    column = 0
    for number, text in enumerate(row.texts):
        if number >= len(row.edges):
            cells.append(Cell(text))
            continue
        edge = row.edges[number]
        end = max(bisect_left(grid, edge.place - _SAME_EDGE) + 1, column + 1)
        if edge.below:
            words = above.get(column, text) if carry else ""
        else:
            words = above[column] = text
        if edge.beside and cells:
            cells[-1] = cells[-1]._replace(columns=cells[-1].columns + end - column)
        else:
            cells.append(Cell(words, end - column))
        column = end
    return cells
