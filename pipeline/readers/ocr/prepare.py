"""Pictures of pages made ready for recognition: upright, level, of one size, without ruling lines."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from pipeline.readers.layout.model import Rule
from pipeline.readers.ocr.model import Picture
from pipeline.readers.ocr.ruling import Pixels, take_rules
from pipeline.readers.ocr.skew import lies_sideways, skew

_DOTS: Final = 180
"""Dots per inch; more makes recognition slower and no better, less loses small print."""
_MOST_DOTS: Final = 6_500_000
"""A page larger than A3 is recognised at fewer dots per inch."""
_LONGEST: Final = 10_000
"""No page is so long; Tesseract refuses what is much longer."""
_SLIGHT: Final = 0.15
"""Degrees of skew that do no harm."""
_WHITE: Final = 255
_TILE: Final = 32
"""Dots of the square whose lightest dot shows the paper: no letter fills it."""
_DARKEST: Final = 0.4
"""Paper in a shadow has this share of the page's light at least; what has less is a black edge or a photo."""
_GRAIN: Final = 3
"""Dots of the square in which the middle shade wipes out specks."""


class Upright(NamedTuple):
    """A page in grey with its size in points."""

    width: float
    height: float
    image: Image.Image


class Prepared(NamedTuple):
    """A page's size in points, its dots, and the ruling lines that were taken from them."""

    width: float
    height: float
    dots: Pixels
    rules: tuple[Rule, ...]

    @property
    def scale(self) -> float:
        """Dots of a point."""
        return float(self.dots.shape[1] / self.width)


def set_upright(picture: Picture) -> Upright:
    """Return `picture` at the size for recognition, turned by a quarter if its lines run up or down."""
    inches = picture.width / 72, picture.height / 72
    dots = min(_DOTS, (_MOST_DOTS / (inches[0] * inches[1])) ** 0.5)
    width, height = (max(1, min(round(length * dots), _LONGEST)) for length in inches)
    image = _even(picture.image.convert("L").resize((width, height), Image.Resampling.LANCZOS))
    page = Upright(picture.width, picture.height, image)
    return turn(page, 1) if _is_sideways(np.asarray(image)) else page


def _is_sideways(dots: Pixels) -> bool:
    # Upright lines of a table alone must not turn its page; that they need not be taken is the usual case.
    return lies_sideways(dots) and lies_sideways(take_rules(dots)[0])


def _even(image: Image.Image) -> Image.Image:
    """Return `image` without the shadows on its paper, which becomes white."""
    dots = np.asarray(image)
    rows, columns = (-(-size // _TILE) for size in dots.shape)
    edges = (0, rows * _TILE - dots.shape[0]), (0, columns * _TILE - dots.shape[1])
    tiles = np.pad(dots, edges, mode="edge").reshape(rows, _TILE, columns, _TILE).max(axis=(1, 3))
    tiles = np.maximum(tiles, np.uint8(_DARKEST * np.median(tiles)) + 1)
    paper = Image.fromarray(tiles).filter(ImageFilter.MedianFilter(3))
    whole = paper.resize((columns * _TILE, rows * _TILE), Image.Resampling.BILINEAR)
    shade = np.asarray(whole, dtype=np.float32)[: dots.shape[0], : dots.shape[1]]
    return Image.fromarray(np.minimum(dots * (_WHITE / shade), _WHITE).astype(np.uint8))


def turn(page: Upright, quarters: int) -> Upright:
    """Return `page` turned by so many `quarters` against the clock."""
    size = (page.height, page.width) if quarters % 2 else (page.width, page.height)
    return Upright(*size, page.image.rotate(90 * quarters, expand=True))


def smooth(page: Upright) -> Upright:
    """Return `page` without its grain; what a photocopier's specks hid comes out, fine strokes suffer."""
    return page._replace(image=page.image.filter(ImageFilter.MedianFilter(_GRAIN)))


def prepare(page: Upright) -> Prepared:
    """Return `page` with its lines level, by a turn about its middle, and its ruling lines taken out."""
    image = page.image
    angle = skew(np.asarray(image))
    if abs(angle) > _SLIGHT:
        image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=_WHITE)
    bare, strips = take_rules(np.asarray(image))
    across, down = page.width / image.width, page.height / image.height
    rules = tuple(
        Rule(left * across, top * down, right * across, bottom * down) for left, top, right, bottom in strips
    )
    return Prepared(page.width, page.height, bare, rules)


def shrink(page: Prepared, share: float) -> Prepared:
    """Return `page` in so many fewer dots."""
    image = Image.fromarray(page.dots)
    size = max(1, round(image.width * share)), max(1, round(image.height * share))
    return page._replace(dots=np.asarray(image.resize(size, Image.Resampling.BICUBIC)))
