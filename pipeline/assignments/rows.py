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
_LEADING = ("lead", "lead-support")
_CARRIED = (*_BODIES, "time")
_BULLET = re.compile(r"[-+•*] (?=\S)")
_WORD = re.compile(r"[^\W\d_]{2}")


def read_rows(table: Table, number: int, part: int, reading: Reading) -> tuple[Draft, ...]:
    """Drafts of the rows of `table`, the `number`th of its part.

    A row with contents alone that tell nobody to act is a heading; one whose contents hold no word ("(2)")
    numbers the columns. An empty lead, partner or time is taken from the row above when that is of the same
    group. In a row without a lead of its own the words of the contents may name one. A bullet before the
    contents is no part of them.
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
        alone = not cells.keys() - {"content", "number"}
        if alone and not sheet.carriers(_unmarked(reading.text, contents), reading):
            headings = (join_cell(reading.text, contents).replace("\n", " "),)
            above = {}
            continue
        above.update((role, cells[role]) for role in _CARRIED if role in cells)
        label = f"bảng{number}.{len(drafts) + 1}"
        drafts.append(_draft(cells, above, (label, headings, part), sheet, reading))
    return tuple(drafts)


def _filled(table: Table, row: Sequence[Cell]) -> dict[str, Cell]:
    """The cells that hold something, by what their columns mean."""
    return {role: cell for role, cell in zip(table.roles, row, strict=True) if role and cell}


def _sheet(table: Table, rows: Sequence[Mapping[str, Cell]], reading: Reading) -> Sheet:
    """Cells whose bodies have to be looked for anew: the wrapped ones, and all of a printed table."""
    cells = [cells[role] for cells in rows for role in _BODIES if role in cells]
    cells += [_unmarked(reading.text, row["content"]) for row in rows if "content" in row and not _names(row)]
    return make_sheet([cell for cell in cells if table.printed or is_wrapped(reading.text, cell)], reading)


def _names(cells: Mapping[str, Cell]) -> bool:
    """Whether the row has a cell that names its lead."""
    return not cells.keys().isdisjoint(_LEADING)


def _unmarked(text: str, contents: Cell) -> Cell:
    """`contents` without a bullet before them."""
    first, *rest = contents
    bullet = _BULLET.match(text, *first)
    return (Span(bullet.end(), first.end), *rest) if bullet else contents


def _assignees(
    own: Mapping[str, Cell], above: Mapping[str, Cell], sheet: Sheet, reading: Reading
) -> tuple[tuple[Assignee, ...], list[tuple[str, Span]]]:
    """The bodies of a row with its `own` cells, below rows with those `above`, and the evidence."""
    words = _unmarked(reading.text, own["content"])
    carriers = () if _names(own) else sheet.carriers(words, reading)
    cells = own if carriers else {**above, **own}
    named = {role: cells[role] for role in _BODIES if role in cells}
    assignees = {assignee.name: assignee for assignee in carriers}
    for role, cell in named.items():
        for assignee in sheet.bodies(cell, role, reading):
            assignees.setdefault(assignee.name, assignee)
    rules = [(f"column.{role}", piece) for role, cell in named.items() for piece in cell]
    rules += [("column.content", piece) for piece in words] if carriers else []
    return tuple(assignees.values()), rules


def _draft(
    own: Mapping[str, Cell],
    above: Mapping[str, Cell],
    place: tuple[str, tuple[str, ...], int],
    sheet: Sheet,
    reading: Reading,
) -> Draft:
    label, headings, part = place
    assignees, rules = _assignees(own, above, sheet, reading)
    time = own.get("time") or above.get("time", ())
    timings = cell_timings(time, reading) if time else ()
    contents = _unmarked(reading.text, own["content"])
    whole = Span(contents[0].start, contents[-1].end)
    return Draft(
        whole, part, -1, label, "duty", headings, assignees, timings, own.get("output", ()),
        (*rules, *(("column.time", piece) for piece in time)), pieces=contents if len(contents) > 1 else (),
    )  # fmt: skip
