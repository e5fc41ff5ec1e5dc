"""`giaoviec query`: the tasks of a store that fulfil conditions."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from pipeline.cli.arguments import Parser, whole_at_least
from pipeline.cli.console import Console, tame
from pipeline.cli.filters import add_filters, filters_of
from pipeline.cli.output import add_output, format_of, output, print_json, print_table
from pipeline.cli.stores import add_store, opened
from pipeline.cli.words import number_in_words, one_line
from pipeline.errors import EXIT_NO, EXIT_OK

if TYPE_CHECKING:
    from rich.text import Text

    from pipeline.export.annex import Row
    from pipeline.export.model import Exported
    from pipeline.store import DocumentOfTask, Filters, Store, StoredTask

SHOWN: Final = 20
"""Tasks in a table where no limit is given."""
MOST_RANKED: Final = 1_000
"""More tasks than these come in the order of the store."""
_LONGEST: Final = 320
"""Letters of a task's text in a table."""


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    add_store(parser)
    add_filters(parser)
    add_output(parser)
    parser.option("--limit", metavar="N", kind=whole_at_least(1, "--limit"), default=SHOWN)


def run(options: Namespace, console: Console) -> int:
    """Ask and print; the exit code says whether anything was found."""
    filters, form = filters_of(options), format_of(options)
    limit = options.limit or (SHOWN if form == "table" else None)
    with opened(options) as store:
        from pipeline.store import count_tasks

        found = count_tasks(store, filters)
        loose = found if filters.text is None else count_tasks(store, filters.any_accents())
        meant = filters if found else filters.any_accents()
        with output(options, console) as target:
            _WRITERS[form](_tasks(store, meant, limit), target)
    say = console.print if form == "table" and not options.out else console.note
    for line in _sums(found, loose, limit, console):
        say(line)
    if options.out:
        console.print(console.say("query.written", file=options.out))
    return EXIT_OK if loose else EXIT_NO


def _tasks(store: Store, filters: Filters, limit: int | None) -> Iterable[StoredTask]:
    """The first tasks in the order of the store; of those with some words, the best."""
    from pipeline.store import query, search

    if filters.text is not None and limit is not None and limit <= MOST_RANKED:
        return search(store, filters.text, filters, limit=limit)
    return query(store, filters, limit=limit)


def _sums(found: int, loose: int, limit: int | None, console: Console) -> Iterator[str]:
    """Say how many there are, how many of them are shown, and whether there are more in other spellings."""
    count = found or loose
    said = number_in_words(count, console)
    if not count:
        yield console.say("query.nothing")
        return
    if limit is None or count <= limit:
        yield console.say("query.found", count=said)
    else:
        yield console.say("query.found-more", count=said, shown=number_in_words(limit, console))
    if not found:
        yield console.say("query.other-accents")
    elif loose > found:
        yield console.say("query.more-accents", count=number_in_words(loose - found, console))


def _write_jsonl(tasks: Iterable[StoredTask], console: Console) -> None:
    for task in tasks:
        print_json({**task.record, "document": asdict(task.document)}, console)


def _write_csv(tasks: Iterable[StoredTask], console: Console) -> None:
    from pipeline.export.annex import headings
    from pipeline.export.csv_file import annex_rows, write_rows

    write_rows(console.out, headings(console.lang), annex_rows(map(_exported, tasks), console.lang))


def _write_table(tasks: Iterable[StoredTask], console: Console) -> None:
    """Print the tasks as an annex has them, each with its id and what to look at below its text."""
    from rich.box import HORIZONTALS
    from rich.table import Table

    from pipeline.export.annex import rows

    table = Table(box=HORIZONTALS, show_lines=True, expand=True, padding=(0, 1, 0, 0))
    table.add_column(console.say("annex.number"), justify="right")
    for column, ratio in {"text": 2, "leads": 1, "supports": 1}.items():
        table.add_column(console.say(f"annex.{column}"), ratio=ratio, overflow="fold")
    for column, widest in {"due": 12, "assigned-by": 16}.items():
        table.add_column(console.say(f"annex.{column}"), min_width=10, max_width=widest, overflow="fold")
    for number, task in enumerate(tasks, 1):
        (row,) = rows(_exported(task), console.lang)
        table.add_row(str(number), *_cells(row, task.document, console))
    if table.row_count:
        print_table(table, console)


def _cells(row: Row, document: DocumentOfTask, console: Console) -> Iterator[Text]:
    from datetime import date
    from textwrap import shorten

    from rich.text import Text

    from pipeline.export.days import as_day, day_in_words

    text = Text(tame(shorten(row.text, _LONGEST, placeholder=" …")))
    if row.review:
        text.append(f"\n{tame(row.review)}", "yellow")
    text.append(f"\n{row.task_id}", "dim")
    yield text
    yield Text(tame(row.leads) or console.say("cli.lead-none"))
    yield Text(tame(row.supports))
    yield Text(day_in_words(row.due, console.lang) if isinstance(row.due, date) else tame(one_line(row.due)))
    issued = as_day(document.date)
    day = day_in_words(issued, console.lang) if issued else ""
    named = f"{document.number}\n{day}" if document.number else shorten(row.assigned_by, 80, placeholder=" …")
    yield Text(tame(named.rstrip()))


def _exported(task: StoredTask) -> Exported:
    """A task as exports have it, with what is said of its document."""
    from pipeline.export.model import Exported

    return Exported(_document(task.document), (task.record,))


def _document(document: DocumentOfTask) -> Mapping[str, Any]:
    """The fields of a document's record by which it is called."""
    issuer = {"agency_id": document.issuer_id, "name": document.issuer} if document.issuer else None
    names = ("number", "type", "date", "title")
    metadata = {name: getattr(document, name) for name in names} | {"issuer": issuer}
    return {"metadata": metadata, "source": {"path": document.document_id}}


_WRITERS: Final[Mapping[str, Callable[[Iterable[StoredTask], Console], None]]] = {
    "table": _write_table,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
}
