"""`giaoviec doctor`: what is installed, what is missing, and what that means for which formats."""

from __future__ import annotations

from argparse import Namespace

from pipeline.cli.arguments import Parser
from pipeline.cli.console import Console
from pipeline.errors import EXIT_NO, EXIT_OK


def add_options(parser: Parser) -> None:
    """Name the arguments: there are none."""


def run(options: Namespace, console: Console) -> int:  # noqa: ARG001 - the protocol of all commands
    """Print a table of formats; the exit code says whether every format can be read in full."""
    from rich.console import Console as Terminal
    from rich.table import Table

    from pipeline.readers.health import check_formats

    table = Table()
    for column in ("format", "state", "with", "install"):
        table.add_column(console.say(f"doctor.{column}"), overflow="fold")
    rows = check_formats()
    colours = {"full": "green", "light": "yellow", "none": "red"}
    for row in rows:
        state = f"[{colours[row.state]}]{console.say(f'doctor.{row.state}')}[/]"
        table.add_row(", ".join(row.suffixes), state, ", ".join(row.found), row.install)
    Terminal(file=console.out, no_color=not console.out.isatty()).print(table)
    return EXIT_OK if all(row.state == "full" for row in rows) else EXIT_NO
