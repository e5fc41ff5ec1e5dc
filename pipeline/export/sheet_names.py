"""Names of sheets as Excel takes them: short, different from each other, without signs of its formulas."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pipeline.export.cells import clean, pieces

LONGEST: Final = 31
"""UTF-16 units in the name of a sheet."""
_SIGNS: Final = re.compile(r"[\[\]:*?/\\\n]")
_RESERVED: Final = "history"


class SheetNames:
    """The names given so far in one workbook."""

    def __init__(self) -> None:
        self._taken = {_RESERVED}

    def take(self, wanted: str) -> str:
        """Return a name like `wanted` that no sheet has in any capitals; "1" for nothing."""
        base = unicodedata.normalize("NFC", _SIGNS.sub("-", clean(wanted))).strip("' ") or "1"
        number, name = 1, _short(base, "")
        while name.casefold() in self._taken:
            number += 1
            name = _short(base, f" ({number})")
        self._taken.add(name.casefold())
        return name


def _short(base: str, end: str) -> str:
    """Return `base` with `end`, cut to what fits."""
    return next(pieces(base, LONGEST - len(end))).strip("' ") + end
