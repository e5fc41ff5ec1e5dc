"""Pages as a scanner and a telephone give them: rendered from a PDF, then damaged, always alike."""

from __future__ import annotations

import io
import time
from dataclasses import dataclass
from typing import Final

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PIL import Image, ImageFilter

_WHITE: Final = 255
_LONG_AGO: Final = time.gmtime(0)


@dataclass(frozen=True, slots=True)
class Damage:
    """What a scanner does: dots per inch, blur in pixels, noise in grey levels, turn in degrees, JPEG."""

    dpi: int
    blur: float
    noise: float
    turn: float
    quality: int


LEVELS: Final = {
    "clean": Damage(200, 0.0, 0.0, 0.0, 40),
    "medium": Damage(200, 1.2, 14.0, 0.8, 30),
    "heavy": Damage(150, 1.2, 20.0, -1.4, 20),
}


def render(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Return the pages in grey."""
    with pdfium.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]


def scan(pdf: bytes, level: str) -> bytes:
    """Return a PDF of page pictures, damaged at one of LEVELS."""
    damage = LEVELS[level]
    pages = [_damaged(page, damage, seed) for seed, page in enumerate(render(pdf, damage.dpi))]
    file = io.BytesIO()
    pages[0].save(
        file,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=damage.dpi,
        quality=damage.quality,
        creationDate=_LONG_AGO,
        modDate=_LONG_AGO,
    )
    return file.getvalue()


def photo(pdf: bytes) -> bytes:
    """Return the first page as photographed on a table: askew, darker towards a corner, as JPEG."""
    page = _damaged(render(pdf, 190)[0], Damage(190, 0.7, 4.0, 0.0, 0), seed=7)
    width, height = page.size
    table = Image.new("L", (width + 160, height + 160), 70)
    table.paste(page, (80, 80))
    corners = (60, 90, 95, height + 100, width + 120, height + 60, width + 90, 70)
    view = table.transform((width + 80, height + 80), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    across, down = np.meshgrid(np.linspace(0, 1, view.width), np.linspace(0, 1, view.height))
    shaded = np.asarray(view) * (1 - 0.22 * across - 0.15 * down)
    file = io.BytesIO()
    Image.fromarray(shaded.astype(np.uint8)).save(file, "JPEG", quality=45)
    return file.getvalue()


def _damaged(page: Image.Image, damage: Damage, seed: int) -> Image.Image:
    turned = page.rotate(damage.turn, Image.Resampling.BICUBIC, fillcolor=_WHITE)
    levels = np.asarray(turned.filter(ImageFilter.GaussianBlur(damage.blur)), dtype=np.float64)
    noise = np.random.default_rng(seed).normal(0, damage.noise, levels.shape)
    return Image.fromarray(np.clip(levels + noise, 0, _WHITE).astype(np.uint8))
