"""How many pages a TIFF file has, told by its directories alone."""

from __future__ import annotations

from typing import Final, Literal

from pipeline.errors import InputError

_ORDERS: Final[dict[bytes, Literal["little", "big"]]] = {b"II": "little", b"MM": "big"}
_BIG: Final = 43
_MOST_FIELDS: Final = 200_000
"""Directories that overlap can make a small file hold billions."""


def count_pages(data: bytes, name: str, limit: int) -> int:
    """Return the number of directories of the TIFF file `data`, a loop being its end.

    Raises InputError: `too-many-pages` beyond `limit`, `too-complex` for more fields than any file needs.
    """
    order = _ORDERS.get(data[:2], "little")
    big = int.from_bytes(data[2:4], order) == _BIG
    word, count, field = (8, 8, 20) if big else (4, 2, 12)
    seen: set[int] = set()
    fields = 0
    place = int.from_bytes(data[word : 2 * word], order)
    while place and place not in seen and place + count <= len(data):
        seen.add(place)
        if len(seen) > limit:
            raise InputError("too-many-pages", file=name, pages=f"> {limit}", limit=limit)
        own = int.from_bytes(data[place : place + count], order)
        fields += own
        if fields > _MOST_FIELDS:
            raise InputError("too-complex", file=name, detail=f"{fields} fields")
        after = place + count + field * own
        place = int.from_bytes(data[after : after + word], order)
    return len(seen)
