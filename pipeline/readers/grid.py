"""Tables of any format: from cells that span columns and rows to one line of text a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from pipeline.errors import InputError

_MOST_COLUMNS: Final = 1_000
"""As in HTML; a wider cell is cut to it."""


class Cell(NamedTuple):
    """The words of a cell, its paragraphs parted by line feeds, and how many columns and rows it fills."""

    text: str
    columns: int = 1
    rows: int = 1


def row_lines(rows: Iterable[Sequence[Cell]], *, file: str, most: int, carry: bool = True) -> list[str]:
    """Return a line for each row, its cells joined by " | "; a line feed parts the paragraphs inside a cell.

    The words of a cell stand in its first column, its other columns are empty; they stand in its first row
    alone or, with `carry`, in all its rows. Raises InputError `too-complex` where that makes more than `most`
    characters.
    """
    lines: list[str] = []
    length = 0
    held: dict[int, Cell] = {}
    for row in rows:
        texts, held = _fill(row, held, carry=carry)
        length += sum(map(len, texts)) + 3 * len(texts)
        if length > most:
            raise InputError(
                "too-complex", file=file, detail=f"a table of {len(lines)} rows and {length} letters"
            )
        lines.append(" | ".join(texts))
    return lines


def _fill(row: Sequence[Cell], held: dict[int, Cell], *, carry: bool) -> tuple[list[str], dict[int, Cell]]:
    """Return the words of each column of a row, and which cells go on below it at which column.

    `held` are the cells that go on from the row above.
    """
    texts: list[str] = []
    below: dict[int, Cell] = {}
    waiting, last = list(reversed(row)), max(held, default=-1)
    while waiting or len(texts) <= last:
        column = len(texts)
        above = held.get(column)
        if above is None and not waiting:
            texts.append("")
            continue
        cell = above or _clean(waiting.pop())
        columns = max(1, min(cell.columns, _MOST_COLUMNS - column))
        texts += [cell.text, *[""] * (columns - 1)]
        if cell.rows > 1:
            below[column] = Cell(cell.text if carry else "", columns, cell.rows - 1)
    return texts, below


def _clean(cell: Cell) -> Cell:
    return cell._replace(text=cell.text.strip("\n").replace("|", "/"))
