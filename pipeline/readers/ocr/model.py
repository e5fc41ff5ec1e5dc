"""A page's picture, before and after it is made ready for recognition."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image


class Picture(NamedTuple):
    """The `image` of page `number`, from 1, and the page's size in points."""

    number: int
    width: float
    height: float
    image: Image
