"""A user's own data, laid over the shipped: read from a folder of TOML, with all that is wrong at once.

A file holds [[agency]], [[change]], [[source]], [[presence]] and [[region]] rows with the keys of the shipped
files. An agency with the id of a shipped entry adds its names to that entry and replaces the other keys that
it gives. A source, what is said of a body in a province, and a version of a region that begins on the same
day replace the shipped ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gazetteer.additions import Additions
from gazetteer.load import GazetteerError
from gazetteer.overlay_checks import cross_faults
from gazetteer.overlay_files import Problem, Row, list_files, parse, read_text, rows_of
from gazetteer.overlay_made import Known, make
from gazetteer.overlay_rows import TABLES, faults

__all__ = ["Overlay", "OverlayError", "Problem", "load_overlay", "read_overlay"]


class Overlay(NamedTuple):
    """What was read: the additions, which hold together only where there are no `problems`."""

    files: tuple[str, ...]
    additions: Additions
    problems: tuple[Problem, ...]


class OverlayError(GazetteerError):
    """An overlay can't be used; `problems` are all that is wrong with it."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        super().__init__(first.file, first.entry, f"line {first.line}: {first.code}, {dict(first.facts)}")
        self.path, self.problems = path, problems

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.path, self.problems)


def load_overlay(path: Path) -> Additions:
    """The additions of a folder or a file. Raises OverlayError where anything is wrong with them."""
    overlay = read_overlay(path)
    if overlay.problems:
        raise OverlayError(str(path), overlay.problems)
    return overlay.additions


def read_overlay(path: Path) -> Overlay:
    """Read a folder of TOML files, or one file, and check it against the shipped data. Raises nothing.

    What lies in subfolders is not read. A file of more than 5 MB and a folder of more than 100 are problems.
    """
    files, rows, problems = _read(path)
    sound: list[Row] = []
    for row in rows:
        wrong = [row.problem(fault) for fault in faults(row.table, row.fields)]
        problems += wrong
        if not wrong:
            sound.append(row)
    known = Known()
    additions, unmade = make(sound, known)
    problems += [*unmade, *cross_faults(sound, rows, additions, known)]
    order = {file: number for number, file in enumerate(files)}
    problems.sort(key=lambda one: (order.get(one.file, -1), one.file, one.line))
    return Overlay(tuple(files), additions, tuple(problems))


def _read(path: Path) -> tuple[list[str], list[Row], list[Problem]]:
    """The files that were read, their rows, and what stood against reading more."""
    files: list[str] = []
    rows: list[Row] = []
    problems: list[Problem] = []
    for found in list_files(path):
        text = found if isinstance(found, Problem) else read_text(found)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        files.append(text.file)
        tables = parse(text)
        for row in [tables] if isinstance(tables, Problem) else rows_of(text, tables, TABLES):
            if isinstance(row, Problem):
                problems.append(row)
            else:
                rows.append(row)
    return files, rows, problems
