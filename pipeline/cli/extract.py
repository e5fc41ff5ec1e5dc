"""`giaoviec extract`: documents in, record files out."""

from __future__ import annotations

import time
from argparse import Namespace
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.cli.arguments import Parser, at_least, whole_at_least
from pipeline.cli.console import Console
from pipeline.cli.overlay import checked_overlay
from pipeline.cli.progress import print_counts, progress_bar
from pipeline.cli.restoring import add_restoring, unmended
from pipeline.cli.words import number_in_words
from pipeline.errors import EXIT_OK, EXIT_SOME_FAILED
from pipeline.readers.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from pipeline.engine import Summary

MOST_LISTED: Final = 10
MILLION: Final = 1_000_000
UNITS: Final = {
    "size": MILLION,
    "text": MILLION,
    "unpacked": MILLION,
    "entries": 1,
    "depth": 1,
    "pages": 1,
    "pixels": MILLION,
    "seconds": 1,
}
"""The limits, by the end of their options, and what one of the option's units is."""
_METAVARS: Final = {"size": "MB", "unpacked": "MB"}


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("input", many=True)
    parser.option("-o", "--out", metavar="OUT", needed=True)
    parser.option("--workers", metavar="N", kind=whole_at_least(1, "--workers"))
    parser.overlay()
    parser.switch("--keep-text")
    parser.switch("--boxes")
    add_restoring(parser)
    for name, unit in UNITS.items():
        flag, default = f"--max-{name}", getattr(DEFAULT_LIMITS, name) / unit
        kind = at_least(0.001, flag) if unit > 1 else whole_at_least(1, flag)
        parser.option(flag, metavar=_METAVARS.get(name, "N"), kind=kind, default=f"{default:g}")
    parser.switch("--quiet")


def run(options: Namespace, console: Console) -> int:
    """Extract, show how far it is, and sum up."""
    from pipeline import engine

    started = time.perf_counter()
    out = Path(options.out)
    how = engine.Options(
        workers=options.workers,
        keep_text=options.keep_text,
        boxes=options.boxes,
        limits=_limits(options),
        lang=console.lang,
        overlay=checked_overlay(options.gazetteer, console),
        unmended=unmended(options),
    )
    with progress_bar(console.say("cli.reading"), console, hidden=options.quiet) as progress:
        summary = engine.run(options.input, out, how, progress=progress)
    if not options.quiet:
        _sum_up(summary, time.perf_counter() - started, console)
    _list_failures(summary, out, console)
    return EXIT_SOME_FAILED if summary.failed else EXIT_OK


def _limits(options: Namespace) -> Limits:
    """Return the limits given, the usual ones where none is."""
    given = {name: getattr(options, f"max_{name}") for name in UNITS}
    asked = {name: int(value * UNITS[name]) for name, value in given.items() if value is not None}
    return replace(DEFAULT_LIMITS, **asked)


def _sum_up(summary: Summary, seconds: float, console: Console) -> None:
    """Print the counts; those that are usually nought only where they are not."""
    rows = [
        ("documents", summary.documents),
        ("tasks", summary.tasks),
        ("review", summary.to_review),
    ]
    seldom = {
        "without": summary.without_tasks,
        "failed": summary.failed,
        "warnings": summary.warnings,
        "skipped": summary.skipped,
    }
    rows += [(key, count) for key, count in seldom.items() if count]
    if summary.resumed:
        console.print(console.say("cli.resumed", count=summary.resumed))
    said = [(console.say(f"summary.{key}"), number_in_words(count, console)) for key, count in rows]
    took = f"{seconds:.1f}".replace(".", console.say("words.decimal"))
    print_counts([*said, (console.say("summary.seconds"), took)], console)


def _list_failures(summary: Summary, out: Path, console: Console) -> None:
    """Name the first documents that could not be read; the rest is in errors.jsonl."""
    if not summary.failed + summary.warnings:
        return
    from pipeline.export import read_lines

    path = out / "errors.jsonl"
    failures = (entry for entry in read_lines(path) if entry["level"] == "error")
    for entry in islice(failures, MOST_LISTED):
        console.note(console.say("cli.error", text=f"{entry['message']} {entry['remedy']}"))
    if summary.warnings or summary.failed > MOST_LISTED:
        console.note(console.say("cli.listed-in", file=path))
