"""`giaoviec stats`: how many tasks by agency, issuer, year, pair, cited document, month they are due."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.cli.arguments import Parser, whole_at_least
from pipeline.cli.console import Console
from pipeline.cli.counts import COLUMNS, WRITERS, Line, in_order
from pipeline.cli.extras import needed
from pipeline.cli.filters import add_filters, filters_of, meant, one_of, today
from pipeline.cli.output import add_output, format_of, output
from pipeline.cli.stores import add_store, opened
from pipeline.cli.words import number_in_words
from pipeline.errors import EXIT_NO, EXIT_OK, UsageError

if TYPE_CHECKING:
    from pipeline.store import Count, Filters, What

SHOWN: Final = 20
"""Counts in a table where no limit is given."""
TIMES: Final = ("years", "deadlines")
"""These are never so many that they need a limit."""
PICTURES: Final = ("png", "svg")


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("what")
    add_store(parser)
    add_filters(parser)
    add_output(parser)
    parser.option("--limit", metavar="N", kind=whole_at_least(1, "--limit"), default=SHOWN)
    parser.switch("--tasks")
    parser.option("--plot", metavar="FILE", kind=_picture)


def run(options: Namespace, console: Console) -> int:
    """Count and print; the exit code says whether there was anything to count."""
    what = _what(options.what)
    asked = _ahead(filters_of(options)) if what == "deadlines" else filters_of(options)
    form = format_of(options)
    limit = options.limit or (SHOWN if form == "table" and what not in TIMES else None)
    from pipeline.store import count_tasks, stats, task_ids

    with opened(options) as store:
        filters = meant(asked, store)
        total = count_tasks(store, filters)
        counts = in_order(what, stats(store, what, filters))
        lines = (
            Line(count, task_ids(store, count.filters) if options.tasks else None) for count in counts[:limit]
        )
        with output(options, console) as target:
            WRITERS[form](what, lines, target)
    say = console.print if form == "table" and not options.out else console.note
    for line in _sums(total, len(counts), limit, console):
        say(line)
    if what == "deadlines" and not (options.due_before or options.due_after or options.overdue):
        say(console.say("stats.ahead"))
    if options.plot and counts:
        _plot(what, counts, total, options, console)
    return EXIT_OK if counts else EXIT_NO


def _what(value: str) -> What:
    """What is to be counted. Raises UsageError."""
    for what in COLUMNS:
        if what == value:
            return what
    raise UsageError("bad-choice", option="WHAT", value=value, choices=", ".join(COLUMNS))


def _picture(value: str) -> str:
    """Read the name of a picture; raises UsageError for one of another kind."""
    one_of(PICTURES, "--plot")(Path(value).suffix.removeprefix(".").lower())
    return value


def _ahead(filters: Filters) -> Filters:
    """Deadlines are those from today on, where no others are asked for."""
    if filters.due_before or filters.due_after or filters.overdue_on:
        return filters
    return replace(filters, due_after=(date.fromisoformat(today()) - timedelta(days=1)).isoformat())


def _sums(total: int, counted: int, limit: int | None, console: Console) -> Iterator[str]:
    """Say how many tasks were looked at, and whether more was counted than is shown."""
    of = number_in_words(total, console)
    if not counted:
        yield console.say("stats.nothing", total=of)
    elif limit is None or counted <= limit:
        yield console.say("stats.counted", total=of)
    else:
        shown, count = number_in_words(limit, console), number_in_words(counted, console)
        yield console.say("stats.counted-more", total=of, shown=shown, count=count)


def _plot(what: What, counts: Sequence[Count], total: int, options: Namespace, console: Console) -> None:
    """Draw the counts into the file asked for. Raises UsageError."""
    with needed("plots"):
        from pipeline.cli.pictures import draw
    from pipeline.export import write_whole

    path = Path(options.plot)
    picture = draw(what, counts, total, options.limit, console)
    try:
        write_whole(path, picture("svg" if path.suffix.lower() == ".svg" else "png"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError("out-not-writable", file=options.plot, reason=reason) from error
    console.note(console.say("stats.drawn", file=path))
