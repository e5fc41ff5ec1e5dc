"""`--gazetteer FOLDER`: a user's own data, checked before anything is read with them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.cli.console import Console, tame
from pipeline.cli.words import one_line
from pipeline.errors import UsageError
from pipeline.messages import say

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from gazetteer.overlays.overlay import Problem
    from pipeline.extraction import Resources

MOST_LISTED: Final = 20


def checked_overlay(folder: str | None, console: Console) -> Path | None:
    """Return the path that `--gazetteer` gives, or None. Raises UsageError, after naming what is wrong."""
    if not folder:
        return None
    from gazetteer.overlays.overlay import read_overlay

    problems = read_overlay(Path(folder)).problems
    if not problems:
        return Path(folder)
    for problem in islice(problems, MOST_LISTED):
        console.note(problem_line(problem, console))
    raise UsageError("bad-overlay", file=folder, count=len(problems))


def load(overlay: Path) -> Resources:
    """Return all data of the stages with a user's own."""
    from pipeline.extraction import load_resources

    return load_resources(overlay)


def open_gazetteer(folder: str | None, console: Console) -> Gazetteer:
    """Return the gazetteer, with the user's data of `--gazetteer` where given. Raises UsageError."""
    from gazetteer import load_gazetteer

    return load_gazetteer(checked_overlay(folder, console))


def problem_line(problem: Problem, console: Console) -> str:
    """Return a problem in one line: file, line, entry, what is wrong, what to do."""
    facts = {key: tame(one_line(value)) for key, value in problem.facts.items()}
    if guessed := facts.get("guess", ""):
        facts["guess"] = console.say("cli.guess", word=guessed)
    place = problem.file + (f":{problem.line}" if problem.line else "")
    entry = f" [{one_line(problem.entry)}]" if problem.entry else ""
    words = (say(f"overlay.{problem.code}.{part}", console.lang, **facts) for part in ("message", "remedy"))
    return tame(f"{place}:{entry} {' '.join(words)}")


def count_words(pairs: Iterable[tuple[str, int]], console: Console) -> str:
    """Return counts in words, those that are nought left out."""
    return ", ".join(console.say(f"gazetteer.count.{key}", count=count) for key, count in pairs if count)
