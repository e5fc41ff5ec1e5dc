"""OLE compound files for tests: a table of contents that names streams, and their first bytes."""

from __future__ import annotations

import struct

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_ROOT, _STREAM = 5, 2


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams at its top: sector 0 says what follows what, 1 lists the streams."""
    names = list(streams)
    entries = [_entry("Root Entry", _ROOT, child=1, start=_END)]
    listed = (len(names) + 1 + 3) // 4
    for number, name in enumerate(names, 1):
        following = number + 1 if number < len(names) else _FREE
        entries.append(_entry(name, _STREAM, right=following, start=listed + number))
    folder = b"".join(entries).ljust(listed * _SECTOR, b"\0")
    chain = [*range(2, listed + 1), _END] if listed else [_END]
    table = [_TABLE, *chain, *[_END] * len(names)]
    numbers = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return (
        head + numbers + folder + b"".join(data.ljust(_SECTOR, b"\0")[:_SECTOR] for data in streams.values())
    )


def _entry(name: str, kind: int, *, child: int = _FREE, right: int = _FREE, start: int) -> bytes:
    words = (name + "\0").encode("utf-16-le")
    head = words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words), kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, 4096)
