"""`giaoviec gazetteer check`: a user's additions against their rules and the shipped data."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.arguments import Parser
from pipeline.cli.console import Console
from pipeline.cli.overlay import count_words, problem_line
from pipeline.errors import EXIT_NO, EXIT_OK, UsageError

if TYPE_CHECKING:
    from gazetteer.overlays.overlay import Overlay


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("path")


def run(options: Namespace, console: Console) -> int:
    """Name everything that is wrong, or say what the additions add."""
    from gazetteer.overlays.overlay import read_overlay

    path = Path(options.path)
    if not path.exists():
        raise UsageError("no-such-input", file=options.path)
    overlay = read_overlay(path)
    for problem in overlay.problems:
        console.print(problem_line(problem, console))
    if overlay.problems:
        files = len({problem.file for problem in overlay.problems})
        console.print(console.say("gazetteer.wrong", count=len(overlay.problems), files=files))
        return EXIT_NO
    console.print(console.say("gazetteer.right", files=len(overlay.files), counts=summary(overlay, console)))
    return EXIT_OK


def summary(overlay: Overlay, console: Console) -> str:
    """Return how many rows of each kind there are, in words."""
    from gazetteer.load import read_bodies

    shipped = {entry.body.id for entry in read_bodies()}
    made = overlay.additions
    new = sum(1 for entry in made.entries if entry.body.id not in shipped)
    counts = [("new", new), ("amended", len(made.entries) - new), ("changes", len(made.changes))]
    counts += [
        ("sources", len(made.sources)),
        ("presence", len(made.presence)),
        ("regions", len(made.regions)),
    ]
    return count_words(counts, console) or console.say("gazetteer.count.none")
