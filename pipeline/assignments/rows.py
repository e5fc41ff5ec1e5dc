"""Rows of a table of tasks: one draft each, by the heads of the columns (guide T5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.assignments.cells import Sheet, cell_timings, is_wrapped, join_cell, make_sheet
from pipeline.assignments.model import Draft
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.assignments.model import Assignee
    from pipeline.assignments.reading import Reading
    from pipeline.blocks.tables import Cell, Table

_BODIES = ("lead", "lead-support", "support")
_CARRIED = ("lead", "support", "time")
_BULLET = re.compile(r"[-+•*] (?=\S)")
_WORD = re.compile(r"[^\W\d_]{2}")


def read_rows(table: Table, number: int, part: int, reading: Reading) -> tuple[Draft, ...]:
    """Drafts of the rows of `table`, the `number`th of its part.

    A row with contents alone is a heading; one whose contents hold no word ("(2)") numbers the columns. An
    empty lead, partner or time is taken from the row above when that is of the same group. A bullet before
    the contents is no part of them.
    """
    rows = [_filled(table, row.cells) for row in table.rows]
    sheet = _sheet(table, rows, reading)
    drafts: list[Draft] = []
    above: dict[str, Cell] = {}
    headings: tuple[str, ...] = ()
    for cells in rows:
        contents = cells.get("content")
        if contents is None or not _WORD.search(join_cell(reading.text, contents)):
            continue
        if not cells.keys() - {"content", "number"}:
            headings = (join_cell(reading.text, contents).replace("\n", " "),)
            above = {}
            continue
        above.update((role, cells[role]) for role in _CARRIED if role in cells)
        label = f"bảng{number}.{len(drafts) + 1}"
        drafts.append(_draft({**above, **cells}, (label, headings, part), sheet, reading))
    return tuple(drafts)


def _filled(table: Table, row: Sequence[Cell]) -> dict[str, Cell]:
    """The cells that hold something, by what their columns mean."""
    return {role: cell for role, cell in zip(table.roles, row, strict=True) if role and cell}


def _sheet(table: Table, rows: Sequence[Mapping[str, Cell]], reading: Reading) -> Sheet:
    """Cells whose bodies have to be looked for anew: the wrapped ones, and all of a printed table."""
    cells = [cells[role] for cells in rows for role in _BODIES if role in cells]
    return make_sheet([cell for cell in cells if table.printed or is_wrapped(reading.text, cell)], reading)


def _unmarked(text: str, contents: Cell) -> Cell:
    """`contents` without a bullet before them."""
    first, *rest = contents
    bullet = _BULLET.match(text, *first)
    return (Span(bullet.end(), first.end), *rest) if bullet else contents


def _draft(
    cells: Mapping[str, Cell], place: tuple[str, tuple[str, ...], int], sheet: Sheet, reading: Reading
) -> Draft:
    label, headings, part = place
    assignees: dict[str, Assignee] = {}
    for role in _BODIES:
        for assignee in sheet.bodies(cells[role], role, reading) if role in cells else ():
            assignees.setdefault(assignee.name, assignee)
    timings = cell_timings(cells["time"], reading) if "time" in cells else ()
    rules = [(f"column.{role}", piece) for role in (*_BODIES, "time") for piece in cells.get(role, ())]
    contents = _unmarked(reading.text, cells["content"])
    whole = Span(contents[0].start, contents[-1].end)
    return Draft(
        whole, part, -1, label, "duty", headings, tuple(assignees.values()), timings, cells.get("output", ()),
        tuple(rules), pieces=contents if len(contents) > 1 else (),
    )  # fmt: skip
