"""A file that is there complete, or not at all."""

from __future__ import annotations

from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`, replacing what was there in one step; makes the folder where it is missing.

    Whoever reads `path` meanwhile sees the old bytes or the new ones, never a part. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
