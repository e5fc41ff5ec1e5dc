"""Files that are still there, whole, after the machine lost its power.

Each function raises PushError (bad-state) where the system refuses.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.push.errors import PushError


def read(path: Path) -> bytes:
    """Return what a file holds; nothing for one that is missing."""
    with _told(path):
        return path.read_bytes() if path.exists() else b""


def replace(path: Path, data: bytes) -> None:
    """Write `data` to `path`, which at any moment holds the old bytes or the new ones."""
    partial = path.with_name(f".{path.name}.partial")
    with _told(path):
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _settle(path.parent)


def append(path: Path, lines: bytes) -> None:
    """Write whole lines to the end of `path`; cut off, only the last one there is not whole."""
    with _told(path):
        new = not path.exists()
        with path.open("ab") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        if new:
            _settle(path.parent)


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    with _told(path):
        path.unlink(missing_ok=True)
        _settle(path.parent)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PushError("bad-state", file=str(path), reason=error.strerror or str(error)) from error


def _settle(folder: Path) -> None:
    """Put the names in a folder on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
