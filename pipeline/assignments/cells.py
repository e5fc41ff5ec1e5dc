"""Cells of a table: their words joined, and bodies and times found in the joined words.

A cell that wraps lies in pieces all over the matched text, and names are cut where its lines end. Here they
are whole again, and what is found in them keeps its pieces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from pipeline.assignments.attach import read_bodies, read_timings
from pipeline.assignments.own_words import read_carriers
from pipeline.assignments.signs import put_signs
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.assignments.model import Assignee, Timing
    from pipeline.assignments.reading import Reading
    from pipeline.blocks.tables import Cell

_Found = TypeVar("_Found", "Assignee", "Timing")
_LINE_END = re.compile(r"[\t\n](?![-+*•] )")
_BETWEEN = "\n|\n"
"""What stands between two cells: nothing is found across it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells in which bodies are looked for, one behind the other; `places` says where each begins."""

    reading: Reading
    places: Mapping[Cell, int]

    def carriers(self, cell: Cell, reading: Reading) -> tuple[Assignee, ...]:
        """Who is told to act in the words of `cell`, as read_carriers; elsewhere as for `bodies`."""
        if cell not in self.places:
            return read_carriers(*cell[0], reading)
        begin = self.places[cell]
        found = read_carriers(begin, begin + _length(cell), self.reading)
        return tuple(_put_back(assignee, cell, begin) for assignee in found)

    def bodies(self, cell: Cell, role: str, reading: Reading) -> tuple[Assignee, ...]:
        """The bodies that `cell` names, as read_bodies; one that is not on the sheet is read in `reading`."""
        if cell not in self.places:
            return read_bodies(*cell[0], role, reading)
        begin = self.places[cell]
        found = read_bodies(begin, begin + _length(cell), role, self.reading)
        return tuple(_put_back(assignee, cell, begin) for assignee in found)


def make_sheet(cells: Iterable[Cell], reading: Reading) -> Sheet:
    """Find the bodies in the joined words of `cells`."""
    places: dict[Cell, int] = {}
    words: list[str] = []
    size = 0
    for cell in cells:
        if cell not in places:
            places[cell] = size
            words.append(join_cell(reading.text, cell))
            size += len(words[-1]) + len(_BETWEEN)
    if not words:
        return Sheet(reading, places)
    text = _BETWEEN.join(words)
    mentions = reading.find(text)
    signs = put_signs(text, mentions, reading.speakers, reading.cues)
    return Sheet(replace(reading, text=text, signs=signs, mentions=mentions, emphasis=()), places)


def is_wrapped(text: str, cell: Cell) -> bool:
    """Whether the words of `cell` stand on several lines."""
    return len(cell) > 1 or any("\n" in text[start:end] for start, end in cell)


def join_cell(text: str, cell: Cell) -> str:
    """The words of `cell`, as long as its pieces together; a line end stays only before a bullet."""
    return _LINE_END.sub(" ", "".join([text[start:end] for start, end in cell]))


def cell_timings(cell: Cell, reading: Reading) -> tuple[Timing, ...]:
    """The deadlines that a cell of times tells."""
    words = join_cell(reading.text, cell)
    found = read_timings(Span(0, len(words)), replace(reading, text=words))
    return tuple(_put_back(timing, cell, 0) for timing in found)


def _length(cell: Cell) -> int:
    return sum(end - start for start, end in cell)


def _put_back(found: _Found, cell: Cell, begin: int) -> _Found:
    """`found` in the joined words, which begin at `begin`, with its span and pieces in the matched text."""
    pieces = _pieces(cell, found.span.start - begin, found.span.end - begin)
    span = Span(pieces[0].start, pieces[-1].end)
    return found._replace(span=span, pieces=pieces if len(pieces) > 1 else ())


def _pieces(cell: Cell, start: int, end: int) -> tuple[Span, ...]:
    """Where [start, end) of the joined words lies; half-open, not empty."""
    pieces, past = [], 0
    for piece in cell:
        low, high = piece.start + max(start - past, 0), min(piece.start + end - past, piece.end)
        if low < high:
            pieces.append(Span(low, high))
        past += piece.end - piece.start
    return tuple(pieces)
