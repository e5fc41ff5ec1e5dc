"""What a reader gives: the text as it stood in the file, before any mending, and its place on the page."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pipeline.spans import Span

UNKNOWN: Final = 255
"""The confidence of a word that no machine had to recognise."""


class Box(NamedTuple):
    """A rectangle on a page: `page` from 1; points (1/72 inch) from the page's top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Remark(NamedTuple):
    """What a clerk should know about the reading: a code of `pipeline.messages` ("warning.…"), and where."""

    code: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PlacedWords:
    """The words of a paged source, in the order of its text: where each stands in it and on its page.

    Parallel arrays, one entry a word (four numbers a word in `corners`: left, top, right, bottom), so that a
    thousand pages stay small. `confidence` is 0 to 100 for a word that a machine recognised, else UNKNOWN.
    `sizes` are the width and height of each page, in points.
    """

    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    pages: array[int] = field(default_factory=lambda: array("I"))
    corners: array[float] = field(default_factory=lambda: array("f"))
    confidence: bytearray = field(default_factory=bytearray)
    sizes: list[tuple[float, float]] = field(default_factory=list)

    def add(self, span: Span, box: Box, confidence: int = UNKNOWN) -> None:
        """Append a word; words come in the order of the text and do not overlap in it."""
        self.starts.append(span.start)
        self.ends.append(span.end)
        self.pages.append(box.page)
        self.corners.extend(box[1:])
        self.confidence.append(confidence)

    def within(self, span: Span) -> range:
        """Return the numbers of the words that have a character in `span` of the text."""
        if span.start >= span.end:
            return range(0)
        return range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))

    def box(self, word: int) -> Box:
        """Return where word number `word` stands."""
        return Box(self.pages[word], *self.corners[4 * word : 4 * word + 4])

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Return the rectangles that cover `span`, one for each stretch of words on one printed line."""
        lines: list[Box] = []
        for word in self.within(span):
            box = self.box(word)
            if lines and _same_line(lines[-1], box):
                lines[-1] = _cover(lines[-1], box)
            else:
                lines.append(box)
        return tuple(lines)

    def recognised(self, span: Span) -> tuple[int, ...]:
        """Return the confidences, 0 to 100, of the words of `span` that a machine recognised."""
        return tuple(known for word in self.within(span) if (known := self.confidence[word]) != UNKNOWN)


def _same_line(line: Box, word: Box) -> bool:
    middle = (word.top + word.bottom) / 2
    return line.page == word.page and line.top < middle < line.bottom and word.left >= line.left


def _cover(one: Box, other: Box) -> Box:
    low = (min(one.left, other.left), min(one.top, other.top))
    return Box(one.page, *low, max(one.right, other.right), max(one.bottom, other.bottom))


@dataclass(frozen=True, slots=True)
class Source:
    """One document as read. `text` is sacred: every span of every record points into it.

    `path` is what the user gave; `sha256` is that of the file's bytes, in hexadecimal; `pages`
    holds the range of `text` that each page fills, in order, and is empty where the format has no
    pages; `encoding` is None where the bytes were no text; `ocr` says that a machine read a picture.
    `furniture` are ranges that the reader knows to be no running text (page numbers, running heads), sorted;
    `words` says where the words stand on their pages, None where the format has none; `remarks` are what a
    clerk should know about the reading.
    """

    text: str
    path: str = ""
    sha256: str = ""
    media_type: str = "text/plain"
    encoding: str | None = None
    pages: tuple[Span, ...] = field(default=())
    ocr: bool = False
    furniture: tuple[Span, ...] = field(default=())
    words: PlacedWords | None = field(default=None, repr=False)
    remarks: tuple[Remark, ...] = field(default=())
