"""How a page is shown: its own points, which count from the bottom, to points from the shown top left."""

from __future__ import annotations

import ctypes
from typing import NamedTuple

from pipeline.readers.pdf.library import Handle, raw

Area = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the shown top left corner."""


class Frame(NamedTuple):
    """The rectangle of a page that is shown, in the page's own points, and its quarter turns clockwise."""

    left: float
    top: float
    right: float
    bottom: float
    turns: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def turned(self, turns: int) -> Frame:
        """Return the frame of the same page after so many more quarter turns."""
        return self._replace(turns=(self.turns + turns) % 4)

    def place(self, left: float, top: float, right: float, bottom: float) -> Area:
        """Return where a rectangle of the page's own points is shown."""
        if self.turns == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turns == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turns == 2:  # noqa: PLR2004 (upside down)
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


A4 = Frame(0.0, 842.0, 595.0, 0.0)


def frame_of(page: Handle) -> Frame:
    """Return how `page` is shown; a page that says nonsense of its size is shown as A4."""
    box = raw.FS_RECTF()
    if not raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        return A4
    frame = Frame(box.left, box.top, box.right, box.bottom, raw.FPDFPage_GetRotation(page) % 4)
    return frame if min(frame.size) >= 1 else A4
