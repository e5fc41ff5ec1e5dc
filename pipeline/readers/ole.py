"""OLE compound files (.doc, .xls, .ppt, .msg, locked .docx): which streams they hold, and how they begin."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LARGEST: Final = 12
"""The size of a sector is a power of two: 9 in most files, 12 in very large ones."""
_IN_HEADER: Final = 109
_MOST_SECTORS: Final = 20_000
_ENTRY: Final = 128
_ROOT: Final = 5
_NAME: Final = 64
_LAST_SECTOR: Final = 0xFFFF_FFFA


class OleError(ValueError):
    """The table of contents of a compound file cannot be followed."""


class _Entry(NamedTuple):
    name: str
    kind: int
    kin: tuple[int, int]
    child: int
    start: int


class OleFile:
    """A compound file's top folder; raises OleError where the file is cut or its tables run in circles."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._size = 1 << min(*struct.unpack_from("<H", data, 30), _LARGEST)
            self._tables = self._list_tables()
            (start,) = struct.unpack_from("<I", data, 48)
            entries = [entry for sector in self._chain(start) for entry in self._entries(sector)]
        except (struct.error, IndexError) as error:
            raise OleError("the file is cut off") from error
        self._top = {entry.name: entry for entry in _top(entries)}

    @property
    def names(self) -> frozenset[str]:
        """The names of the streams and folders at the top."""
        return frozenset(self._top)

    def head(self, name: str) -> bytes:
        """Return the first sector of the large stream `name`; empty where it is cut off."""
        start = (self._top[name].start + 1) * self._size
        return self._data[start : start + self._size]

    def _number(self, sector: int, place: int) -> int:
        """Return a number of a sector that holds numbers."""
        (number,) = struct.unpack_from("<I", self._data, (sector + 1) * self._size + 4 * place)
        return int(number)

    def _list_tables(self) -> list[int]:
        """Return the sectors that say for each sector which one follows it."""
        (count,) = struct.unpack_from("<I", self._data, 44)
        tables = [*struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76)]
        (more,) = struct.unpack_from("<I", self._data, 68)
        last = self._size // 4 - 1
        while more < _LAST_SECTOR and len(tables) < min(count, len(self._data) // self._size):
            tables += [self._number(more, place) for place in range(last)]
            more = self._number(more, last)
        return tables[:count]

    def _chain(self, sector: int) -> Iterator[int]:
        """Yield `sector` and all that follow it."""
        seen = set[int]()
        while sector < _LAST_SECTOR:
            if sector in seen or len(seen) == _MOST_SECTORS:
                raise OleError("its table of contents has no end")
            seen.add(sector)
            yield sector
            table, place = divmod(sector, self._size // 4)
            sector = self._number(self._tables[table], place)

    def _entries(self, sector: int) -> Iterator[_Entry]:
        first = (sector + 1) * self._size
        for start in range(first, first + self._size, _ENTRY):
            length, kind, left, right, child = struct.unpack_from("<HBxIII", self._data, start + _NAME)
            name = self._data[start : start + max(min(length, _NAME) - 2, 0)].decode("utf-16-le", "replace")
            yield _Entry(name, kind, (left, right), child, *struct.unpack_from("<I", self._data, start + 116))


def _top(entries: list[_Entry]) -> Iterator[_Entry]:
    """Yield the entries right below the root; they hang together as a tree."""
    if not entries or entries[0].kind != _ROOT:
        raise OleError("it has no table of contents")
    waiting, seen = [entries[0].child], set[int]()
    while waiting:
        number = waiting.pop()
        if number < len(entries) and number not in seen:
            seen.add(number)
            yield entries[number]
            waiting += entries[number].kin
