"""The document: the matched text, and the way from it back to the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pipeline.document.changes import FURNITURE, Change
from pipeline.source import Source
from pipeline.spans import Span

_FURNITURE: Final = len(FURNITURE)
_new: Final = tuple.__new__  # makes a named tuple in half the time: a page has hundreds of edits and spans


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


class _Map(NamedTuple):
    """Where each change begins in the matched text, and where furniture begins and ends in the source."""

    begin: list[int]
    out_low: list[int]
    out_high: list[int]


def _map(changes: tuple[Change, ...]) -> _Map:
    begin: list[int] = []
    rules: set[str] = set()
    shift = 0
    for start, end, after, rule in changes:
        begin.append(start + shift)
        shift += start - end + len(after)
        rules.add(rule)
    if not any(rule.startswith(FURNITURE) for rule in rules):
        return _Map(begin, [], [])
    out = [change for change in changes if change[3].startswith(FURNITURE)]
    return _Map(begin, [change[0] for change in out], [change[1] for change in out])


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
    _map: _Map = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_map", _map(self.changes))

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every correction, in the order of the source."""
        source = self.source.text
        return tuple(
            [
                _new(Edit, (_new(Span, (start, end)), source[start:end], after, rule))
                for start, end, after, rule in self.changes
                if rule[:_FURNITURE] != FURNITURE
            ]
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
        low, high = span
        begin, out, _ = self._map
        changes = self.changes
        index = bisect_right(begin, low) - 1
        if index >= 0:
            start, end, after, _ = changes[index]
            past = low - begin[index] - len(after)
            low = end + past if past >= 0 else start
        index = bisect_left(begin, high) - 1
        if index >= 0:
            _, end, after, _ = changes[index]
            past = high - begin[index] - len(after)
            high = end + past if past > 0 else end
        if low >= high:
            return (Span(low, low),)
        first = bisect_left(out, low)
        if first == len(out) or out[first] >= high:
            return (_new(Span, (low, high)),)
        return self._round_furniture(low, high, first)

    def _round_furniture(self, low: int, high: int, index: int) -> tuple[Span, ...]:
        """Return the pieces of the source from `low` to `high` without the furniture from `index` on."""
        _, starts, ends = self._map
        pieces: list[Span] = []
        while index < len(starts) and starts[index] < high:
            if low < starts[index]:
                pieces.append(Span(low, starts[index]))
            low = ends[index]
            index += 1
        if low < high:
            pieces.append(Span(low, high))
        return tuple(pieces)

    def verbatim(self, span: Span) -> str:
        """Return the source's own words for `span`: its pieces joined."""
        text = self.source.text
        pieces = self.source_spans(span)
        if len(pieces) == 1:
            start, end = pieces[0]
            return text[start:end]
        return "".join([text[start:end] for start, end in pieces])
