"""How far long work is, and the counts at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from pipeline.cli.console import Console


@contextmanager
def progress_bar(
    words: str, console: Console, *, hidden: bool = False
) -> Iterator[Callable[[int, int | None], None] | None]:
    """Give what moves the bar to so many of so many, None if unknown; or None where nobody would see one."""
    if hidden or not console.err.isatty():
        yield None
        return
    # Rich is imported only for people who look at a terminal: it costs as much as twenty documents.
    from rich.console import Console as Terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Terminal(file=console.err), transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda finished, total: bar.update(task, completed=finished, total=total)


def print_counts(rows: Iterable[tuple[str, str]], console: Console) -> None:
    """Print names with values: a table on a terminal, lines elsewhere."""
    if not console.out.isatty():
        for name, value in rows:
            console.print(f"{name}: {value}")
        return
    from rich.console import Console as Terminal
    from rich.table import Table

    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in rows:
        table.add_row(name, value)
    Terminal(file=console.out).print(table)
