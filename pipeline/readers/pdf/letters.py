"""The letters of a PDF page and where each stands, through pdfium's own functions."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from math import atan2, hypot, isfinite, pi
from typing import Final, NamedTuple, Self

from pipeline.readers.layout import Word
from pipeline.readers.pdf.frame import Area, Frame
from pipeline.readers.pdf.library import Handle, raw

_BETWEEN: Final = r"\s\x00-\x1f\ufffe\uffff"
_WORD: Final = re.compile(rf"[^{_BETWEEN}]*[\x02\ufffe]|[^{_BETWEEN}]+")
_HYPHENS: Final = str.maketrans("\x02\ufffe", "--")
"""What pdfium writes for a hyphen at a line's end."""
_UNPAIRED: Final = range(0xD800, 0xE000)
_NAME: Final = 128
"""Bytes of a font's name."""
_RISE: Final = 0.8
"""The share of a letter's room that is above its line."""
_ROOM: Final = raw.FPDFText_GetLooseCharBox


class Found(NamedTuple):
    """A word, the number of its first letter, and by how many quarters its page must be turned to read it."""

    word: Word
    start: int
    turns: int


class Letters:
    """The letters of a page, `text`, and where each stands; used within `with` while the page is loaded."""

    def __init__(self, page: Handle, frame: Frame) -> None:
        self._handle = raw.FPDFText_LoadPage(page)
        self._place = frame.place
        self._turns = frame.turns
        self._room = raw.FS_RECTF()
        self._at = ctypes.byref(self._room)
        self._known: Area = (0.0, 0.0, 0.0, 0.0)
        self.text = _text(self._handle) if self._handle else ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle:
            raw.FPDFText_ClosePage(self._handle)

    def words(self) -> Iterator[Found]:
        """Yield the words in the order of the file."""
        for match in _WORD.finditer(self.text):
            start, end = match.span()
            area, turns = self.place(start, end)
            if isfinite(sum(area)):
                yield Found(Word(match[0].translate(_HYPHENS), *area), start, turns)

    def font(self, at: int) -> str:
        """Return the name of the font of letter number `at`."""
        name, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._handle, at, name, _NAME, ctypes.byref(flags))
        return name.value.decode("latin-1").split("+")[-1]

    def place(self, start: int, end: int) -> tuple[Area, int]:
        """Return where the letters from `start` to `end` stand, and by how many quarters they are turned.

        Upright ones are as high as their font: how high their ink is, and what a font says of it, differs.
        """
        room, handle, place = self._room, self._handle, self._place
        _ROOM(handle, start, self._at)
        bottom, top = room.bottom, room.top
        area = place(room.left, top, room.right, bottom)
        if end - start > 1:
            _ROOM(handle, end - 1, self._at)
            last = place(room.left, room.top, room.right, room.bottom)
            area = min(area[0], last[0]), min(area[1], last[1]), max(area[2], last[2]), max(area[3], last[3])
        if self._known[:2] != (bottom, top):
            line, size, turns = self._line(start)
            if turns:
                return area, turns
            self._known = bottom, top, line - _RISE * size, line + (1 - _RISE) * size
        return (area[0], self._known[2], area[2], self._known[3]), 0

    def _line(self, at: int) -> tuple[float, float, int]:
        """Return how far down the line of letter number `at` stands, its font's size, its quarter turns."""
        turn, x, y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetMatrix(self._handle, at, ctypes.byref(turn))
        raw.FPDFText_GetCharOrigin(self._handle, at, ctypes.byref(x), ctypes.byref(y))
        size = raw.FPDFText_GetFontSize(self._handle, at) * hypot(turn.a, turn.b)
        quarters = round(atan2(turn.b, turn.a) / (pi / 2))
        line = self._place(x.value, y.value, x.value, y.value)[1]
        return line, size, (quarters - self._turns) % 4


def _text(handle: Handle) -> str:
    """Return the letters of a page, one code point for each that pdfium counts."""
    count = raw.FPDFText_CountChars(handle)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    return "".join([_letter(raw.FPDFText_GetUnicode(handle, at)) for at in range(count)])


def _letter(code: int) -> str:
    return chr(code) if code <= 0x10FFFF and code not in _UNPAIRED else " "  # noqa: PLR2004 (the last of Unicode)
