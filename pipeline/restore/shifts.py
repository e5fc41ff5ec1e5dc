"""Where places of a text stand after changes to it, and which changes take those back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from pipeline.document.changes import Change
from pipeline.spans import Span


class Shifts:
    """The way from a text to what `changes`, sorted and apart from each other, make of it."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self._starts = [change[0] for change in changes]
        self._ends = [change[1] for change in changes]
        self._sizes = [len(change[2]) for change in changes]
        self._shifts = list(
            accumulate((start - end + len(after) for start, end, after, _ in changes), initial=0)
        )

    def start(self, offset: int) -> int:
        """Where a span that starts at `offset` starts; inside a change, where that does."""
        index = bisect_right(self._starts, offset)
        if index and self._ends[index - 1] > offset:
            return self._starts[index - 1] + self._shifts[index - 1]
        return offset + self._shifts[index]

    def end(self, offset: int) -> int:
        """Where a span that ends at `offset` ends; inside a change, where that does."""
        index = bisect_left(self._starts, offset)
        if index and self._ends[index - 1] > offset:
            return self._starts[index - 1] + self._shifts[index - 1] + self._sizes[index - 1]
        return offset + self._shifts[index]

    def span(self, span: tuple[int, int]) -> Span:
        """Where `span` stands; never of less than no length."""
        low, high = self.start(span[0]), self.end(span[1])
        return Span(min(low, high), high)

    def spans(self, spans: Iterable[tuple[int, int]]) -> list[Span]:
        """Where `spans` stand, those left out of which nothing is left."""
        return [place for place in map(self.span, spans) if place.start < place.end]


def taken_back(changes: Sequence[Change], text: str) -> list[Change]:
    """Return the changes that turn what `changes` make of `text` into `text` again."""
    found: list[Change] = []
    shift = 0
    for start, end, after, rule in changes:
        found.append((start + shift, start + shift + len(after), text[start:end], rule))
        shift += start - end + len(after)
    return found
