"""Pictures of pages: scans and photos as PNG, JPEG, GIF, WebP, BMP, and TIFF with many pages."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

import numpy as np
from PIL import Image, ImageFile, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from pipeline.errors import InputError
from pipeline.readers.layout import Page, lay_out
from pipeline.readers.limits import Limits
from pipeline.readers.ocr import Picture, recognise, remarks_on
from pipeline.readers.tiff import count_pages
from pipeline.source import Remark, Source

_FORMATS: Final = ("PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP")
_NARROWEST, _WIDEST = 280.0, 900.0
"""Points of the shorter side of a page, A6 to A3; a file that says otherwise does not know."""
_A4: Final = 595.0
_WHITE: Final = 255


def read(data: bytes, name: str, limits: Limits) -> Source:
    """Return the text that is recognised in the picture `data`, with the place of each word.

    Of a moving picture it is the first. Raises InputError: `broken-file`, `picture-too-large`,
    `too-many-pages`, `too-complex`, `no-text`, and what recognition raises.
    """
    with _decoding(name):
        image = Image.open(BytesIO(data), formats=_FORMATS)
    unread: list[int] = []
    with image:
        count = count_pages(data, name, limits.pages) if image.format == "TIFF" else 1
        pages = recognise(_pictures(image, count, name, limits), name, limits)
        laid = lay_out(_noted(pages, unread))
    if not laid.words.starts:
        raise InputError("no-text", file=name)
    left = (Remark("page-not-read", laid.pages[number - 1]) for number in unread[:1])
    return Source(
        text=laid.text,
        media_type="image/jpeg" if isinstance(image, JpegImageFile) else Image.MIME[str(image.format)],
        pages=laid.pages,
        ocr=True,
        furniture=laid.furniture,
        words=laid.words,
        remarks=(*remarks_on(laid), *left),
    )


def _noted(pages: Iterable[Page], unread: list[int]) -> Iterator[Page]:
    """Yield `pages`, noting the numbers of those without words in `unread`."""
    for page in pages:
        if not page.words:
            unread.append(page.number)
        yield page


def _pictures(image: ImageFile.ImageFile, count: int, name: str, limits: Limits) -> Iterator[Picture]:
    """Yield the first `count` pages of `image`; raises InputError `broken-file`, `picture-too-large`."""
    for number in range(1, count + 1):
        with _decoding(name):
            image.seek(number - 1)
            pixels = image.width * image.height
            if pixels > limits.pixels:
                size, limit = pixels / 1e6, limits.pixels / 1e6
                raise InputError("picture-too-large", file=name, pixels=f"{size:.0f}", limit=f"{limit:g}")
            grey = _grey(image)
            width, height = _size(grey, image.info.get("dpi", ()))
        yield Picture(number, width, height, grey)


@contextmanager
def _decoding(name: str) -> Iterator[None]:
    """Let Pillow work without limits and warnings of its own; its errors become `broken-file`."""
    limit = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except InputError:
        raise
    except Exception as error:  # its decoders raise whatever a damaged file leads them to
        detail = type(error).__name__
        raise InputError("broken-file", file=name, format="picture", detail=detail) from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _grey(image: ImageFile.ImageFile) -> Image.Image:
    """Return what `image` shows, the right way up, on white paper, in grey."""
    image.draft("L", None)
    shown = ImageOps.exif_transpose(image)
    if shown.has_transparency_data:
        paper = Image.new("RGBA", shown.size, "white")
        return Image.alpha_composite(paper, shown.convert("RGBA")).convert("L")
    if shown.mode.startswith(("I", "F")):
        shades = np.asarray(shown.convert("F"))
        darkest = shades.min()
        scale = _WHITE / max(shades.max() - darkest, 1.0)
        return Image.fromarray(((shades - darkest) * scale).astype(np.uint8))
    return shown.convert("L")


def _size(image: Image.Image, dots: Any) -> tuple[float, float]:  # noqa: ANN401 - what Pillow read
    """Return the size of the page in points: by the `dots` per inch that the file gives, else that of A4."""
    if len(dots) == len(image.size) and all(dots):
        width, height = (72 * size / float(per) for size, per in zip(image.size, dots, strict=True))
        if _NARROWEST <= min(width, height) <= _WIDEST:
            return width, height
    scale = _A4 / min(image.size)
    return image.width * scale, image.height * scale
