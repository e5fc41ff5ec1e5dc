"""A user's own data, laid over the shipped: read from a folder of TOML, with all that is wrong at once.

A file holds [[agency]], [[change]], [[source]], [[presence]] and [[region]] rows with the keys of the shipped
files. An agency with the id of a shipped entry adds its names to that entry and replaces the other keys that
it gives. A source, what is said of a body in a province, and a version of a region that begins on the same
day replace the shipped ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from gazetteer.overlays.additions import NOTHING, Additions
from gazetteer.overlays.checks import cross_faults
from gazetteer.overlays.files import OverlayError, Problem, Row, list_files, parse, read_text, rows_of
from gazetteer.overlays.made import Known, make
from gazetteer.overlays.rows import TABLES, faults

__all__ = ["Overlay", "OverlayError", "Problem", "load_overlay", "read_overlay"]

MOST_ROWS = 10_000
MOST_PROBLEMS = 1_000
_ENOUGH = MOST_PROBLEMS + 1


class Overlay(NamedTuple):
    """What was read: the additions, which hold together only where there are no `problems`."""

    files: tuple[str, ...]
    additions: Additions
    problems: tuple[Problem, ...]


def load_overlay(path: Path) -> Additions:
    """The additions of a folder or a file. Raises OverlayError where anything is wrong with them."""
    overlay = read_overlay(path)
    if overlay.problems:
        raise OverlayError(str(path), overlay.problems)
    return overlay.additions


def read_overlay(path: Path) -> Overlay:
    """Read a folder of TOML files, or one file, and check it against the shipped data. Raises nothing.

    What lies in subfolders is not read. A file of more than 5 MB, a folder of more than 100 and more than
    10,000 rows are problems; after 1,000 problems no more are looked for.
    """
    files: list[str] = []
    rows: list[Row] = []
    additions = NOTHING
    problems = list(islice(_read(path, files, rows), _ENOUGH))
    sound: list[Row] = []
    for row in rows:
        wrong = [row.problem(fault) for fault in islice(faults(row.table, row.fields), _ENOUGH)]
        problems += wrong
        if not wrong:
            sound.append(row)
        if len(problems) > MOST_PROBLEMS:
            break
    else:
        known = Known()
        additions, unmade = make(sound, known)
        checked = cross_faults(sound, rows, additions, known)
        problems += [*unmade, *islice(checked, _ENOUGH)]
    problems.sort(key=lambda one: (one.file, one.line))
    if len(problems) > MOST_PROBLEMS:
        problems[MOST_PROBLEMS:] = [Problem(str(path), 0, "", "too-many", {"most": str(MOST_PROBLEMS)})]
    return Overlay(tuple(files), additions, tuple(problems))


def _read(path: Path, files: list[str], rows: list[Row]) -> Iterator[Problem]:
    """Yield what stands against reading, adding the files that were read and their rows."""
    for found in list_files(path):
        text = found if isinstance(found, Problem) else read_text(found)
        if isinstance(text, Problem):
            yield text
            continue
        files.append(text.file)
        tables = parse(text)
        for row in [tables] if isinstance(tables, Problem) else rows_of(text, tables, TABLES):
            if isinstance(row, Problem):
                yield row
            elif len(rows) < MOST_ROWS:
                rows.append(row)
            else:
                yield Problem(text.file, row.line(), "", "too-many-rows", {"most": str(MOST_ROWS)})
                return
