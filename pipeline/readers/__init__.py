"""From a file's bytes to its text, before any mending."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from pipeline.errors import InputError
from pipeline.readers.text import decode, pages
from pipeline.source import Source

MAX_BYTES: Final = 50_000_000
"""The size limit that `read_source` keeps unless told otherwise."""

_MEDIA_TYPES: Final = {".md": "text/markdown", ".markdown": "text/markdown"}


def read_source(path: Path | str, data: bytes | None = None, *, max_bytes: int = MAX_BYTES) -> Source:
    """Return the document at `path`, or the one whose bytes are `data` and whose name is `path`.

    Plain text and Markdown in UTF-8 (with or without a byte order mark) and UTF-16. The text is as decoded:
    nothing is mended, the byte order mark alone is no part of it. Raises InputError with the codes
    `unreadable`, `vanished`, `too-large`, `empty-file`, `binary-file`, `unknown-format`, `unknown-encoding`.
    """
    name = str(path)
    if data is None:
        data = _bytes(Path(path), name, max_bytes)
    _check_size(len(data), name, max_bytes)
    decoded = decode(data, name)
    return Source(
        text=decoded.text,
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=_MEDIA_TYPES.get(Path(name).suffix.lower(), "text/plain"),
        encoding=decoded.encoding,
        pages=pages(decoded.text),
    )


def _bytes(path: Path, name: str, max_bytes: int) -> bytes:
    try:
        _check_size(path.stat().st_size, name, max_bytes)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("vanished", file=name) from error
    except OSError as error:
        raise InputError("unreadable", file=name) from error


def _check_size(size: int, name: str, max_bytes: int) -> None:
    if size > max_bytes:
        raise InputError("too-large", file=name, size=f"{size / 1e6:.1f}", limit=f"{max_bytes / 1e6:g}")
