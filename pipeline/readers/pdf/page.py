"""One page of a PDF file: what it holds as text, and its picture."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pipeline.readers.layout import Page, Word
from pipeline.readers.pdf.file import PdfFile
from pipeline.readers.pdf.frame import A4, Area, Frame, frame_of
from pipeline.readers.pdf.letters import Letters
from pipeline.readers.pdf.library import Handle, pypdfium2, raw
from pipeline.readers.pdf.overlays import areas_of, overlay_of
from pipeline.readers.pdf.rules import rules_of
from pipeline.readers.pdf.words import words_of

if TYPE_CHECKING:
    from PIL.Image import Image

_FEW: Final = 15
"""So few words on a page that is one picture are not its text."""
_PICTURED: Final = 0.5
"""The share of a page that its picture fills."""
_DOTS: Final = 300
"""Dots per inch of a page's picture."""

_WHITE: Final = 0xFFFFFFFF


class Draft(NamedTuple):
    """A page as its file gives it.

    `sound`: its words can be read; `drawn`: it has none; `damaged`: they are not what it shows; `lost`: the
    page can't be loaded. `page` has words and rules only where it is sound; `words` are those of its own
    text, `areas` the places of things that lie over it.
    """

    page: Page
    state: Literal["sound", "drawn", "damaged", "lost"]
    frame: Frame
    words: tuple[Word, ...] = ()
    areas: tuple[Area, ...] = ()


def read_page(file: PdfFile, index: int) -> Draft:
    """Return page number `index`, from 0, of `file`. Raises InputError `too-complex`."""
    with file.page(index) as page:
        if page is None:
            return Draft(Page(index + 1, *A4.size, ()), "lost", A4)
        frame = frame_of(page)
        pictured = _is_pictured(page, frame)
        words, frame, sound, blank = words_of(page, frame, file.name, pictured=pictured)
        bare = Page(index + 1, *frame.size, ())
        draft = Draft(bare, "sound", frame, words, areas_of(page, frame))
        if not words or (pictured and len(words) < _FEW):
            return draft if blank and not _is_drawn(page) else draft._replace(state="drawn")
        if not sound:
            return draft._replace(state="damaged")
        whole = bare._replace(words=words, rules=rules_of(page, frame))
    return draft._replace(page=overlay_page(file, whole, draft))


def overlay_page(file: PdfFile, page: Page, draft: Draft) -> Page:
    """Return `page`, which its file gave as `draft`, with the words that lie over it."""
    if not draft.areas:
        return page
    with file.page(page.number - 1, flat=True) as handle, Letters(handle, draft.frame) as letters:
        overlay = overlay_of(draft.words, [found.word for found in letters.words()], draft.areas)
    return page._replace(words=(*page.words, *overlay.words), stamps=overlay.stamps)


def draw_page(file: PdfFile, draft: Draft, pixels: int) -> Image:
    """Return the picture of a page in grey, upright, without what lies over it, `pixels` large at most."""
    page = draft.page
    scale = min(_DOTS / 72, (pixels / (page.width * page.height)) ** 0.5)
    width, height = max(1, int(page.width * scale)), max(1, int(page.height * scale))
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
    try:
        raw.FPDFBitmap_FillRect(bitmap.raw, 0, 0, width, height, _WHITE)
        with file.page(page.number - 1) as handle:
            turns = (draft.frame.turns - raw.FPDFPage_GetRotation(handle)) % 4
            raw.FPDF_RenderPageBitmap(bitmap.raw, handle, 0, 0, width, height, turns, raw.FPDF_GRAYSCALE)
        image: Image = bitmap.to_pil().copy()
        return image
    finally:
        bitmap.close()


def _is_drawn(page: Handle) -> bool:
    """Say whether `page` shows anything but text."""
    items = (raw.FPDFPage_GetObject(page, at) for at in range(raw.FPDFPage_CountObjects(page)))
    return any(raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT for item in items)


def _is_pictured(page: Handle, frame: Frame) -> bool:
    """Say whether one picture fills most of `page`."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    ends = [ctypes.byref(side) for side in (left, bottom, right, top)]
    width, height = frame.size
    for at in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE:
            raw.FPDFPageObj_GetBounds(item, *ends)
            if (right.value - left.value) * (top.value - bottom.value) >= _PICTURED * width * height:
                return True
    return False
