"""What lies over a PDF page: number and date set when it was signed, signing stamps, typed notes."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from gazetteer.page_data import load_stamp_words
from pipeline.readers.layout import Word
from pipeline.readers.layout.lines import letter_height, lines_of
from pipeline.readers.pdf.frame import Area, Frame
from pipeline.readers.pdf.library import Handle, raw

_WRITTEN: Final = frozenset({raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET})
"""The kinds of annotation that hold words of the page."""
_MOST: Final = 300
"""Annotations of one page that are looked at."""


class Overlay(NamedTuple):
    """The words that lie over a page: those of its text, and each signing stamp's."""

    words: tuple[Word, ...]
    stamps: tuple[tuple[Word, ...], ...]


def areas_of(page: Handle, frame: Frame) -> tuple[Area, ...]:
    """Return where things with words lie over `page`."""
    areas: list[Area] = []
    box = raw.FS_RECTF()
    for at in range(min(_MOST, raw.FPDFPage_GetAnnotCount(page))):
        note = raw.FPDFPage_GetAnnot(page, at)
        if not note:
            continue
        if raw.FPDFAnnot_GetSubtype(note) in _WRITTEN and raw.FPDFAnnot_GetRect(note, ctypes.byref(box)):
            areas.append(frame.place(box.left, box.top, box.right, box.bottom))
        raw.FPDFPage_CloseAnnot(note)
    return tuple(areas)


def overlay_of(before: Iterable[Word], after: Iterable[Word], areas: Sequence[Area]) -> Overlay:
    """Return what the words `after` laying the `areas` into a page have more than those `before`."""
    known = Counter(_key(word) for word in before)
    added: list[Word] = []
    for word in after:
        known[_key(word)] -= 1
        if known[_key(word)] < 0:
            added.append(word)
    stamps: list[tuple[Word, ...]] = []
    opens = load_stamp_words().opens
    for area in areas if added else ():
        inside = [word for word in added if _inside(word, area)]
        if inside and any(opens.match(line.text) for line in lines_of(inside, 0, letter_height(inside))):
            stamps.append(tuple(inside))
            added = [word for word in added if not _inside(word, area)]
    return Overlay(tuple(added), tuple(stamps))


def _key(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.left), round(word.top)


def _inside(word: Word, area: Area) -> bool:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]
