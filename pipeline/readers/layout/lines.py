"""Words to printed lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from statistics import median
from typing import Final, NamedTuple

from pipeline.readers.layout.model import Word

_SAME: Final = 0.45
"""Words whose middles differ by less than this share of a letter's height stand on one line."""


class Line(NamedTuple):
    """Words that stand on one printed line, from left to right, and the rectangle around them."""

    words: tuple[Word, ...]
    left: float
    top: float
    right: float
    bottom: float
    page: int

    @property
    def middle(self) -> float:
        """How far down the page the line stands."""
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        """The words with single blanks between them."""
        return " ".join([word.text for word in self.words])


def letter_height(words: Iterable[Word]) -> float:
    """Return the height of most words, at least one point; the measure of all that is near or far."""
    heights = [word.bottom - word.top for word in words]
    return max(1.0, median(heights)) if heights else 1.0


def line_of(words: Iterable[Word], page: int) -> Line:
    """Return the line that `words`, at least one, make on `page`."""
    ordered = tuple(sorted(words, key=itemgetter(1)))
    return Line(
        ordered,
        ordered[0].left,
        min(word.top for word in ordered),
        max(word.right for word in ordered),
        max(word.bottom for word in ordered),
        page,
    )


def lines_of(words: Iterable[Word], page: int, height: float) -> list[Line]:
    """Return the lines of `words`, all of one page, from the top down; `height` as from letter_height."""
    near = _SAME * height
    lines: list[list[Word]] = []
    mean = 0.0
    for middle, word in sorted(((word.top + word.bottom) / 2, word) for word in words):
        if lines and middle - mean < near:
            lines[-1].append(word)
            mean += (middle - mean) / len(lines[-1])
        else:
            lines.append([word])
            mean = middle
    return [line_of(line, page) for line in lines]


def gaps(line: Line, least: float) -> list[tuple[float, float]]:
    """Return the blanks of `line` that are `least` wide or wider, as (left, right), in order."""
    found: list[tuple[float, float]] = []
    right = line.left
    for word in line.words:
        if word.left - right >= least:
            found.append((right, word.left))
        right = max(right, word.right)
    return found


def split(line: Line, places: Sequence[float]) -> list[Line | None]:
    """Return the parts of `line` left of, between and right of `places` (sorted); None where none stands."""
    parts: list[list[Word]] = [[] for _ in range(len(places) + 1)]
    at = 0
    for word in line.words:
        while at < len(places) and (word.left + word.right) / 2 > places[at]:
            at += 1
        parts[at].append(word)
    return [line_of(part, line.page) if part else None for part in parts]
