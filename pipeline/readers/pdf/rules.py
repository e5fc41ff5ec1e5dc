"""Ruling lines of a PDF page, from the paths that it draws."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.readers.layout import Rule
from pipeline.readers.pdf.frame import Frame
from pipeline.readers.pdf.library import Handle, raw

_THIN: Final = 3.0
"""Points; a filled rectangle no thicker is a line."""
_DEEP: Final = 4
"""So many forms may lie in each other."""
_MOST_ITEMS: Final = 500_000
"""Things that wait to be looked at, forms in forms opened."""
_MOST: Final = 20_000
"""A page that draws more is a picture, not a table."""


class Turn(NamedTuple):
    """An affine map, as in PDF: x' = a x + c y + e, y' = b x + d y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def of(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, inner: Turn) -> Turn:
        """Return this map behind `inner`."""
        a, b = self.a * inner.a + self.c * inner.b, self.b * inner.a + self.d * inner.b
        c, d = self.a * inner.c + self.c * inner.d, self.b * inner.c + self.d * inner.d
        return Turn(a, b, c, d, *self.of(inner.e, inner.f))


_STILL: Final = Turn(1, 0, 0, 1, 0, 0)


def rules_of(page: Handle, frame: Frame) -> tuple[Rule, ...]:
    """Return the ruling lines of `page`; none of one that draws so much that it is a picture."""
    found: list[Rule] = []
    for path, turn in _paths(page):
        for left, bottom, right, top in _lines(path, turn):
            found.append(Rule(*frame.place(left, top, right, bottom)))
            if len(found) > _MOST:
                return ()
    return tuple(found)


def _paths(page: Handle) -> Iterator[tuple[Handle, Turn]]:
    """Yield the paths of `page`, those in forms too, each with its map to the page."""
    items = [(raw.FPDFPage_GetObject(page, at), _STILL, 1) for at in range(raw.FPDFPage_CountObjects(page))]
    while items and len(items) < _MOST_ITEMS:
        item, turn, deep = items.pop()
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item, turn.after(_turn(item))
        elif kind == raw.FPDF_PAGEOBJ_FORM and deep < _DEEP:
            inner = turn.after(_turn(item))
            count = raw.FPDFFormObj_CountObjects(item)
            items += [(raw.FPDFFormObj_GetObject(item, at), inner, deep + 1) for at in range(count)]


def _turn(item: Handle) -> Turn:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _STILL
    return Turn(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _lines(path: Handle, turn: Turn) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight lines along the page's sides that `path` draws, as left, bottom, right, top."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not (fill.value or stroke.value):
        return
    for points in _outlines(path, turn):
        whole = _around(points)
        if min(whole[2] - whole[0], whole[3] - whole[1]) <= _THIN:
            yield whole
        elif stroke.value:
            for side in pairwise(points):
                line = _around(side)
                if min(line[2] - line[0], line[3] - line[1]) <= 1:
                    yield line


def _outlines(path: Handle, turn: Turn) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each outline of `path`, the first again at the end of a closed one."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for at in range(min(raw.FPDFPath_CountSegments(path), _MOST)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(turn.of(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _around(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)
