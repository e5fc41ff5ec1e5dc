"""What an interrupted run had finished: a line per file, so that the next run goes on from there.

A run writes to OUT/.partial: the three record files as they grow, and this journal, whose line for a file is
written after the file's records. A run that starts where another stopped keeps the longest beginning of the
journal that is still true: the same files in the same order with the same bytes, read by the same software
with the same options. What follows is dropped and read anew, so the result is that of an undisturbed run.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from pipeline.engine.inputs import Entry, printable
from pipeline.engine.work import file_sha256

_FOLDERS: Final = tuple(str(Path(__file__).parents[2] / package) for package in ("gazetteer", "pipeline"))
_PARTS: Final = (".py", ".toml", ".csv", ".json", ".bin")
"""What the software's files end with, code and data."""


class Ends(NamedTuple):
    """How many bytes each record file has after a file's records."""

    documents: int = 0
    tasks: int = 0
    errors: int = 0

    def within(self, other: Ends) -> bool:
        """Say whether no file is longer here than in `other`."""
        return all(mine <= its for mine, its in zip(self, other, strict=True))


class Done(NamedTuple):
    """A file that was finished: what it added, and how long the record files were after it.

    `document_id` is empty where no record was written; `level` is that of the line in errors.jsonl, if any.
    """

    file: str
    sha256: str | None
    ends: Ends
    document_id: str = ""
    level: str | None = None
    tasks: int = 0
    review: int = 0


class Journal:
    """The journal being written."""

    def __init__(self, path: Path, header: dict[str, Any], kept: Iterable[Done]) -> None:
        """Begin the journal anew with `header` and what is `kept` of an earlier one. Raises OSError."""
        fresh = path.with_suffix(".new")
        fresh.write_bytes(b"".join((_line(header), *map(_line, kept))))
        fresh.replace(path)
        self._file = path.open("ab")

    def write(self, done: Done) -> None:
        """Add a finished file; its records must have been flushed before."""
        self._file.write(_line(done))
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_journal(path: Path, header: dict[str, Any]) -> Iterator[Done]:
    """Yield the finished files of a journal that began with `header`, as far as it can be read.

    Nothing for no journal or another header; a line cut short by a crash ends it.
    """
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
        if not lines or orjson.loads(lines[0]) != header:
            return
        for line in lines[1:]:
            file, sha256, ends, *rest = orjson.loads(line)
            yield Done(file, sha256, Ends(*ends), *rest)
    except (OSError, ValueError, TypeError):
        return


def still_true(
    done: Iterable[Done], entries: Iterable[Entry], *, sha256: Callable[[str], str | None], written: Ends
) -> Iterator[Done]:
    """Yield from the beginning of `done` while `entries`, the files' bytes and what was written agree."""
    for one, entry in zip(done, entries, strict=False):
        bytes_now = sha256(entry.file) if entry.readable else None
        if (one.file, one.sha256) != (printable(entry.file), bytes_now) or not one.ends.within(written):
            return
        yield one


def software_id(version: str) -> str:
    """Return `version` with a hash over the software's files: an edited copy is another software."""
    found = (state for folder in _FOLDERS for state in _states(folder))
    return f"{version}+{hashlib.sha256(repr(sorted(found)).encode()).hexdigest()[:16]}"


def _states(folder: str) -> Iterator[tuple[str, int, int]]:
    """Yield place, size and time of last change of every file of code or data below a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from ((f"{entry.name}/{place}", size, on) for place, size, on in _states(entry.path))
            elif entry.name.endswith(_PARTS):
                stat = entry.stat()
                yield entry.name, stat.st_size, stat.st_mtime_ns


def overlay_id(path: Path) -> str:
    """Return a hash over a user's own data: another state of them gives other records."""
    digest = hashlib.sha256()
    for file in sorted(path.glob("*.toml")) if path.is_dir() else [path]:
        digest.update(f"{file.name}\0{file_sha256(str(file))}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:16]


def _line(value: dict[str, Any] | Done) -> bytes:
    """Return a line of the journal: its header as an object, a finished file as a list."""
    plain = list(value) if isinstance(value, tuple) else value
    return orjson.dumps(plain, default=list, option=orjson.OPT_APPEND_NEWLINE)
