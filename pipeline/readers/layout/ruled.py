"""Ruling lines to grids: the columns and rows they part, and which of their fields are one cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.readers.layout.model import Rule

_NEAR: Final = 3.0
"""Points by which strokes that meet or go on from each other may miss."""
_SHORT: Final = 3.0
"""Shorter strokes rule nothing."""
_WHOLE: Final = 0.7
"""A side of a field is ruled where so much of it is."""
_ROWS: Final = 3
"""So many rules of one length are a table though nothing stands between them."""
_MOST_FIELDS: Final = 20_000
"""A page with more fields is squared paper or a drawing."""

_Ruled = Mapping[float, Sequence[bool]]


class Piece(NamedTuple):
    """A rule `at` so far from the left or the top, that fills [`low`, `high`]."""

    at: float
    low: float
    high: float


class Stroke(NamedTuple):
    """Rules on one straight line at `at`, from the left or the top, and the stretches that they fill."""

    at: float
    stretches: tuple[tuple[float, float], ...]


class Grid(NamedTuple):
    """Columns between the places `across`, rows between the places `down`.

    `cells[row][column]` is the field (row, column) in which the cell that this field is part of begins.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[tuple[tuple[int, int], ...], ...]

    def field(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the first field of the cell that holds the point, None where it lies outside."""
        column, row = bisect_right(self.across, x) - 1, bisect_right(self.down, y) - 1
        if 0 <= row < len(self.cells) and 0 <= column < len(self.cells[row]):
            return self.cells[row][column]
        return None


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """Return the grids of two columns or more that `rules` draw on a page, from the top down."""
    lying: list[Piece] = []
    standing: list[Piece] = []
    for left, top, right, bottom in rules:
        if right - left >= max(bottom - top, _SHORT):
            lying.append(Piece((top + bottom) / 2, left, right))
        elif bottom - top >= _SHORT:
            standing.append(Piece((left + right) / 2, top, bottom))
    bands = _union((low, high) for _, low, high in standing)
    inside: list[list[Piece]] = [[] for _ in bands]
    for piece in standing:
        inside[bisect_right(bands, (piece.low, piece.high)) - 1].append(piece)
    lying.sort()
    grids: list[Grid] = []
    for (top, bottom), pieces in zip(bands, inside, strict=True):
        first, last = bisect_left(lying, (top - _NEAR,)), bisect_right(lying, (bottom + _NEAR,))
        grid = _grid((top, bottom), _strokes(pieces), lying[first:last])
        grids += [grid] if grid else []
    return grids


def open_fields(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rectangles whose rows lying `rules` part but whose columns no rule does, from the top down.

    Their rules, three or more, are as long as each other and stand right below each other.
    """
    lying = sorted((rule.top, rule) for rule in rules if rule.right - rule.left > rule.bottom - rule.top)
    runs: list[list[Rule]] = []
    for _, rule in lying:
        last = runs[-1][-1] if runs else None
        if last and rule.top - last.top <= _NEAR:
            continue
        if last and abs(last.left - rule.left) <= _NEAR and abs(last.right - rule.right) <= _NEAR:
            runs[-1].append(rule)
        else:
            runs.append([rule])
    return [Rule(run[0].left, run[0].top, run[0].right, run[-1].bottom) for run in runs if len(run) >= _ROWS]


def _strokes(pieces: Iterable[Piece]) -> list[Stroke]:
    """Return the `pieces` that lie on one straight line as one stroke, in order."""
    strokes: list[tuple[float, list[tuple[float, float]]]] = []
    for at, low, high in sorted(pieces):
        if not strokes or at - strokes[-1][0] > _NEAR:
            strokes.append((at, []))
        strokes[-1][1].append((low, high))
    return [Stroke(at, tuple(_union(stretches))) for at, stretches in strokes]


def _union(stretches: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return `stretches` in order, those that touch as one."""
    joined: list[tuple[float, float]] = []
    for low, high in sorted(stretches):
        if joined and low <= joined[-1][1] + _NEAR:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def _grid(band: tuple[float, float], standing: Sequence[Stroke], pieces: Sequence[Piece]) -> Grid | None:
    """Return the grid in the `band` of a page, None where nothing is parted."""
    left, right = standing[0].at, standing[-1].at
    lying = _strokes(piece for piece in pieces if piece.high > left - _NEAR and piece.low < right + _NEAR)
    if not lying:
        return None
    width = min(stroke.stretches[0][0] for stroke in lying), max(stroke.stretches[-1][1] for stroke in lying)
    across = _edges([stroke.at for stroke in standing], width)
    down = _edges([stroke.at for stroke in lying], band)
    fields = (len(across) - 1) * (len(down) - 1)
    if len(across) < 3 or fields > _MOST_FIELDS:  # noqa: PLR2004 (two edges make one column: a frame)
        return None
    walls = {stroke.at: _ruled(stroke, down) for stroke in standing}
    floors = {stroke.at: _ruled(stroke, across) for stroke in lying}
    return _joined(across, down, walls, floors)


def _edges(places: Sequence[float], ends: tuple[float, float]) -> tuple[float, ...]:
    """Return `places` with `ends` before and behind them where those lie outside."""
    low = [ends[0]] if ends[0] < places[0] - 2 * _NEAR else []
    high = [ends[1]] if ends[1] > places[-1] + 2 * _NEAR else []
    return (*low, *places, *high)


def _ruled(stroke: Stroke, edges: Sequence[float]) -> list[bool]:
    """Say of each stretch between `edges` whether `stroke` rules most of it."""
    ruled = [0.0] * (len(edges) - 1)
    for low, high in stroke.stretches:
        first = max(0, bisect_right(edges, low) - 1)
        for at in range(first, min(len(ruled), bisect_left(edges, high))):
            ruled[at] += min(high, edges[at + 1]) - max(low, edges[at])
    return [part >= _WHOLE * (high - low) for part, (low, high) in zip(ruled, pairwise(edges), strict=True)]


def _joined(across: tuple[float, ...], down: tuple[float, ...], walls: _Ruled, floors: _Ruled) -> Grid:
    """Return the grid whose fields are one cell where no wall and no floor parts them."""
    rows: list[tuple[tuple[int, int], ...]] = []
    for row in range(len(down) - 1):
        cells: list[tuple[int, int]] = []
        for column in range(len(across) - 1):
            if column and not walls[across[column]][row]:
                cells.append(cells[-1])
            elif row and not floors[down[row]][column]:
                cells.append(rows[-1][column])
            else:
                cells.append((row, column))
        rows.append(tuple(cells))
    return Grid(across, down, tuple(rows))
