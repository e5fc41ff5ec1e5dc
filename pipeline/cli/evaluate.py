"""`giaoviec evaluate`: records against annotations."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.cli.arguments import Parser, whole_at_least
from pipeline.cli.console import Console
from pipeline.errors import EXIT_OK

COLUMNS: Final = ("task", "lead", "legal_ref", "touch_free", "tasks")


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("gold")
    parser.argument("out")
    parser.option("--texts", metavar="DIR")
    parser.switch("--json")
    parser.option("--misses", metavar="N", kind=whole_at_least(0, "--misses"))


def run(options: Namespace, console: Console) -> int:
    """Score and print: JSON, tables on a terminal, else lines of key=value."""
    from pipeline.evaluate import evaluate

    texts = Path(options.texts) if options.texts else None
    result = evaluate(Path(options.gold), Path(options.out), texts=texts, misses=options.misses or 0)
    if options.json:
        console.print(json.dumps(result, ensure_ascii=False, indent=1))
        return EXIT_OK
    (_print_tables if console.out.isatty() else _print_lines)(result, console)
    for miss in result["misses"]:
        console.print(json.dumps(miss, ensure_ascii=False))
    return EXIT_OK


def _print_lines(result: Mapping[str, Any], console: Console) -> None:
    """Print a line for each field and each document, for programs and for comparing by eye."""
    for field, figures in result["overall"].items():
        console.print(f"{field:22} {_pairs(figures)}")
    console.print()
    for name, figures in result["documents"].items():
        console.print(f"{name:34} {_pairs(figures)}")


def _print_tables(result: Mapping[str, Any], console: Console) -> None:
    """Print the same as two tables."""
    say = console.say
    overall = [
        [
            field,
            *(_cell(figures.get(key, "")) for key in ("p", "r")),
            _cell(_headline(figures)),
            str(figures["n"]),
        ]
        for field, figures in result["overall"].items()
    ]
    heads = [say(f"evaluate.{key}") for key in ("field", "precision", "recall", "f1", "count")]
    _print_table(say("evaluate.overall"), heads, overall, console)
    documents = [
        [
            name,
            *(_cell(figures[key]) for key in COLUMNS),
            say(f"evaluate.{'yes' if figures['read'] else 'no'}"),
        ]
        for name, figures in result["documents"].items()
    ]
    heads = [say(f"evaluate.{key}") for key in ("document", *COLUMNS, "read")]
    _print_table(say("evaluate.document"), heads, documents, console)


def _print_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], console: Console) -> None:
    from rich.console import Console as Terminal
    from rich.table import Table

    table = Table(title=title)
    table.add_column(heads[0])
    for head in heads[1:]:
        table.add_column(head, justify="right")
    for row in rows:
        table.add_row(*row)
    Terminal(file=console.out).print(table)


def _headline(figures: Mapping[str, float]) -> float:
    return figures["f1"] if "f1" in figures else figures["rate"]


def _cell(figure: float | str) -> str:
    return f"{figure:.4f}" if isinstance(figure, float) else str(figure)


def _pairs(figures: Mapping[str, object]) -> str:
    return "  ".join(f"{key}={value}" for key, value in figures.items())
