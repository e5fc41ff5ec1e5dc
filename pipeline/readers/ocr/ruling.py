"""Ruling lines in a page's picture: found, so that tables are known, and wiped off the letters."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
_Mask = NDArray[np.bool_]

INK: Final = 160
"""Darker is ink, where paper is 255."""
_FAINT: Final = 205
"""A ruling line is thin, and blends with the paper beside it."""
WHITE: Final = 255
_LYING: Final = 7
"""128 dots, 0.7 inches at 180 to the inch, are longer than the serifs of any word that touch each other."""
_STANDING: Final = 6
"""64 dots are higher than any letter."""
_THICK: Final = 4
"""Dots from the middle of a line to where it must have ended; beyond it is a stamp or a photo."""
_BLUR: Final = 2
"""Dots by which a line's grey edge goes beyond its ink."""
_MOST_RUNS: Final = 20_000
"""A page with more stretches is a drawing or noise."""


class Strip(NamedTuple):
    """A rectangle of a picture, in dots."""

    left: int
    top: int
    right: int
    bottom: int


def take_rules(page: Pixels) -> tuple[Pixels, list[Strip]]:
    """Return `page` without its ruling lines, and where those are: first the lying, then the standing."""
    dark = page < _FAINT
    lying = _lines(dark, _LYING)
    standing = _lines(np.ascontiguousarray(dark.T), _STANDING)
    strips = _strips(lying)
    strips += [Strip(top, left, bottom, right) for left, top, right, bottom in _strips(standing)]
    bare = page.copy()
    bare[_spread(lying, _BLUR) | _spread(standing, _BLUR).T] = WHITE
    return bare, strips


def _lines(dark: _Mask, doublings: int) -> _Mask:
    """Return what of `dark` is a lying line: thin, and 2 ** `doublings` dots long or longer."""
    height, width = dark.shape
    if width <= 1 << doublings or height <= 2 * _THICK:
        return np.zeros_like(dark)
    # Each doubling asks for, and then gives back, a stretch of twice the length; a speck of one dot may miss.
    long = dark.copy()
    long[:, 1:-1] |= dark[:, :-2] & dark[:, 2:]
    for doubling in range(doublings):
        long = long[:, : -1 << doubling] & long[:, 1 << doubling :]
    for doubling in range(doublings):
        long = np.pad(long, ((0, 0), (0, 1 << doubling)))
        long[:, 1 << doubling :] |= long[:, : -1 << doubling]
    thick = np.zeros_like(dark)
    thick[_THICK:-_THICK] = long[: -2 * _THICK] & long[2 * _THICK :]
    return np.asarray(long & ~_spread(thick, 2 * _THICK))


def _spread(mask: _Mask, dots: int) -> _Mask:
    """Return `mask` grown by `dots` upwards and downwards."""
    grown = mask.copy()
    for step in range(1, dots + 1):
        grown[step:] |= mask[:-step]
        grown[:-step] |= mask[step:]
    return grown


def _strips(lines: _Mask) -> list[Strip]:
    """Return the rectangles around the parts of `lines` that hang together, from the top."""
    ruled = np.flatnonzero(lines.any(axis=1))
    edges = np.diff(np.pad(lines[ruled], ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    if len(rows) > _MOST_RUNS:
        return []
    done: list[Strip] = []
    open_: list[Strip] = []
    for row, left, right in zip(ruled[rows].tolist(), starts.tolist(), ends.tolist(), strict=True):
        strip = Strip(left, row, right, row + 1)
        apart: list[Strip] = []
        for other in open_:
            if other.bottom < row:
                done.append(other)
            elif other.left <= strip.right and strip.left <= other.right:
                strip = _around(strip, other)
            else:
                apart.append(other)
        open_ = [*apart, strip]
    return sorted([*done, *open_], key=lambda strip: (strip.top, strip.left))


def _around(one: Strip, other: Strip) -> Strip:
    return Strip(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )
