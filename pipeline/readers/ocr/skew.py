"""How a page lies in its picture, told by its lines: rows of ink with white rows between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.ocr.ruling import INK, Pixels

_SHRINK: Final = 2
_MOST_DOTS: Final = 40_000
_FEW_DOTS: Final = 500
_BLACK: Final = 0.5
_WIDEST: Final = 5.0
"""Degrees by which a page may be askew."""
_COARSE: Final = 0.5
_FINE: Final = 0.1
_SIDEWAYS: Final = 1.5
"""Columns that are so much sharper than rows are the lines of a page that lies on its side."""


def lies_sideways(page: Pixels) -> bool:
    """Say whether the lines of `page` run up or down."""
    down, across = _dots(page)
    angles = np.arange(-2.0, 2.1, 0.5).tolist()
    rows = max(_sharpness(down, across, angle) for angle in angles)
    columns = max(_sharpness(across, down, angle) for angle in angles)
    return columns > _SIDEWAYS * rows


def skew(page: Pixels) -> float:
    """Return by how many degrees the lines of `page` fall to the right; 0 where that can't be told."""
    down, across = _dots(page)
    if len(down) < _FEW_DOTS:
        return 0.0
    coarse = _sharpest(down, across, np.arange(-_WIDEST, _WIDEST + _COARSE, _COARSE).tolist())
    near = np.arange(coarse - _COARSE, coarse + _COARSE + _FINE, _FINE)
    angle = _sharpest(down, across, near.tolist())
    return 0.0 if abs(angle) > _WIDEST else round(angle, 1)


def _dots(page: Pixels) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return how far down and across the dots of ink are, some of them where they are many.

    Rows and columns that are mostly ink are no writing: the black edge of a scan, a frame.
    """
    ink = page[::_SHRINK, ::_SHRINK] < INK
    edges = ink.mean(axis=1) > _BLACK, ink.mean(axis=0) > _BLACK
    ink = ink & ~edges[0][:, np.newaxis] & ~edges[1]
    down, across = np.nonzero(ink)
    step = len(down) // _MOST_DOTS + 1
    return down[::step].astype(np.float32), across[::step].astype(np.float32)


def _sharpest(down: NDArray[np.float32], across: NDArray[np.float32], angles: Sequence[float]) -> float:
    return max(angles, key=lambda angle: (_sharpness(down, across, angle), -abs(angle)))


def _sharpness(down: NDArray[np.float32], across: NDArray[np.float32], angle: float) -> float:
    """Return how much rows of ink differ from their neighbours when the page is turned back by `angle`."""
    if not len(down):
        return 0.0
    places = down - across * np.float32(np.tan(np.radians(angle)))
    rows = np.bincount((places - places.min()).astype(np.int64)).astype(np.float64)
    return float(np.square(np.diff(rows)).sum())
