"""Zip files, opened and unpacked within bounds: for archives, office files and what tells them apart."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from pipeline.errors import InputError

_CHUNK: Final = 1 << 18
_ENTRY: Final = b"PK\x01\x02"
_MOST_ENTRIES: Final = 100_000
"""Entries of a table of contents that are worth the memory of reading it."""
_LOCKED: Final = 0x1
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


def open_zip(data: bytes, file: str, kind: str = "zip") -> zipfile.ZipFile:
    """Return `data` as a zip; raises InputError: `broken-file` (of format `kind`), `too-many-entries`."""
    if data.count(_ENTRY) > _MOST_ENTRIES:
        raise InputError("too-many-entries", file=file, limit=_MOST_ENTRIES)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise InputError("broken-file", file=file, format=kind, detail=str(error)) from error


def unpack(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, most: int, file: str, kind: str = "zip"
) -> bytes:
    """Return the bytes of one entry, never holding more than `most` of them.

    Raises InputError about `file`: `encrypted`, `broken-file`, `unpacks-too-large`.
    """
    if entry.flag_bits & _LOCKED:
        raise InputError("encrypted", file=file)
    unpacked = bytearray()
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += chunk
                if len(unpacked) > most:
                    raise InputError("unpacks-too-large", file=file, limit=f"{most / 1e6:g}")
    except _BROKEN as error:
        raise InputError("broken-file", file=file, format=kind, detail=str(error)) from error
    return bytes(unpacked)
