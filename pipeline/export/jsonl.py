"""JSON Lines that appear under their name only when they are complete."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import orjson

from pipeline.errors import UsageError


class JsonlWriter:
    """Lines written to `partial`, which becomes `path` on `commit`.

    Both must be on one file system. As a context manager it closes the file and commits nothing: what was
    written stays in `partial`, for a later writer to go on from.
    """

    def __init__(self, path: Path, partial: Path, *, keep: int = 0) -> None:
        """Open `partial`, keeping its first `keep` bytes and dropping the rest. Raises OSError."""
        self.path = path
        self.partial = partial
        self._file = partial.open("r+b" if keep else "wb")
        self._file.truncate(keep)
        self._file.seek(keep)
        self._end = keep

    @property
    def end(self) -> int:
        """The number of bytes written, those kept included."""
        return self._end

    def write(self, lines: bytes) -> None:
        """Write whole lines, each with its line feed; nothing for none."""
        self._end += self._file.write(lines)

    def flush(self) -> None:
        """Hand everything written to the operating system, where it outlives this process."""
        self._file.flush()

    def commit(self) -> None:
        """Put the file on the disk and give it its name, replacing what had that name, in one step."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self.partial.replace(self.path)

    def close(self) -> None:
        """Close the file without giving it its name; nothing happens after `commit`."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the object of every line, but blank ones; raises UsageError (bad-records) naming the line."""
    import jsonlines  # here, because a run that only writes never needs it

    with path.open("rb") as file, jsonlines.Reader(file, loads=orjson.loads) as reader:
        try:
            yield from reader.iter(type=dict, skip_empty=True)
        except jsonlines.InvalidLineError as error:
            raise UsageError("bad-records", file=str(path), place=str(error.lineno)) from error
