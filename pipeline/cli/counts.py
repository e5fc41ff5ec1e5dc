"""Counts of tasks in words: as a table, as JSON lines, as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.cli.console import Console, tame
from pipeline.cli.output import print_json, print_table

if TYPE_CHECKING:
    from pipeline.store import Count, What

COLUMNS: Final[Mapping[What, tuple[str, ...]]] = {
    "agencies": ("agency", "role"),
    "issuers": ("issuer",),
    "years": ("year",),
    "pairs": ("lead", "support"),
    "citations": ("cited",),
    "deadlines": ("month",),
}
"""What is counted, and what the labels of each count are."""


class Line(NamedTuple):
    """A count with the ids of its tasks; None where they are not asked for."""

    counted: Count
    ids: Sequence[str] | None


def in_order(what: What, counts: Sequence[Count]) -> Sequence[Count]:
    """Return counts as they are shown: years in order, the unknown last, others as the store has them."""
    if what != "years":
        return counts
    return sorted(counts, key=lambda count: (not count.labels[0], count.labels))


def labels_of(what: What, count: Count, console: Console) -> tuple[str, ...]:
    """Return the labels of a count in words."""
    words = []
    for name, label in zip(COLUMNS[what], count.labels, strict=True):
        if name == "role":
            words.append(console.code("role", label))
        elif name == "month":
            year, _, month = label.partition("-")
            words.append(console.say("stats.month-of", month=month, year=year))
        else:
            words.append(tame(label) or console.say("stats.unknown"))
    return tuple(words)


def _write_table(what: What, lines: Iterable[Line], console: Console) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, title=console.say(f"stats.title.{what}"), title_justify="left")
    for name in COLUMNS[what]:
        table.add_column(console.say(f"stats.column.{name}"), overflow="fold")
    table.add_column(console.say("stats.column.tasks"), justify="right")
    for line in lines:
        first, *others = labels_of(what, line.counted, console)
        cell = Text(first)
        if line.ids is not None:
            cell.append("\n" + tame(" ".join(line.ids)), "dim")
        table.add_row(cell, *map(Text, others), str(line.counted.tasks))
    if table.row_count:
        print_table(table, console)


def _write_jsonl(what: What, lines: Iterable[Line], console: Console) -> None:
    for count, ids in lines:
        keys, labels = (dict(zip(COLUMNS[what], part, strict=True)) for part in (count.keys, count.labels))
        own = {} if ids is None else {"task_ids": ids}
        print_json({"keys": keys, "labels": labels, "tasks": count.tasks, **own}, console)


def _write_csv(what: What, lines: Iterable[Line], console: Console) -> None:
    from pipeline.export.csv_file import write_rows

    headings = [console.say(f"stats.column.{name}") for name in (*COLUMNS[what], "tasks", "ids")]
    rows = ((*labels_of(what, count, console), str(count.tasks), " ".join(ids or ())) for count, ids in lines)
    write_rows(console.out, headings, rows)


WRITERS: Final[Mapping[str, Callable[[What, Iterable[Line], Console], None]]] = {
    "table": _write_table,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
}
"""How each format is written."""
