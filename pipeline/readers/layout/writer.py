"""The text of a paged source, made word by word with the place of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.readers.layout.lines import Line
from pipeline.readers.layout.model import Laid, Word
from pipeline.source import Box, PlacedWords
from pipeline.spans import Span

_BROKEN: Final = re.compile(r"\w[-/]\Z")
"""How a line ends whose last word goes on behind a printed hyphen or stroke."""
_BAR: Final = "|"


class Writer:
    """Takes paragraphs, rows and furniture in reading order; `laid` is what they make."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[Span] = []
        self._furniture: list[Span] = []
        self._words = PlacedWords()

    def laid(self) -> Laid:
        """Return all pages that were ended."""
        return Laid("".join(self._done), tuple(self._pages), tuple(self._furniture), self._words)

    def paragraph(self, lines: Iterable[Line], *, gap: bool) -> None:
        """Write `lines` as one, below an empty line where there is a `gap`."""
        if gap and self._length:
            self._add("\n")
        self._flow(lines)
        self._add("\n")

    def row(self, cells: Iterable[Iterable[Line]]) -> None:
        """Write the `cells` of a table's row on one line, bars between them."""
        for number, cell in enumerate(cells):
            if number:
                self._add(f" {_BAR} ")
            self._flow(cell, bars=False)
        self._add("\n")

    def furniture(self, line: Line) -> None:
        """Write a line that is no running text."""
        start = self._length
        self._flow([line])
        self._furniture.append(Span(start, self._length))
        self._add("\n")

    def end_page(self, width: float, height: float) -> None:
        """End a page of that size."""
        self._add("\f")
        self._pages.append(Span(self._pages[-1].end if self._pages else 0, self._length))
        self._words.sizes.append((width, height))
        self._done.append("".join(self._parts))
        self._parts.clear()

    def _flow(self, lines: Iterable[Line], *, bars: bool = True) -> None:
        above: Line | None = None
        for line in lines:
            if above and not _broken(above.words[-1].text, line.words[0].text):
                self._add(" ")
            self._line(line.words, line.page, bars=bars)
            above = line

    def _line(self, words: Sequence[Word], page: int, *, bars: bool) -> None:
        for number, word in enumerate(words):
            if number:
                self._add(" ")
            start = self._length
            self._add(word.text if bars else word.text.replace(_BAR, "/"))
            self._words.add(Span(start, self._length), Box(page, *word[1:5]), word.confidence)

    def _add(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)


def _broken(upper: str, lower: str) -> bool:
    """Say whether a word that ends a line goes on in the next: "198/BC-⏎UBND", "2021-⏎2030"."""
    return bool(_BROKEN.search(upper)) and (lower[0].isdigit() or lower[0].isupper())
