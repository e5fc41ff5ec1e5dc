"""A file that is there complete, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give the path of a file to write, which becomes `path` at the end and replaces it in one step.

    Makes the folder where it is missing. After an error nothing is left of what was written. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        yield partial
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`, replacing what was there in one step; makes the folder where it is missing.

    Whoever reads `path` meanwhile sees the old bytes or the new ones, never a part. Raises OSError.
    """
    with whole_file(path) as partial:
        partial.write_bytes(data)
