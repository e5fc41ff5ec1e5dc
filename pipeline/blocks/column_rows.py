"""Rows of a table printed in columns: which of its lines belong together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.blocks.tables import NUMBER, Cell, Row
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.blocks.printed import Word

_BULLETS = "-+•*"
_CLOSED = (".", ";", ":", "./.")
_ABRUPT = 4
"""Where numbers stand in the middle of their rows, one row in so many seems to begin with a small letter."""
_OPEN_COST = 2
_TIGHT_COST = 3


class Placed(NamedTuple):
    """A line dealt out to the columns: the words of each.

    `over` says that it takes no notice of the columns, `fresh` that there is more room than usual above it;
    `page` is as in Line.
    """

    cells: tuple[tuple[Word, ...], ...]
    over: bool
    fresh: bool
    page: int


class Shape(NamedTuple):
    """Which column holds the numbers (-1: none), which the contents."""

    number: int
    content: int

    def has_data(self, line: Placed) -> bool:
        """Whether anything but number and contents stands in the line."""
        return any(cell for column, cell in enumerate(line.cells) if column not in self)


def make_rows(text: str, lines: Sequence[Placed], shape: Shape) -> tuple[Row, ...]:
    """The rows that `lines` print, in order; every word of the lines is in one cell of one row.

    A row begins at its number, or above it where the cells stand in the middle of their rows; without a
    number at a group's heading, at a bullet with a body or time of its own, and where all cells of a line
    begin anew.
    """
    starts = _starts(text, lines, shape)
    bounds = zip(starts, [*starts[1:], len(lines)], strict=True)
    return tuple(_row(text, lines[start:end]) for start, end in bounds)


def _row(text: str, lines: Sequence[Placed]) -> Row:
    columns = zip(*(line.cells for line in lines), strict=True)
    return Row(tuple(_cell(text, [word for cell in column for word in cell]) for column in columns))


def _cell(text: str, words: Sequence[Word]) -> Cell:
    """The words as pieces of the matched text, each but the last with the blank or line end behind it."""
    pieces: list[Span] = []
    for word in words:
        if pieces and pieces[-1].end + 1 >= word.start:
            pieces[-1] = Span(pieces[-1].start, word.end)
        else:
            if pieces and text[pieces[-1].end].isspace():
                pieces[-1] = Span(pieces[-1].start, pieces[-1].end + 1)
            pieces.append(Span(word.start, word.end))
    return tuple(pieces)


def _starts(text: str, lines: Sequence[Placed], shape: Shape) -> list[int]:
    numbered = [index for index, line in enumerate(lines) if _number(text, line, shape)]
    if _in_the_middle(text, lines, numbered, shape):
        numbered = _raised(text, lines, numbered, shape)
    starts = {0, *numbered}
    for index in range(1, len(lines)):
        if index not in starts and _begins(text, lines, index, shape, numbers=bool(numbered)):
            starts.add(index)
    return sorted(starts)


def _number(text: str, line: Placed, shape: Shape) -> bool:
    cell = line.cells[shape.number] if shape.number >= 0 else ()
    return bool(cell) and NUMBER.fullmatch(text, cell[0].start, cell[-1].end) is not None


def _begins(text: str, lines: Sequence[Placed], index: int, shape: Shape, *, numbers: bool) -> bool:
    """Whether a row without number begins at line `index`."""
    line, above = lines[index], lines[index - 1]
    if line.over or above.over:
        return line.over != above.over and (line.over or shape.has_data(line))
    content = line.cells[shape.content]
    if not content or not shape.has_data(line) or not all(_anew(text, cell) for cell in line.cells if cell):
        return False
    if numbers:
        return text[content[0].start] in _BULLETS or (line.fresh and line.page == above.page)
    return line.fresh or all(line.cells) or _closed(text, lines, index, shape)


def _anew(text: str, cell: Sequence[Word]) -> bool:
    """Whether the cell's words can begin a cell: not a small letter."""
    first = text[cell[0].start]
    return not first.islower() or text[cell[0].end - 1] == ")"


def _closed(text: str, lines: Sequence[Placed], index: int, shape: Shape) -> bool:
    """Whether the contents above line `index` have come to an end."""
    contents = (lines[above].cells[shape.content] for above in range(index - 1, -1, -1))
    above = next(filter(None, contents), ())
    return bool(above) and text[above[0].start : above[-1].end].endswith(_CLOSED)


# ---- numbers in the middle of their rows -------------------------------------------------------------------


def _in_the_middle(text: str, lines: Sequence[Placed], numbered: Sequence[int], shape: Shape) -> bool:
    if not numbered:
        return False
    if numbered[0] > 0 and not any(line.over for line in lines[: numbered[0]]):
        return True
    contents = [lines[index].cells[shape.content] for index in numbered]
    abrupt = sum(1 for cell in contents if cell and not _anew(text, cell))
    return abrupt > 1 and abrupt * _ABRUPT >= len(contents)


def _raised(text: str, lines: Sequence[Placed], numbered: Sequence[int], shape: Shape) -> list[int]:
    """Where the rows begin whose numbers stand in their middle: as far above a number as they go on below."""
    starts = [0]
    for above, number in pairwise(numbered):
        due = 2 * above - starts[-1] + 1
        costs = {at: _cost(text, lines, at, due, shape) for at in range(above + 1, number + 1)}
        starts.append(min(costs, key=lambda at: costs[at]))
    return starts


def _cost(text: str, lines: Sequence[Placed], at: int, due: int, shape: Shape) -> int:
    """How unlikely a row begins at line `at` when line `due` would be right by the number above."""
    line = lines[at]
    if not all(_anew(text, cell) for cell in line.cells if cell):
        return 2 * len(lines)
    tight = 0 if line.fresh else _TIGHT_COST
    still_open = 0 if line.cells[shape.content] and _closed(text, lines, at, shape) else _OPEN_COST
    return abs(at - due) + tight + still_open
