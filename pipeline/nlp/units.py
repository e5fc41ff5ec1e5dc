"""Positions as the annotation tools count them.

| tool | a position counts | seen in |
| --- | --- | --- |
| spaCy, Prodigy | code points, and tokens | its documentation |
| Label Studio | code points, each line end one | 1.23: `findGlobalOffset` of the editor, `[...text].length` |
| doccano | UTF-16 code units | 1.8: `substr` and `length` of the annotator, grapheme mode off as by default |

In decomposed text every accent counts for itself, in all of them.
"""

from __future__ import annotations

from bisect import bisect_left

_LAST_OF_ONE_UNIT = 0xFFFF


class Utf16:
    """The positions of a text in code points against those in UTF-16 code units, JavaScript's."""

    def __init__(self, text: str) -> None:
        """Note where the characters stand that are two units."""
        self._points = [at for at, char in enumerate(text) if ord(char) > _LAST_OF_ONE_UNIT]
        self._units = [at + before for before, at in enumerate(self._points)]

    def from_point(self, point: int) -> int:
        """Return the units before code point `point`."""
        return point + bisect_left(self._points, point)

    def to_point(self, unit: int) -> int:
        """Return the code points before unit `unit`; ValueError inside a character."""
        point = unit - bisect_left(self._units, unit)
        if self.from_point(point) != unit:
            raise ValueError(f"unit {unit} is in the middle of a character")
        return point
