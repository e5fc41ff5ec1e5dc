"""The recognition itself: Tesseract, with its Vietnamese data."""

from __future__ import annotations

from typing import Final

from pipeline.errors import InputError
from pipeline.readers.health import reads_vietnamese
from pipeline.readers.layout.model import Word
from pipeline.readers.ocr.prepare import Prepared
from pipeline.readers.tools import ToolError, find_tool, run_tool

_ARGUMENTS: Final = ("stdin", "stdout", "-l", "vie", "--oem", "1", "--psm", "3", "tsv")
_VARIABLES: Final = {"OMP_THREAD_LIMIT": "1"}
"""Pages are recognised side by side; threads within a page would only wait for each other."""
_INSTALL: Final = "sudo apt-get install tesseract-ocr tesseract-ocr-vie"
_MOST_OUTPUT: Final = 20_000_000
_FIELDS: Final = 12
_WORD: Final = "5"
"""The level of a row of the output that holds a word."""


def find_tesseract(name: str) -> str:
    """Return Tesseract's path. Raises InputError `missing-tool` for the file `name`."""
    program = find_tool("tesseract")
    if program is None or not reads_vietnamese():
        raise InputError("missing-tool", file=name, tool="Tesseract vie", install=_INSTALL)
    return program


def words_of(page: Prepared, program: str, name: str, seconds: int) -> tuple[Word, ...]:
    """Return the words of `page` in Tesseract's order; raises InputError `tool-failed`, `timed-out`."""
    height, width = page.dots.shape
    picture = b"P5 %d %d 255\n" % (width, height) + page.dots.tobytes()
    dots = str(round(72 * width / page.width))
    try:
        printed = run_tool(
            [program, *_ARGUMENTS[:-1], "--dpi", dots, _ARGUMENTS[-1]],
            seconds=seconds,
            stdin=picture,
            most_output=_MOST_OUTPUT,
            variables=_VARIABLES,
        )
    except ToolError as error:
        raise error.for_file(name) from error
    return _words(printed.decode(errors="replace"), page.width / width, page.height / height)


def _words(table: str, across: float, down: float) -> tuple[Word, ...]:
    """Return the words of Tesseract's `table`; a dot is `across` points wide and `down` high."""
    words: list[Word] = []
    for row in table.split("\n"):
        fields = row.split("\t")
        if len(fields) != _FIELDS or fields[0] != _WORD or not (text := "".join(fields[-1].split())):
            continue
        left, top, width, height = map(int, fields[6:10])
        box = left * across, top * down, (left + width) * across, (top + height) * down
        words.append(Word(text, *box, max(0, min(100, round(float(fields[10]))))))
    return tuple(words)
