"""Rows of a table of tasks: one draft each, by the heads of the columns (guide T5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.assignments.attach import read_bodies, read_timings
from pipeline.assignments.model import Draft
from pipeline.spans import Span

if TYPE_CHECKING:
    from pipeline.assignments.model import Assignee, Timing
    from pipeline.assignments.reading import Reading
    from pipeline.blocks.tables import Row, Table


def read_rows(table: Table, number: int, part: int, reading: Reading) -> tuple[Draft, ...]:
    """Drafts of the rows of `table`, the `number`th of its part.

    A row without contents or with contents alone is a heading; an empty lead, partner or time is taken from the row above when
    the row above is of the same group.
    """
    drafts: list[Draft] = []
    above: dict[str, Span] = {}
    headings: tuple[str, ...] = ()
    for row in table.rows:
        cells = {role: cell for role, cell in zip(table.roles, row.cells, strict=True) if role}
        contents = cells.get("content")
        filled = {role for role, cell in cells.items() if cell.end > cell.start and role != "number"}
        if not filled - {"content"}:
            if contents is not None and contents.end > contents.start:
                headings = (reading.text[contents.start : contents.end].replace("\n", " "),)
                above = {}
            continue
        if contents is None or contents.end == contents.start:
            continue
        for role in ("lead", "support", "time"):
            if role in filled:
                above[role] = cells[role]
        drafts.append(_draft(contents, {**above, **{r: cells[r] for r in filled}}, f"bảng{number}.{len(drafts) + 1}", headings, part, reading))
    return tuple(drafts)


def _draft(contents: Span, cells: dict[str, Span], label: str, headings: tuple[str, ...], part: int, reading: Reading) -> Draft:
    assignees: dict[str, Assignee] = {}
    timings: tuple[Timing, ...] = ()
    rules = []
    for role in ("lead", "lead-support", "support"):
        if role in cells:
            for assignee in read_bodies(*cells[role], role, reading):
                assignees.setdefault(assignee.name, assignee)
            rules.append((f"column.{role}", cells[role]))
    if "time" in cells:
        timings = read_timings(cells["time"], reading)
        rules.append(("column.time", cells["time"]))
    return Draft(contents, part, -1, label, "duty", headings, tuple(assignees.values()), timings, cells.get("output"), tuple(rules))
