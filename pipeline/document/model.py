"""The document: the matched text, and the way from it back to the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from pipeline.document.changes import FURNITURE, Change
from pipeline.source import Source
from pipeline.spans import Span


class Edit(NamedTuple):
    """One correction: the source's `span`, which reads `before`, reads `after` in the matched text."""

    span: Span
    before: str
    after: str
    rule: str


class Furniture(NamedTuple):
    """A range of the source that is no text: page number, running head, address, form feed, rule."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class _Runs:
    """The changes as parallel lists: where each begins and ends in the source and in the matched text."""

    low: list[int]
    high: list[int]
    begin: list[int]
    finish: list[int]


def _runs(changes: tuple[Change, ...]) -> _Runs:
    low = [change[0] for change in changes]
    high = [change[1] for change in changes]
    sizes = [len(change[2]) for change in changes]
    growth = (size + start - end for size, start, end in zip(sizes, low, high, strict=True))
    grown = accumulate(growth, initial=0)
    begin = [start + shift for start, shift in zip(low, grown, strict=False)]
    return _Runs(low, high, begin, [start + size for start, size in zip(begin, sizes, strict=True)])


@dataclass(frozen=True, slots=True)
class Document:
    """A source and the text that the finders read, with the map between the two.

    `text` holds one paragraph a line, words one blank apart, no blank lines; a tab stands for a gap between
    columns. Spans of `text` and of the source are half-open, in code points. `emphasis` are ranges of `text`
    that Markdown stars made bold or italic, sorted by start.
    """

    source: Source
    text: str
    emphasis: tuple[Span, ...] = ()
    changes: tuple[Change, ...] = field(default=(), repr=False)
    _map: _Runs = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_map", _runs(self.changes))

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every correction, in the order of the source."""
        source = self.source.text
        return tuple(
            Edit(Span(start, end), source[start:end], after, rule)
            for start, end, after, rule in self.changes
            if not rule.startswith(FURNITURE)
        )

    @property
    def furniture(self) -> tuple[Furniture, ...]:
        """Every range of the source that is kept out of the text, in order."""
        return tuple(
            Furniture(Span(start, end), rule.removeprefix(FURNITURE))
            for start, end, _, rule in self.changes
            if rule.startswith(FURNITURE)
        )

    def source_spans(self, span: Span) -> tuple[Span, ...]:
        """Return where `span` of the matched text stands in the source: several pieces round furniture.

        A corrected range counts whole as soon as a part of it is asked for. The pieces are sorted, do not
        touch furniture, and are empty only for an empty span of an empty document.
        """
        start, end = span
        low, high = self._start(start), self._end(end)
        if low >= high:
            return (Span(low, low),)
        pieces: list[Span] = []
        starts, rows = self._map.low, self.changes
        for index in range(bisect_left(starts, low), bisect_left(starts, high)):
            if rows[index][3].startswith(FURNITURE):
                if low < rows[index][0]:
                    pieces.append(Span(low, rows[index][0]))
                low = rows[index][1]
        if low < high:
            pieces.append(Span(low, high))
        return tuple(pieces)

    def verbatim(self, span: Span) -> str:
        """Return the source's own words for `span`: its pieces joined."""
        text = self.source.text
        return "".join([text[start:end] for start, end in self.source_spans(span)])

    def _start(self, offset: int) -> int:
        runs = self._map
        index = bisect_right(runs.begin, offset) - 1
        if index < 0:
            return offset
        past = offset - runs.finish[index]
        return runs.high[index] + past if past >= 0 else runs.low[index]

    def _end(self, offset: int) -> int:
        runs = self._map
        index = bisect_left(runs.begin, offset) - 1
        if index < 0:
            return offset
        return runs.high[index] + max(0, offset - runs.finish[index])
