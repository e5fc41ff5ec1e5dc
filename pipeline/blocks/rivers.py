"""Rivers: the white stretches that run down a printed table and part its columns."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.blocks.printed import Line, Word

_STRAY = 12
"""One line in so many may run over a river."""


def find_rivers(lines: Sequence[Line], centers: Sequence[float]) -> tuple[int, ...] | None:
    """The place, for each pair of neighbouring columns, from which on a word belongs to the right one.

    `centers` are places that lie over or in the columns, left to right; the river between two columns is the
    first stretch from one centre to the next that nearly all `lines` leave white: as a gap between chunks, or
    else between words. None where two columns have no such stretch, or there are no lines.
    """
    if not lines:
        return None
    width = max(int(max(centers)) + 1, *(line.words[-1].right for line in lines)) + 1
    chunks = _covered([(run[0].left, run[-1].right) for line in lines for run in line.chunks], width)
    words: list[int] | None = None
    rivers: list[int] = []
    allowed = len(lines) // _STRAY
    for left, right in pairwise(centers):
        window = range(max(0, int(left)), int(right) + 1)
        river = _first_white(chunks, window, allowed)
        if river is None:
            words = words or _covered([(w.left, w.right) for line in lines for w in line.words], width)
            river = _widest_white(words, window, allowed)
        if river is None:
            return None
        rivers.append(river[1])  # cells are even on their left
    return tuple(rivers)


def column_of(word: Word, rivers: Sequence[int]) -> int:
    """The column, from 0, that `word` stands in: by its middle."""
    return bisect_right(rivers, (word.left + word.right) // 2)


def runs_over(line: Line, rivers: Sequence[int]) -> bool:
    """Whether `line` takes no notice of `rivers`: a word, or the only chunk of the line, lies across one."""
    words = line.words
    if any(w.left < river < w.right for river in rivers for w in words):
        return True
    return column_of(words[0], rivers) != column_of(words[-1], rivers) and len(line.chunks) == 1


def _covered(ranges: Sequence[tuple[int, int]], width: int) -> list[int]:
    """How many of `ranges` cover each place."""
    steps = [0] * (width + 1)
    for left, right in ranges:
        steps[left] += 1
        steps[right] -= 1
    total, covered = 0, []
    for step in steps[:width]:
        total += step
        covered.append(total)
    return covered


def _white(covered: Sequence[int], window: range, allowed: int) -> list[tuple[int, int]]:
    """The stretches of `window` that no more than `allowed` lines cover, those with the fewest."""
    least = min((covered[place] for place in window), default=allowed + 1)
    if least > allowed:
        return []
    stretches: list[tuple[int, int]] = []
    for place in window:
        if covered[place] > least:
            continue
        if stretches and stretches[-1][1] == place:
            stretches[-1] = (stretches[-1][0], place + 1)
        else:
            stretches.append((place, place + 1))
    return stretches


def _first_white(covered: Sequence[int], window: range, allowed: int) -> tuple[int, int] | None:
    return next(iter(_white(covered, window, allowed)), None)


def _widest_white(covered: Sequence[int], window: range, allowed: int) -> tuple[int, int] | None:
    stretches = _white(covered, window, allowed)
    return max(stretches, key=lambda stretch: (stretch[1] - stretch[0], stretch[0]), default=None)
