"""From a file's bytes to its text, before any mending."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol, cast

from pipeline.errors import InputError
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.readers.sniff import sniff
from pipeline.source import Source

__all__ = ["DEFAULT_LIMITS", "Limits", "read_bytes", "read_source"]

# Imported when such a file comes: the readers of text need none of what the others bring along.
_MODULES: Final = {
    "text": "text",
    "html": "html",
    "docx": "docx",
    "doc": "office",
    "rtf": "rtf",
    "odt": "odt",
    "pdf": "pdf",
    **dict.fromkeys(("png", "jpeg", "tiff", "gif", "webp", "bmp"), "picture"),
}


class _Format(Protocol):
    """The module of a format."""

    def read(self, data: bytes, name: str, limits: Limits) -> Source:
        """Return the document in `data`, without path and sha256; raises InputError."""


def read_source(path: Path | str, data: bytes | None = None, *, limits: Limits = DEFAULT_LIMITS) -> Source:
    """Return the document at `path`, or the one whose bytes are `data` and whose name is `path`.

    The content tells the format; the name decides only where content can't. A path may lead into an archive
    or e-mail: "thu.zip/kh.docx". The text is as the file has it, nothing is mended. Raises InputError.
    """
    name = str(path)
    data = read_bytes(name, limits) if data is None else _checked(data, name, limits)
    kind = sniff(data, name)
    if kind not in _MODULES:
        raise InputError("unknown-format", file=name, format=kind)
    source = _read(kind, data, name, limits)
    if len(source.text) > limits.text:
        size, limit = len(source.text) / 1e6, limits.text / 1e6
        raise InputError("too-long", file=name, size=f"{size:.1f}", limit=f"{limit:g}")
    if not source.text or source.text.isspace():
        raise InputError("empty-file", file=name)
    return replace(source, path=name, sha256=hashlib.sha256(data).hexdigest())


def _read(kind: str, data: bytes, name: str, limits: Limits) -> Source:
    """Return the document in `data`; raises InputError `missing-tool` where a package is not installed."""
    try:
        module = cast("_Format", import_module(f"{__name__}.{_MODULES[kind]}"))
        return module.read(data, name, limits)
    except ModuleNotFoundError as error:
        from pipeline.readers.tools import EXTRAS

        package = (error.name or "").partition(".")[0]
        if package not in EXTRAS:
            raise
        install = f"pip install 'giaoviec[{EXTRAS[package]}]'"
        raise InputError("missing-tool", file=name, tool=package, install=install) from error


def read_bytes(path: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the bytes of the file at `path`, which may lie in an archive or e-mail.

    Raises InputError: `vanished`, `unreadable`, `too-large`, and for archives what members raise.
    """
    file = Path(path)
    try:
        _check_size(file.stat().st_size, path, limits)
        return file.read_bytes()
    except NotADirectoryError:
        from pipeline.readers.containers import member_bytes

        return member_bytes(path, limits)
    except FileNotFoundError as error:
        raise InputError("vanished", file=path) from error
    except (OSError, ValueError) as error:
        raise InputError("unreadable", file=path) from error


def _checked(data: bytes, name: str, limits: Limits) -> bytes:
    _check_size(len(data), name, limits)
    return data


def _check_size(size: int, name: str, limits: Limits) -> None:
    if size > limits.size:
        raise InputError("too-large", file=name, size=f"{size / 1e6:.1f}", limit=f"{limits.size / 1e6:g}")
