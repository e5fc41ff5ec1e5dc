"""Cells of tables that recognition of the whole page left out: short words that stand alone, most of all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from pipeline.readers.layout.model import Word
from pipeline.readers.layout.ruled import Grid, find_grids
from pipeline.readers.ocr.prepare import Prepared
from pipeline.readers.ocr.ruling import INK, WHITE, Strip

_EDGE: Final = 4
"""Dots inside a cell's edges where its ruling lines leave traces."""
_MARGIN: Final = 24
"""White dots around each cell in the picture of all."""
_LEAST: Final = 40
"""Dots of ink that make a sign; fewer are specks."""


class Cut(NamedTuple):
    """A part of a page, and how far down it stands in the picture of all parts."""

    cell: Strip
    top: int


def unread_cells(page: Prepared, words: Sequence[Word]) -> list[Cut]:
    """Return the cells of `page` that hold ink and none of its `words`, one below the other."""
    cuts: list[Cut] = []
    top = _MARGIN
    for grid in find_grids(page.rules):
        read = {grid.field((word.left + word.right) / 2, (word.top + word.bottom) / 2) for word in words}
        for field, cell in _cells(grid, page.scale):
            part = page.dots[cell.top : cell.bottom, cell.left : cell.right]
            if field not in read and np.count_nonzero(part < INK) >= _LEAST:
                cuts.append(Cut(cell, top))
                top += part.shape[0] + _MARGIN
    return cuts


def picture_of(page: Prepared, cuts: Sequence[Cut]) -> Prepared:
    """Return one picture of all `cuts` of `page`, at its scale."""
    last = cuts[-1]
    width = max(cell.right - cell.left for cell, _ in cuts) + 2 * _MARGIN
    height = last.top + last.cell.bottom - last.cell.top + _MARGIN
    dots = np.full((height, width), WHITE, dtype=np.uint8)
    for cell, top in cuts:
        part = page.dots[cell.top : cell.bottom, cell.left : cell.right]
        dots[top : top + part.shape[0], _MARGIN : _MARGIN + part.shape[1]] = part
    return Prepared(width / page.scale, height / page.scale, dots, ())


def put_back(words: Iterable[Word], cuts: Sequence[Cut], scale: float) -> Iterator[Word]:
    """Yield `words` of the picture of `cuts` where they stand on the page, which has `scale` dots a point."""
    tops = [cut.top - _MARGIN / 2 for cut in cuts]
    for word in words:
        cell, top = cuts[max(0, bisect_right(tops, (word.top + word.bottom) / 2 * scale) - 1)]
        right, down = (cell.left - _MARGIN) / scale, (cell.top - top) / scale
        yield word._replace(
            left=word.left + right, right=word.right + right, top=word.top + down, bottom=word.bottom + down
        )


def _cells(grid: Grid, scale: float) -> Iterator[tuple[tuple[int, int], Strip]]:
    """Yield the cells of `grid`: the field in which each begins, and its place in dots without its edges."""
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for row, fields in enumerate(grid.cells, 1):
        for column, field in enumerate(fields, 1):
            ends[field] = (row, column)
    for (row, column), (bottom, right) in ends.items():
        yield (
            (row, column),
            Strip(
                round(grid.across[column] * scale) + _EDGE,
                round(grid.down[row] * scale) + _EDGE,
                round(grid.across[right] * scale) - _EDGE,
                round(grid.down[bottom] * scale) - _EDGE,
            ),
        )
