"""`--format` and `-o`: how results are written, and where."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.cli.arguments import Parser
from pipeline.cli.console import Console
from pipeline.cli.filters import one_of
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

FORMATS: Final = ("table", "jsonl", "csv")
_PLAIN: Final = ("", "txt")
"""What the name of a file ends with that shows what the screen would."""
PAGE_WIDTH: Final = 120
"""Columns of letters of a table that goes to no terminal."""


def add_output(parser: Parser, formats: Sequence[str] = FORMATS) -> None:
    """Name the options."""
    names = "|".join(formats)
    parser.option("--format", metavar=names, kind=one_of(formats, "--format"), shared=True)
    parser.option("-o", "--out", metavar="FILE", shared=True)


def format_of(options: Namespace, formats: Sequence[str] = FORMATS) -> str:
    """Return the format asked for, else the one that the file's name ends with; without an ending a table.

    Raises UsageError (unknown-ending): a table in a file that is called .xlsx or .docx opens nowhere.
    """
    ending = Path(options.out or "").suffix.removeprefix(".").lower()
    if options.format or ending in formats:
        return str(options.format or ending)
    if ending not in _PLAIN:
        endings = ", ".join(f".{one}" for one in (*formats[1:], "txt"))
        raise UsageError("unknown-ending", file=options.out, endings=endings)
    return formats[0]


@contextmanager
def output(options: Namespace, console: Console) -> Iterator[Console]:
    """Give a console whose results go to the file asked for, which is there whole at the end or not at all.

    Without a file it is the console itself. Raises UsageError (out-not-writable).
    """
    if not options.out:
        yield console
        return
    from pipeline.export.files import whole_file

    try:
        with (
            whole_file(Path(options.out)) as partial,
            partial.open("w", encoding="utf-8", newline="") as file,
        ):
            yield replace(console, out=file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError("out-not-writable", file=options.out, reason=reason) from error


def print_json(fields: Mapping[str, Any], console: Console) -> None:
    """Print an object as one line of JSON."""
    import orjson

    console.print(orjson.dumps(fields).decode())


def print_table(table: Table, console: Console) -> None:
    """Print a table as wide as the terminal; as a page where there is none."""
    from rich.console import Console as Terminal

    Terminal(file=console.out, width=None if console.out.isatty() else PAGE_WIDTH).print(table)
