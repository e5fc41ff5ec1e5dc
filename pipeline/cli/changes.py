"""`giaoviec changes`: what happened in a store behind a cursor, in order."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from pipeline.cli.arguments import Parser, whole_at_least
from pipeline.cli.console import Console, tame
from pipeline.cli.output import add_output, format_of, output, print_json
from pipeline.cli.stores import add_store, opened
from pipeline.cli.words import one_line
from pipeline.errors import EXIT_OK

if TYPE_CHECKING:
    from pipeline.store import Change, Store

FORMATS: Final = ("table", "jsonl")
_LONGEST: Final = 80
"""Letters of a value in words."""


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    add_store(parser)
    parser.option("--since", metavar="CURSOR", kind=whole_at_least(0, "--since"))
    parser.option("--limit", metavar="N", kind=whole_at_least(1, "--limit"))
    add_output(parser, FORMATS)


def run(options: Namespace, console: Console) -> int:
    """Print every change, and where to go on."""
    form = format_of(options, FORMATS)
    cursor = since = options.since or 0
    with opened(options) as store:
        following = _following(store, since)
        with output(options, console) as target:
            for change in islice(following, options.limit):
                cursor = change.cursor
                if form == "jsonl":
                    print_json(asdict(change), target)
                else:
                    for line in lines_of(change, target):
                        target.print(line)
        more = next(following, None) is not None
    key = "none" if cursor == since else "more" if more else "next"
    console.note(console.say(f"changes.{key}", cursor=cursor))
    return EXIT_OK


def _following(store: Store, since: int) -> Iterator[Change]:
    """Every change behind a cursor; what is loaded meanwhile too."""
    from pipeline.store import changes

    cursor, more = since, True
    while more:
        page = changes(store, cursor)
        yield from page.changes
        cursor, more = page.cursor, page.more


def lines_of(change: Change, console: Console) -> Iterator[str]:
    """Yield a change in words: a line, and one below it for each field that changed."""
    words = (console.say(f"changes.{change.kind}"), console.say(f"changes.item-{change.item}"))
    line = f"{change.cursor:>8}  {change.at}  {words[0]:<6}  {words[1]:<8}  {change.id}"
    if change.record:
        said = change.record["text"] if change.item == "task" else change.record["metadata"]["title"]
        line += f"  {_short(said or '')}"
    yield tame(line)
    for one in change.fields:
        values = {"old": _short(one.old), "new": _short(one.new)}
        yield tame(f"{'':10}{console.say('changes.field', field=one.field, **values)}")


def _short(value: Any) -> str:  # noqa: ANN401
    """A value of a record in one line: words as they are, others as JSON."""
    import orjson

    text = one_line(value if isinstance(value, str) else orjson.dumps(value).decode())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
