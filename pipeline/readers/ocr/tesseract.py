"""The recognition itself: Tesseract, with its Vietnamese data."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from pipeline.errors import InputError
from pipeline.readers.health import reads_vietnamese
from pipeline.readers.layout.model import Word
from pipeline.readers.ocr.prepare import Prepared
from pipeline.readers.tools import ToolError, find_tool, run_tool

_ARGUMENTS: Final = ("stdin", "stdout", "-l", "vie", "--oem", "1")
_MODES: Final = {"page": "3", "block": "6"}
_VARIABLES: Final = {"OMP_THREAD_LIMIT": "1"}
"""Pages are recognised side by side; threads within a page would only wait for each other."""
_INSTALL: Final = "sudo apt-get install tesseract-ocr tesseract-ocr-vie"
_MOST_OUTPUT: Final = 20_000_000
_FIELDS: Final = 12
_WORD: Final = "5"
"""The level of a row of the output that holds a word."""


class Tesseract(NamedTuple):
    """Tesseract at `program`, at work for the file `name`, with so many `seconds` for a picture."""

    program: str
    name: str
    seconds: int

    def words(self, page: Prepared, layout: Literal["page", "block"] = "page") -> tuple[Word, ...]:
        """Return the words of `page`; a "block" is lines alone, one below the other.

        Raises InputError `tool-failed`, `timed-out`.
        """
        height, width = page.dots.shape
        dots = str(round(72 * width / page.width))
        try:
            printed = run_tool(
                [self.program, *_ARGUMENTS, "--psm", _MODES[layout], "--dpi", dots, "tsv"],
                seconds=self.seconds,
                stdin=b"P5 %d %d 255\n" % (width, height) + page.dots.tobytes(),
                most_output=_MOST_OUTPUT,
                variables=_VARIABLES,
            )
        except ToolError as error:
            raise error.for_file(self.name) from error
        return _words(printed.decode(errors="replace"), page.scale)


def find_tesseract(name: str, seconds: int) -> Tesseract:
    """Return Tesseract for the file `name`. Raises InputError `missing-tool`."""
    program = find_tool("tesseract")
    if program is None or not reads_vietnamese():
        raise InputError("missing-tool", file=name, tool="Tesseract vie", install=_INSTALL)
    return Tesseract(program, name, seconds)


def _words(table: str, scale: float) -> tuple[Word, ...]:
    """Return the words of Tesseract's `table`; a point is `scale` dots."""
    words: list[Word] = []
    for row in table.split("\n"):
        fields = row.split("\t")
        if len(fields) != _FIELDS or fields[0] != _WORD or not (text := "".join(fields[-1].split())):
            continue
        left, top, width, height = map(int, fields[6:10])
        box = left / scale, top / scale, (left + width) / scale, (top + height) / scale
        words.append(Word(text, *box, max(0, min(100, round(float(fields[10]))))))
    return tuple(words)
