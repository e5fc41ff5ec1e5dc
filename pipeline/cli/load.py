"""`giaoviec load`: records into a store."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.arguments import Parser
from pipeline.cli.console import Console
from pipeline.cli.extras import needed
from pipeline.cli.progress import print_counts, progress_bar
from pipeline.cli.stores import DEFAULT_STORE
from pipeline.cli.words import number_in_words
from pipeline.errors import EXIT_INTERRUPTED, EXIT_OK

if TYPE_CHECKING:
    from pipeline.store import LoadSummary

_SELDOM = ("changed", "withdrawn", "restored", "merged")
"""Counts that are said only where they are not nought."""


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("out", many=True)
    parser.option("--to", metavar="URL", default=DEFAULT_STORE)
    parser.switch("--quiet")


def run(options: Namespace, console: Console) -> int:
    """Load each folder by itself, show how far it is, and sum up."""
    with needed("store"):
        from pipeline.store import load

    for out in map(Path, options.out):
        with progress_bar(console.say("load.loading"), console, hidden=options.quiet) as bar:
            total = _documents(out) if bar else None
            progress = (lambda done, bar=bar, total=total: bar(done.documents, total)) if bar else None
            try:
                summary = load(out, options.to or DEFAULT_STORE, progress=progress)
            except KeyboardInterrupt:
                console.note(console.say("load.interrupted", out=out))
                return EXIT_INTERRUPTED
        if not options.quiet:
            _sum_up(out, summary, console)
    return EXIT_OK


def _documents(out: Path) -> int | None:
    """How many documents a folder of records has; None where that cannot be told."""
    try:
        with (out / "documents.jsonl").open("rb") as file:
            return sum(1 for _ in file)
    except OSError:
        return None


def _sum_up(out: Path, summary: LoadSummary, console: Console) -> None:
    """Say what was read and what that changed."""
    console.print(console.say("load.loaded", out=out))
    keys = ("documents", "tasks", "added", *(key for key in _SELDOM if getattr(summary, key)))
    rows = [(console.say(f"load.{key}"), number_in_words(getattr(summary, key), console)) for key in keys]
    print_counts(rows, console)
    if not any(getattr(summary, key) for key in ("added", "changed", "withdrawn", "restored")):
        console.print(console.say("load.nothing-new"))
    console.print(console.say("load.cursor", cursor=summary.cursor))
